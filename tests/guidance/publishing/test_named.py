"""Who names an entry of a pack."""

import copy

import pytest

from guidance.publishing.named import places_that_name
from guidance.rules.places import Place
from tests.guidance.excerpt import excerpt


@pytest.fixture
def pack(built_in_pack):
    return excerpt(built_in_pack)


def named(pack, entry: str) -> list[str]:
    return [str(place) for place in places_that_name(pack, Place.parse(entry))]


def test_rules_company_helpers_and_examples_name_a_check(pack):
    step = pack["steps"][0]
    step["settles"] = {"minor": "yes"}
    step["contacts_when"] = {step["contacts"][0]: [{"minor": ["yes"]}]}
    pack["company"] = [*pack["company"], {"minor": ["no"]}]
    places = named(pack, "checks/minor")
    assert f"company/{len(pack['company'])}" in places
    assert f"steps/{step['id']}/settles" in places
    assert f"steps/{step['id']}/contacts_when/{step['contacts'][0]}" in places
    assert "steps/child-welfare/show/1" in places


def test_an_answer_is_named_only_where_it_is_asked_for(pack):
    both, yes = named(pack, "checks/consent"), named(pack, "checks/consent/answers/yes")
    assert "steps/propose/show/1" in yes
    assert {*yes} < {*both}


def test_what_stands_in_a_retired_stage_goes_with_it(pack):
    stage = next(each for each in pack["stages"] if any(c["id"] == "consent" for c in each["checks"]))
    assert {*named(pack, "checks/consent")} <= {*named(pack, f"stages/{stage['id']}")}


def test_a_contact_is_named_by_steps_and_by_whom_it_stands_in_for(pack):
    pack["contacts"][0]["stand_in"] = "nollalinja"
    first = f"contacts/{pack['contacts'][0]['id']}/stand_in"
    step = next(each for each in pack["steps"] if "nollalinja" in each["contacts"])
    assert {first, f"steps/{step['id']}/contacts"} <= {*named(pack, "contacts/nollalinja")}


def test_retired_steps_and_examples_name_nothing(pack):
    before = copy.deepcopy(pack)
    for entry in (*pack["steps"], *pack["expectations"], *pack["passages"]):
        entry["retired"] = True
    assert "steps/propose/show/1" in named(before, "checks/consent")
    assert all(place.startswith("company/") for place in named(pack, "checks/consent"))


def test_an_example_names_what_it_answers_and_what_it_expects(pack):
    step = next(each for each in pack["steps"] if "nollalinja" in each["contacts"])["id"]
    sign = pack["checklists"][0]["signs"][0]["id"]
    expected = {"first_step": step, "held": [step], "helpers": {step: ["nollalinja"]}}
    pack["expectations"] = [
        {"id": "one", "title": {"fi": "Yksi"}, "signs": {sign: "noticed"}, "steps": [step]} | expected
    ]
    whole = {f"expectations/one/{name}" for name in ("steps", "held", "first_step", "helpers")}
    assert whole <= {*named(pack, f"steps/{step}")}
    assert "expectations/one/helpers" in named(pack, "contacts/nollalinja")
    list_of_signs = pack["checklists"][0]["id"]
    assert "expectations/one/signs" in named(pack, f"checklists/{list_of_signs}/signs/{sign}")


def test_a_phrase_for_the_record_names_its_steps_and_what_its_rows_ask(built_in_pack):
    assert "passages/child-matter/steps" in named(built_in_pack, "steps/child-welfare")
    assert "passages/seen-alone/show/1" in named(built_in_pack, "checks/alone")
