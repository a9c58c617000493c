"""What either choice of a place that both changed would do to the steps: made-up answers under which a step
comes up otherwise, here and there.

Only what decides about steps is looked at: their rules, tier, helpers, whether they are there at all, and the
company rule. A text or an order brings nothing up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice, product

from guidance.rules.conditions import Answers, Situation, situation
from guidance.rules.next_steps import NextStep, those_that_come_up
from guidance.rules.places import Place
from guidance.rules.schema import STEP
from guidance.rules.shapes import ALWAYS, NO_SIGN, Guidance, Row, Rows, Step

from .merging import ORDER, RETIRED

MOST_CASES = 300  # a step; more alternatives than anybody writes, and still no wait
MOST_STEPS = 3  # to tell of where the company rule differs

COMPANY = "company"
# A field of a step, and the step with that field as another has it.
WITH_FIELD: dict[str, Callable[[Step, Step], Step]] = {
    "urgency": lambda step, other: replace(step, urgency=other.urgency),
    "alone": lambda step, other: replace(step, alone=other.alone),
    "contacts": lambda step, other: replace(step, contacts=other.contacts),
    "contacts_when": lambda step, other: replace(step, contacts_when=other.contacts_when),
    "show": lambda step, other: replace(step, show=other.show),
    "but_not": lambda step, other: replace(step, but_not=other.but_not),
    "stress": lambda step, other: replace(step, stress=other.stress),
}


@dataclass(frozen=True)
class Side:
    """A step as one side has it (None: not at all), and the company rule of that side."""

    step: Step | None
    company: Rows


@dataclass(frozen=True)
class Difference:
    """A step that comes up otherwise with these answers; None where it does not come up."""

    id: str
    case: Mapping[str, str]
    ours: NextStep | None
    theirs: NextStep | None


def decides_about_steps(place: Place) -> bool:
    if place.path[-1:] == (ORDER,):
        return False
    if place.kind == STEP.name:
        return not place.within or place.field in (RETIRED, *WITH_FIELD)
    return str(place) == COMPANY or place.around.path == (COMPANY,)


def differences(place: Place, ours: Guidance, theirs: Guidance) -> list[Difference]:
    """How steps come up otherwise where a place follows the one or the other, and all else is ours."""
    found = (_differing(*sides, ours) for sides in _sides(place, ours, theirs))
    return list(islice((each for each in found if each), MOST_STEPS))


def _sides(place: Place, ours: Guidance, theirs: Guidance) -> Iterator[tuple[Side, Side]]:
    if place.kind != STEP.name:
        for step in ours.steps:
            if step.alone:
                yield Side(step, ours.company), Side(step, theirs.company)
        return
    identifier = place.ids[-1]
    mine, other = ours.steps_by_id.get(identifier), theirs.steps_by_id.get(identifier)
    if mine and other and place.within and place.field in WITH_FIELD:
        other = WITH_FIELD[place.field](mine, other)
    yield Side(mine, ours.company), Side(other, ours.company)


def _differing(ours: Side, theirs: Side, guidance: Guidance) -> Difference | None:
    step = ours.step or theirs.step
    if step is None:
        return None
    for case in islice(_cases(ours, theirs, guidance), MOST_CASES):
        state = situation(guidance, Answers(case, case))
        here, there = _coming_up(ours, state), _coming_up(theirs, state)
        if _seen(here) != _seen(there):
            return Difference(step.id, case, here, there)
    return None


def _coming_up(side: Side, state: Situation) -> NextStep | None:
    steps = [side.step] if side.step else []
    return next(iter(those_that_come_up(steps, side.company, state)), None)


def _seen(step: NextStep | None) -> tuple[object, ...] | None:
    """What a worker sees of a step, whatever the reasons."""
    return (step.urgency, step.stressed, step.held, step.helpers) if step else None


# --- Cases -----------------------------------------------------------------------------------------------


def _cases(ours: Side, theirs: Side, guidance: Guidance) -> Iterator[dict[str, str]]:
    """Answers under which a row that differs holds, with the step coming up; the plainest first."""
    here, there = _rows_of(ours.step), _rows_of(theirs.step)
    rows: list[Row] = [(), *_not_in_both(here, there)]
    shown = list(dict.fromkeys((*_shown(ours.step), *_shown(theirs.step)))) or [()]
    company: list[Row] = [(), *dict.fromkeys((*ours.company, *theirs.company))]
    for holding, row, show in product(company, rows, shown):
        yield from _answered((*show, *row, *holding), guidance)


def _shown(step: Step | None) -> Rows:
    return step.show if step else ()


def _rows_of(step: Step | None) -> list[Row]:
    if step is None:
        return []
    of_helpers = (row for rows in step.rows_of_contacts.values() for row in rows)
    return [*(row for rows in step.rules.values() for row in rows), *of_helpers]


def _not_in_both(here: Iterable[Row], there: Iterable[Row]) -> list[Row]:
    mine, others = dict.fromkeys(here), dict.fromkeys(there)
    return [row for row in (*mine, *others) if (row in mine) != (row in others)]


def _answered(terms: Row, guidance: Guidance) -> Iterator[dict[str, str]]:
    """Every way to answer so that all the terms hold; what is to stay untouched is left out."""
    open_to: dict[str, frozenset[str]] = {}
    for term in terms:
        if term.subject not in (ALWAYS, NO_SIGN):
            open_to[term.subject] = open_to.get(term.subject, term.answers) & term.answers
    states = guidance.states
    known = [
        [state for state in states.get(subject, ()) if state in answers]
        for subject, answers in open_to.items()
    ]
    for picked in product(*known):
        case = dict(zip(open_to, picked, strict=True))
        yield {each: answer for each, answer in case.items() if answer != states[each][0]}
