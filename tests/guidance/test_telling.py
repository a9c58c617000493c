"""Whom one may tell and what happens then, as the built-in guidance has them."""

import re

import pytest

from guidance.draft import read_draft, write_draft
from guidance.models import Disclosure, Milestone, Recipient
from guidance.publishing.editions import hash_of
from guidance.rules.reading import read_guidance
from guidance.rules.shapes import DISCLOSURE_DUTIES, MATTERS

from .formats import of_format

RECIPIENTS = [
    *("police", "child-welfare", "assistance-system", "county-colleague", "health-care", "guardian"),
    *("employer", "interpreter", "another-county"),
]
MILESTONES = [
    *("unnamed-advice", "consent", "call-and-application", "decision", "who-arranges", "meanwhile"),
    "if-not-admitted",
]
PROMISES = re.compile(r"\b(lupaan|luvataan|varmasti|takaa|lovar|garanterar|säkert|promise|guarantee)\b")


def duties(pack: dict, recipient: str, matter: str) -> list[str]:
    told = read_guidance(pack).recipients_by_id[recipient].about(matter)
    return [each.duty for each in told]


def test_every_recipient_and_milestone_is_there_in_its_order_and_in_all_languages(built_in_pack):
    assert [each["id"] for each in built_in_pack["recipients"]] == RECIPIENTS
    assert [each["id"] for each in built_in_pack["milestones"]] == MILESTONES
    cells = [cell for each in built_in_pack["recipients"] for cell in each["disclosures"]]
    entries = [*built_in_pack["recipients"], *built_in_pack["milestones"], *cells]
    texts = [value for entry in entries for value in entry.values() if isinstance(value, dict)]
    assert {tuple(text) for text in texts} == {("fi", "sv", "en")}
    assert all(entry["for_client"] for entry in built_in_pack["milestones"])
    assert {cell["duty"] for cell in cells} == {*DISCLOSURE_DUTIES}


def test_nobody_has_confirmed_any_and_each_says_what_a_lawyer_is_to_confirm(built_in_pack):
    cells = [cell for each in built_in_pack["recipients"] for cell in each["disclosures"]]
    assert not any(cell.get("confirmed_by") or cell.get("confirmed_on") for cell in cells)
    assert all(cell["note"].startswith("Lakimiehen vahvistettava: ") for cell in cells)


@pytest.mark.parametrize(
    ("recipient", "adult", "child"),
    [
        ("police", ["must", "may", "consent"], ["must", "must", "may"]),
        ("child-welfare", ["must", "never"], ["must"]),
        ("assistance-system", ["consent", "may"], ["consent", "may"]),
        ("county-colleague", ["may", "never"], ["may", "never"]),
        ("health-care", ["may", "consent"], ["may", "consent"]),
        ("guardian", ["never", "may", "consent"], ["never", "may"]),
        ("employer", ["never"], ["never"]),
        ("interpreter", ["never", "may"], ["never", "may"]),
        ("another-county", ["must", "consent"], ["must", "consent"]),
    ],
)
def test_what_the_built_in_cells_say(built_in_pack, recipient, adult, child):
    assert [duties(built_in_pack, recipient, matter) for matter in MATTERS] == [adult, child]


def test_the_clients_words_promise_nothing_that_another_decides(built_in_pack):
    said = [words for each in built_in_pack["milestones"] for words in each["for_client"].values()]
    assert [words for words in said if PROMISES.search(words.casefold())] == []


@pytest.mark.django_db
def test_a_pack_from_before_there_were_any_loads_and_stays_of_its_format(built_in_pack):
    old = of_format(6, built_in_pack)
    write_draft(old)
    assert [model.objects.count() for model in (Recipient, Disclosure, Milestone)] == [0, 0, 0]
    assert read_draft()["format"] == 6
    assert hash_of(read_draft()) == hash_of(old)
