"""How a step would come up by either choice of what both changed: by made-up answers that tell them apart."""

import copy
from dataclasses import replace

import pytest

from guidance.packs.sides import decides_about_steps, differences
from guidance.rules.conditions import Answers
from guidance.rules.next_steps import next_steps
from guidance.rules.places import Place
from guidance.rules.reading import read_guidance
from guidance.rules.shapes import Guidance, Row, Term

NERVOUS: tuple[Row, ...] = ((Term("nervous", frozenset({"noticed"})),),)


@pytest.fixture(scope="module")
def ours(built_in_pack) -> Guidance:
    return read_guidance(copy.deepcopy(built_in_pack))


def with_step(guidance: Guidance, identifier: str, **changed) -> Guidance:
    steps = (replace(each, **changed) if each.id == identifier else each for each in guidance.steps)
    return replace(guidance, steps=tuple(steps))


CHANGES = [
    ("continuity", "show", {"show": NERVOUS}),
    ("continuity", "stress", {"stress": NERVOUS}),
    ("continuity", "but_not", {"but_not": NERVOUS}),
    ("continuity", "urgency", {"urgency": "now"}),
    ("continuity", "alone", {"alone": True}),
    ("propose", "contacts", {"contacts": (), "contacts_when": ()}),
    ("propose", "contacts_when", {"contacts_when": (("assistance-system", NERVOUS),)}),
]


@pytest.mark.parametrize(("step", "field", "changed"), CHANGES, ids=[each[1] for each in CHANGES])
def test_answers_are_found_that_tell_the_two_apart_and_they_do(ours, step, field, changed):
    theirs = with_step(ours, step, **changed)
    (found,) = differences(Place.parse(f"steps/{step}/{field}"), ours, theirs)
    answers = Answers(found.case, found.case)
    here, there = (
        next((each for each in next_steps(guidance, answers) if each.id == step), None)
        for guidance in (ours, theirs)
    )
    assert (found.ours, found.theirs) == (here, there)
    assert here != there


def test_only_the_field_that_is_asked_about_is_told(ours):
    theirs = with_step(ours, "continuity", urgency="now", show=())
    (found,) = differences(Place.parse("steps/continuity/urgency"), ours, theirs)
    assert (found.ours.urgency, found.theirs.urgency) == ("soon", "now")


def test_the_company_rule_tells_of_steps_that_wait(ours):
    found = differences(Place.parse("company"), ours, replace(ours, company=NERVOUS))
    assert 0 < len(found) <= 3
    assert all(each.ours.held != each.theirs.held for each in found)


def test_where_nothing_differs_nothing_is_found(ours):
    assert differences(Place.parse("steps/continuity/show"), ours, ours) == []


@pytest.mark.parametrize(
    ("place", "decides"),
    [
        ("steps/propose/show", True),
        ("steps/propose", True),
        ("steps/propose/retired", True),
        ("company", True),
        ("steps/propose/title/fi", False),
        ("steps/_order", False),
        ("contacts/nollalinja/hours/sv", False),
        ("title/fi", False),
    ],
)
def test_a_text_or_an_order_decides_about_no_step(place, decides):
    assert decides_about_steps(Place.parse(place)) is decides
