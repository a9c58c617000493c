"""Claims: what must come out under a premise, whatever else is answered; and what breaks one.

A claim is broken by answers that meet some demands, and those are said here of steps: that one comes up, that
it is at hand, that it stays away. Which claims have to hold is not known here but in `safety_rules`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..conditions import Situation
from ..places import Place
from ..shapes import NO_SIGN, Guidance, Row, Step
from .row_by_row import left, named_in
from .search import Demand, Marked, States, look_for, one_holds

Demands = tuple[Demand, ...]


@dataclass(frozen=True)
class Claim:
    """One thing that must come out under a premise, whatever else is answered.

    `shown` says that it follows row by row. If not, answers are looked for that meet the demands of one of
    the `ways_to_break` it. Where it is mended may hang on these answers: then `mended_at` tells, and `place`
    is where it is spoken of.
    """

    kind: str
    place: Place
    premise: Row
    shown: bool
    ways_to_break: Iterable[Demands]
    details: tuple[tuple[str, str], ...] = ()
    mended_at: Callable[[Situation], Place] | None = None


def answers_that_break(guidance: Guidance, claim: Claim) -> Marked | None:
    """States of the checks and signs that matter to a claim with which it does not hold, if there are any."""
    if claim.shown:
        return None
    cases = (answers_that_meet(guidance, demands, claim.premise) for demands in claim.ways_to_break)
    return next((marked for marked in cases if marked is not None), None)


def answers_that_meet(guidance: Guidance, demands: Demands, premise: Row = ()) -> Marked | None:
    """States with which a premise holds and all demands are met, or None when there are none."""
    states = _states(guidance, premise, demands)
    return look_for(demands, states).answers if all(states.values()) else None


def _states(guidance: Guidance, premise: Row, demands: Demands) -> States:
    """Every check and sign that is named, with the states that the premise leaves, untouched first.

    Where "no sign noticed" counts, one sign that no row names goes along for all of those.
    """
    rows = [premise, *(row for each in demands for row in (*each.none_of, *each.unless))]
    subjects = named_in(rows)
    if any(term.subject == NO_SIGN for row in rows for term in row):
        subjects += [sign for sign in guidance.signs if sign not in subjects][:1]
    possible = {subject: left(guidance, subject, [premise]) for subject in subjects}
    return {
        subject: tuple(state for state in guidance.states[subject] if state in possible[subject])
        for subject in subjects
    }


# What can be demanded of a step.


def comes_up(step: Step) -> Demands:
    return one_holds(step.show), Demand(step.but_not)


def is_at_hand(guidance: Guidance, step: Step) -> Demands:
    """It comes up, and is not held."""
    return (*comes_up(step), Demand(guidance.company)) if step.alone else comes_up(step)


def stays_away(guidance: Guidance, step: Step) -> Demands:
    """It does not come up, or is held."""
    held_by = guidance.company if step.alone else ()
    return (Demand(step.show, unless=(*step.but_not, *held_by)),)


def all_stay_away(guidance: Guidance, steps: Iterable[Step]) -> Demands:
    return tuple(demand for step in steps for demand in stays_away(guidance, step))
