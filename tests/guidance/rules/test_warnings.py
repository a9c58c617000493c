"""What is worth looking at before publishing: told, never refused."""

import copy
from datetime import date, timedelta

import pytest

from guidance.rules.places import Place
from guidance.rules.problems import problem
from guidance.rules.reading import read_guidance
from guidance.rules.warnings import SUBJECTS, TELLING, VERIFIED_FOR, telling_word, warnings

TODAY = date(2026, 11, 24)


@pytest.fixture
def pack(built_in_pack):
    pack = copy.deepcopy(built_in_pack)
    for contact in pack["contacts"]:
        contact["verified_on"] = TODAY.isoformat()
    return pack


def told(pack):
    return warnings(read_guidance(pack), pack, TODAY)


def test_the_built_in_guidance_has_contacts_to_verify_and_nothing_else(built_in_pack, pack):
    assert told(pack) == []
    assert {each.kind for each in told(built_in_pack)} == {"contact-never-verified"}


def test_a_contact_counts_as_verified_for_half_a_year(pack):
    pack["contacts"][0]["verified_on"] = (TODAY - VERIFIED_FOR).isoformat()
    assert told(pack) == []
    before = (TODAY - VERIFIED_FOR - timedelta(days=1)).isoformat()
    pack["contacts"][0]["verified_on"] = before
    place = Place.parse(f"contacts/{pack['contacts'][0]['id']}/verified_on")
    assert told(pack) == [problem("contact-verified-long-ago", place, day=before)]
    pack["contacts"][0]["verified_on"] = None
    assert told(pack) == [problem("contact-never-verified", place)]
    pack["contacts"].append(pack["contacts"][0] | {"id": "former", "retired": True})
    assert len(told(pack)) == 1


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
