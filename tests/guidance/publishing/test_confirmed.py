"""A confirmation stands only beside what it was given to, whichever way that was changed."""

import copy

import pytest

from guidance.draft import read_draft, write_draft
from guidance.models import Disclosure
from guidance.packs.updating import remember, update
from guidance.publishing.confirmed import outlived
from guidance.translating.texts import Rewording, texts_of_draft, write

WAS = {
    "matter": "adult",
    "case": {"fi": "Aina"},
    "duty": "must",
    "ground": {"fi": "Laki", "sv": "Lag"},
    "confirmed_by": "Aino Lakimies",
    "confirmed_on": "2026-11-01",
}


@pytest.mark.parametrize(
    ("change", "goes"),
    [
        ({}, False),
        ({"ground": {"fi": "Toinen laki", "sv": "Lag"}}, True),
        ({"ground": {"fi": "Laki", "sv": "Lagen"}}, False),  # a translation has a mark of its own
        ({"case": {}}, True),
        ({"duty": "may"}, True),
        ({"matter": "child"}, True),
        ({"first": {"fi": "Sano näin."}}, False),
        ({"duty": "may", "confirmed_on": "2026-11-20"}, False),  # confirmed anew
        ({"duty": "may", "confirmed_by": "Eino Lakimies"}, False),
        ({"duty": "may", "confirmed_by": "", "confirmed_on": None}, False),
    ],
)
def test_it_goes_with_a_case_a_duty_or_a_ground_unless_it_is_given_anew(change, goes):
    assert outlived(WAS, WAS | change) is goes


@pytest.fixture
def confirmed(db, built_in_pack) -> dict:
    """The draft, with the first cell of the police confirmed here; remembered as it came before that."""
    write_draft(built_in_pack)
    remember(built_in_pack)
    Disclosure.objects.filter(identifier="police-adult-danger").update(
        confirmed_by="Aino Lakimies", confirmed_on="2026-11-01"
    )
    return read_draft()


def cell_in(pack: dict) -> dict:
    return pack["recipients"][0]["disclosures"][0]


def test_a_newer_pack_that_changes_a_ground_takes_ours_along_no_further(confirmed, built_in_pack):
    theirs = copy.deepcopy(built_in_pack)
    cell_in(theirs)["first"]["fi"] = "Sano näin."
    assert cell_in(update(theirs, confirmed, {}).to_take.pack)["confirmed_by"] == "Aino Lakimies"
    cell_in(theirs)["ground"]["fi"] = "Toinen laki."
    taken = cell_in(update(theirs, confirmed, {}).to_take.pack)
    assert taken["ground"]["fi"] == "Toinen laki."
    assert "confirmed_by" not in taken
    assert "confirmed_on" not in taken


def test_a_pack_that_says_who_confirmed_it_is_taken_as_it_is(confirmed):
    cell_in(confirmed)["ground"]["fi"] = "Toinen laki."
    write_draft(confirmed)
    assert read_draft() == confirmed


@pytest.mark.parametrize(("code", "stays"), [("fi", False), ("sv", True)])
def test_among_all_texts_the_finnish_ground_takes_it_along(confirmed, code, stays):
    (ground,) = [
        text
        for text in texts_of_draft()
        if str(text.place) == "recipients/police/disclosures/police-adult-danger/ground"
    ]
    write([Rewording(ground, code, "Toisin.")])
    cell = Disclosure.objects.get(identifier="police-adult-danger")
    assert cell.ground[code] == "Toisin."
    assert (bool(cell.confirmed_by), bool(cell.confirmed_on)) == (stays, stays)
