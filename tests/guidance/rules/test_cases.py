"""Worked cases: situations that a social worker can read and correct, with exactly the steps they lead to.

The cases speak of the built-in guidance. They were worked out by hand from the content brief's table.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml

from guidance.rules.conditions import Situation, read_case, row_holds, rows_that_hold, situation
from guidance.rules.next_steps import NextStep, next_steps
from guidance.rules.shapes import URGENCIES, Row, Step

from .examples import built_in

GUIDANCE = built_in()
CASES = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parent / "cases").glob("*.yaml"))
}
PARTS = {
    "title", "story", "answers", "steps", "helpers", "stressed", "because",
    "stressed_because", "held_because",
}  # fmt: skip

# These have the row "always" and no *not* row: no case can keep them away.
ALWAYS_THERE = {"record-safely", "take-a-moment"}

case = pytest.mark.parametrize("worked", list(CASES.values()), ids=list(CASES))


def steps_of(worked: dict[str, Any]) -> list[NextStep]:
    return next_steps(GUIDANCE, read_case(GUIDANCE, worked["answers"]))


@case
def test_a_case_can_be_read(worked):
    assert set(worked) <= PARTS
    assert worked["title"]
    assert worked["story"]
    assert list(worked["steps"]) == [*URGENCIES, "held"]


@case
def test_a_case_leads_to_exactly_its_steps_in_their_order(worked):
    found = steps_of(worked)
    tiers = {
        tier: [step.id for step in found if not step.held and step.urgency == tier] for tier in URGENCIES
    }
    held = [step.id for step in found if step.held]

    assert tiers | {"held": held} == worked["steps"]
    assert [step.id for step in found] == [step for tier in worked["steps"].values() for step in tier]


@case
def test_a_case_names_exactly_its_helpers_in_their_order(worked):
    named = {step.id: list(step.helpers) for step in steps_of(worked) if step.helpers}
    assert named == worked["helpers"]


@case
def test_a_case_stresses_exactly_its_stressed_steps(worked):
    assert {step.id for step in steps_of(worked) if step.stressed} == set(worked["stressed"])


@case
@pytest.mark.parametrize("reasons", ["because", "stressed_because", "held_because"])
def test_a_case_gives_its_reasons(worked, reasons):
    found = {step.id: list(getattr(step, reasons)) for step in steps_of(worked)}
    expected = worked.get(reasons, {})
    assert {step: found.get(step) for step in expected} == expected


def test_what_to_do_now_stands_in_the_order_of_the_content_brief():
    """A threat that nobody is sure of is assessed with the child safe, alone, and understood."""
    assert [step.id for step in GUIDANCE.steps if step.urgency == "now"] == [
        "call-emergency",
        "child-now",
        "see-alone",
        "change-interpreter",
        "assess-threat",
        "escort-outside",
    ]


def test_there_are_at_least_thirty_cases():
    assert len(CASES) >= 30


def test_the_cases_bring_up_every_step_and_keep_every_step_away():
    steps = {step.id for step in GUIDANCE.steps}
    shown = [{step.id for step in steps_of(worked)} for worked in CASES.values()]

    assert steps - set.union(*shown) == set()
    assert set.intersection(*shown) == ALWAYS_THERE


# It can never hold together with a show row: both ask about contacts-given, and for different answers.
IDLE = {"give-contacts-but_not-1"}

ROWS = {
    f"{step.id}-{kind}-{number}": (step, kind, row)
    for step in GUIDANCE.steps
    for kind in ("show", "but_not", "stress")
    for number, row in enumerate(getattr(step, kind), start=1)
}
SITUATIONS = [situation(GUIDANCE, read_case(GUIDANCE, worked["answers"])) for worked in CASES.values()]


@pytest.mark.parametrize("name", sorted(ROWS.keys() - IDLE))
def test_every_row_makes_its_difference_in_some_case(name):
    assert any(makes_its_difference(*ROWS[name], state) for state in SITUATIONS)


def makes_its_difference(step: Step, kind: str, row: Row, state: Situation) -> bool:
    """A show row brings its step up, a *not* row keeps away one that would come, a stress row stresses."""
    would_come = bool(rows_that_hold(step.show, state))
    kept_away = bool(rows_that_hold(step.but_not, state))
    return row_holds(row, state) and would_come and kept_away == (kind == "but_not")
