"""The engine: which next steps the answers bring up, in what order, and why.

A pure function of a guidance and answers. There is no number, score or level here, and nothing that
remembers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .conditions import Answers, Situation, rows_that_hold, situation
from .shapes import ALWAYS, NO_SIGN, UNANSWERED, URGENCIES, Guidance, Rows, Step

ALONE = "alone"  # the check that asks whether nobody else is there; the safety rules name it too
ORDER = {urgency: place for place, urgency in enumerate(URGENCIES)}


@dataclass(frozen=True)
class NextStep:
    """A step that came up, with the rows that brought it up, that stress it and that hold it back.

    `helpers` are those that it names for these answers, in order.
    """

    id: str
    urgency: str
    stressed: bool
    held: bool
    shown_by: Rows
    stressed_by: Rows
    held_by: Rows
    helpers: tuple[str, ...] = ()

    @property
    def because(self) -> tuple[str, ...]:
        return subjects(self.shown_by)

    @property
    def stressed_because(self) -> tuple[str, ...]:
        return subjects(self.stressed_by)

    @property
    def held_because(self) -> tuple[str, ...]:
        return subjects(self.held_by)


def next_steps(guidance: Guidance, answers: Answers) -> list[NextStep]:
    """What to do next: what need not wait before what is held, then by urgency, then in the editor's order.

    *But not* beats *show*; *stress* makes a shown step stand out; a step marked *alone* is held while
    the company rule holds.
    """
    return those_that_come_up(guidance.steps, guidance.company, situation(guidance, answers))


def those_that_come_up(steps: Iterable[Step], company: Rows, state: Situation) -> list[NextStep]:
    """Those of the steps, given in the editor's order, that come up as things stand; sorted."""
    holding = rows_that_hold(company, state)
    shown = [step for step in (_next_step(step, state, holding) for step in steps) if step]
    return sorted(shown, key=lambda step: (step.held, ORDER[step.urgency]))


def company_holds(guidance: Guidance, answers: Answers) -> Rows:
    """The rows of the company rule that hold: why what is spoken about alone has to wait."""
    return rows_that_hold(guidance.company, situation(guidance, answers))


def perhaps_not_alone(guidance: Guidance, answers: Answers) -> bool:
    """Whether it is still to be asked who is there, and nothing else has told of company."""
    asked = ALONE in guidance.checks and answers.checks.get(ALONE, UNANSWERED) == UNANSWERED
    return asked and not company_holds(guidance, answers)


def helpers_of(guidance: Guidance, step: Step, answers: Answers) -> tuple[str, ...]:
    """Whom a step names for these answers, in order, whether or not it comes up."""
    return _helpers(step, situation(guidance, answers))


def subjects(rows: Rows) -> tuple[str, ...]:
    """The checks and signs in rows, each once, in order of first appearance."""
    asked = dict.fromkeys(term.subject for row in rows for term in row)
    return tuple(subject for subject in asked if subject not in (ALWAYS, NO_SIGN))


def as_json(steps: Iterable[NextStep]) -> list[dict[str, Any]]:
    """The steps as the command line answers them (`docs/contract.md`)."""
    return [_as_json(step) for step in steps]


def _next_step(step: Step, state: Situation, company: Rows) -> NextStep | None:
    shown_by = rows_that_hold(step.show, state)
    if not shown_by or rows_that_hold(step.but_not, state):
        return None
    stressed_by = rows_that_hold(step.stress, state)
    held_by = company if step.alone else ()
    return NextStep(
        step.id,
        step.urgency,
        bool(stressed_by),
        bool(held_by),
        shown_by,
        stressed_by,
        held_by,
        _helpers(step, state),
    )


def _helpers(step: Step, state: Situation) -> tuple[str, ...]:
    return tuple(
        contact
        for contact in step.contacts
        if contact not in step.rows_of_contacts or rows_that_hold(step.rows_of_contacts[contact], state)
    )


def _as_json(step: NextStep) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "id": step.id,
        "urgency": step.urgency,
        "stressed": step.stressed,
        "held": step.held,
        "helpers": list(step.helpers),
        "because": list(step.because),
    }
    if step.stressed:
        answer["stressed_because"] = list(step.stressed_because)
    if step.held:
        answer["held_because"] = list(step.held_because)
    return answer
