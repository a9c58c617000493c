"""Places: written as one string and read back, and what their parts mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.rules.places import Place
from guidance.rules.schema import ANSWER, CHECK, KINDS, PHONE, POINT, STEP, WHOLE
from tests.guidance.rules.places_in import places_in


def test_every_place_of_the_built_in_guidance_is_the_same_read_back(built_in_pack):
    places = [str(place) for place in places_in(built_in_pack)]
    assert len(places) > 2000
    assert {Place.parse(written).kind for written in places} == set(KINDS)
    assert [str(Place.parse(written)) for written in places] == places


@given(st.lists(st.sampled_from(["", "a", "steps", "show", "checks", "2", "a/b", "fi"]), min_size=1))
def test_a_place_made_step_by_step_is_the_one_that_is_read_back(names):
    place = Place() / "stages"
    for name in names:
        place /= name
    assert Place.parse(str(place)) == place


@pytest.mark.parametrize(
    ("written", "kind", "ids", "field", "language"),
    [
        ("", "", (), "", ""),
        ("title/sv", "", (), "title", "sv"),
        ("company/1", "", (), "company", ""),
        ("steps", "", (), "steps", ""),
        ("steps/propose", "steps", ("propose",), "", ""),
        ("steps/propose/show/2", "steps", ("propose",), "show", ""),
        ("steps/propose/contacts/1", "steps", ("propose",), "contacts", ""),
        ("steps/propose/title/sv", "steps", ("propose",), "title", "sv"),
        ("contacts/emergency-112/phones", "contacts", ("emergency-112",), "phones", ""),
        ("contacts/emergency-112/phones/1/tel", "phones", ("emergency-112", "1"), "tel", ""),
        ("stages/pace/checks/threat/answers/yes/text/en", "answers", ("pace", "threat", "yes"), "text", "en"),
        ("expectations/example/checks/threat", "expectations", ("example",), "checks", ""),
        ("checks/threat/short", "checks", ("threat",), "short", ""),
    ],
)
def test_what_the_parts_of_a_place_mean_follows_from_the_kinds_of_content(
    written, kind, ids, field, language
):
    place = Place.parse(written)
    assert (place.kind, place.ids, place.field, place.language) == (kind, ids, field, language)


@pytest.mark.parametrize(
    ("made", "written"),
    [
        (Place.of(STEP), "steps"),
        (Place.of(STEP, "propose"), "steps/propose"),
        (Place.of(CHECK, "pace"), "stages/pace/checks"),
        (Place.of(ANSWER, "pace", "threat", "yes"), "stages/pace/checks/threat/answers/yes"),
        (Place.of(PHONE, "emergency-112", 1) / "tel", "contacts/emergency-112/phones/1/tel"),
        (Place.by_id(POINT, "calm"), "points/calm"),
        (Place() / "company" / 1, "company/1"),
    ],
)
def test_a_place_is_made_of_a_kind_and_ids(made, written):
    assert str(made) == written
    assert made == Place.parse(written)


@pytest.mark.parametrize(
    ("place", "entry", "above", "alone"),
    [
        ("", "", "", ""),
        ("title/sv", "", "", ""),
        ("steps/propose/title/sv", "steps/propose", "", "steps/propose"),
        ("stages/pace/points/calm/short", "stages/pace/points/calm", "stages/pace", "points/calm"),
        ("stages/pace/checks/threat/answers/yes", "stages/pace/checks/threat/answers/yes",
         "stages/pace/checks/threat", "checks/threat/answers/yes"),
        ("contacts/a/phones/1/tel", "contacts/a/phones/1", "contacts/a", "contacts/a/phones/1"),
    ],
)  # fmt: skip
def test_a_place_knows_its_entry_what_that_stands_in_and_its_id_wherever_it_is_moved(
    place, entry, above, alone
):
    place = Place.parse(place)
    assert (str(place.entry), str(place.above), str(place.alone)) == (entry, above, alone)


def test_only_the_whole_is_nowhere():
    assert not Place()
    assert Place.of(WHOLE.below["steps"])
