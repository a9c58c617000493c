"""What is worth looking at before publishing: told, never refused."""

import copy
from datetime import date, timedelta

import pytest

from guidance.rules.places import Place
from guidance.rules.problems import problem
from guidance.rules.reading import read_guidance
from guidance.rules.warnings import SUBJECTS, TELLING, check_again_by, overdue, telling_word, warnings

TODAY = date(2026, 11, 24)


@pytest.fixture
def pack(built_in_pack):
    pack = copy.deepcopy(built_in_pack)
    for contact in pack["contacts"]:
        contact["verified_on"] = TODAY.isoformat()
    for cell in (each for recipient in pack["recipients"] for each in recipient["disclosures"]):
        cell |= {"confirmed_by": "Lakimies", "confirmed_on": TODAY.isoformat()}
    return pack


def told(pack):
    return warnings(read_guidance(pack), pack, TODAY)


def test_the_built_in_guidance_has_contacts_to_verify_and_cells_to_confirm_alone(built_in_pack, pack):
    assert told(pack) == []
    assert {each.kind for each in told(built_in_pack)} == {"contact-never-verified", "not-confirmed"}


def test_what_nobody_has_confirmed_is_told_once_for_each_recipient(pack):
    for cell in pack["recipients"][0]["disclosures"][:2]:
        del cell["confirmed_by"], cell["confirmed_on"]
    assert told(pack) == [problem("not-confirmed", Place.parse("recipients/police"), many="2")]


def test_a_verified_contact_stands_until_the_day_by_which_to_check_it(pack):
    pack["contacts"][0] |= {"seen_on": "2025-03-01", "verified_on": "2025-11-24"}
    assert told(pack) == []
    pack["contacts"][0]["verified_on"] = "2025-11-23"
    place = Place.parse(f"contacts/{pack['contacts'][0]['id']}/verified_on")
    assert told(pack) == [problem("contact-overdue", place, day="2026-11-23")]
    pack["contacts"][0]["verified_on"] = None
    assert told(pack) == [problem("contact-never-verified", place)]
    pack["contacts"].append(pack["contacts"][0] | {"id": "former", "retired": True})
    assert len(told(pack)) == 1


@pytest.mark.parametrize(
    ("seen_on", "verified_on", "check_by", "day"),
    [
        ("2026-09-21", None, None, "2027-09-21"),
        ("2026-09-21", "2026-10-01", None, "2027-10-01"),
        ("2026-09-21", "2026-01-01", None, "2027-09-21"),
        (None, None, None, "2027-11-24"),
        (None, "2026-01-01", None, "2027-11-24"),
        (None, "2027-01-01", None, "2028-01-01"),
        ("2024-02-29", None, None, "2025-02-28"),
        ("2026-09-21", None, "2027-01-01", "2027-01-01"),
        ("2026-09-21", None, "2030-01-01", "2030-01-01"),
        ("2026-09-21", "2026-12-31", "2027-01-01", "2027-01-01"),
        ("2026-09-21", "2027-01-01", "2027-01-01", "2028-01-01"),
    ],
)
def test_a_contact_is_checked_again_a_year_after_it_was_seen_or_verified_unless_a_day_is_set(
    pack, seen_on, verified_on, check_by, day
):
    dates = {"seen_on": seen_on, "verified_on": verified_on, "check_by": check_by}
    pack["contacts"][0] |= dates if check_by else dict(list(dates.items())[:2])
    contact = read_guidance(pack).contacts[0]
    by = date.fromisoformat(day)
    assert check_again_by(contact) == by
    assert overdue(contact, by) is None
    assert overdue(contact, by + timedelta(days=1)) == by


def test_a_sign_that_no_step_speaks_of_leads_nowhere(pack):
    sign = pack["checklists"][0]["signs"][0] | {"id": "lonely"}
    pack["checklists"][0]["signs"].append(sign)
    assert told(pack) == [problem("sign-leads-nowhere", Place.parse("checklists/card/signs/lonely"))]
    pack["steps"][-1]["stress"] = [{"lonely": ["noticed"]}]
    assert told(pack) == []
    pack["steps"][-1]["stress"] = []
    pack["checklists"][0]["signs"][-1] = sign | {"retired": True}
    assert told(pack) == []


def test_a_translation_made_from_another_source_is_older(pack):
    point = pack["stages"][0]["points"][0]
    point["made_from"] = {"short": {"sv": "000000000000"}}
    pack["made_from"] = {"title": {"en": "000000000000", "se": "000000000000"}}
    assert told(pack) == [
        problem("older-translation", Place.parse("title"), language="en"),
        problem("older-translation", Place.parse(f"stages/pace/points/{point['id']}/short"), language="sv"),
    ]
    point["retired"] = True
    assert len(told(pack)) == 1


def test_a_strip_text_that_tells_what_this_is_about_is_worth_a_look(pack):
    step = next(each for each in pack["steps"] if each["id"] == "child-now")
    step["strip"] = step["strip"] | {"sv": "Ring barnskyddet."}
    place = Place.parse("steps/child-now/strip/sv")
    assert told(pack) == [problem("telling-strip", place, language="sv", word="Ring")]


# --- Words that give the subject away are known by how they begin ---


def test_each_language_tells_of_the_same():
    assert {tuple(subjects) for subjects in TELLING.values()} == {SUBJECTS}


@pytest.mark.parametrize(
    ("language", "sentence", "word"),
    [
        ("fi", "Puhukaa Kahden kesken.", "Kahden kesken"),
        ("fi", "Kutsu lastensuojelu.", "lastensuojelu"),
        ("fi", "Hae turvakoti.", "turvakoti"),
        ("fi", "Palastele asia.", ""),
        ("sv", "Ring polisen.", "Ring"),
        ("sv", "Så gör vi alltid.", ""),
        ("en", "There is a threat.", "threat"),
        ("se", "Poliisi.", ""),
    ],
)
def test_a_word_tells_by_its_beginning(language, sentence, word):
    assert telling_word(sentence, language) == word
    assert not telling_word(sentence, language, of=())
