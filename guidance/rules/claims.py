"""Reasoning about rows: what always follows, what can never be, and going through what is left.

A *premise* is a row that is taken to hold. What is shown row by row here is sound but not complete:
False means "not shown this way", and `first_that` then goes through the combinations. Which claims
have to hold is not known here but in `proof`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice, product
from math import prod

from .conditions import Answers, Situation, situation
from .shapes import ALWAYS, NO_SIGN, NOTICED, Guidance, Row, Step

LIMIT = 100_000
"""How many combinations are gone through for one claim, at most."""

GLANCE = 1_000
"""How many are tried where there are more: enough for what breaks with little or nothing marked."""


def left(guidance: Guidance, subject: str, given: Iterable[Row]) -> frozenset[str]:
    """The states in which a check or sign can be while all the given rows hold."""
    states = frozenset(guidance.states[subject])
    for term in (term for row in given for term in row):
        if term.subject == subject:
            states &= term.answers
        elif term.subject == NO_SIGN and subject in guidance.signs:
            states -= {NOTICED}
    return states


def can_hold(guidance: Guidance, *rows: Row) -> bool:
    """Whether there are answers with which all these rows hold."""
    return all(left(guidance, subject, rows) for subject in _named(rows))


def follows(guidance: Guidance, row: Row, *given: Row) -> bool:
    """Whether a row asks no more than the given ones: it holds whenever all of them hold."""
    return all(_follows(guidance, term.subject, term.answers, given) for term in row)


def _follows(guidance: Guidance, subject: str, answers: frozenset[str], given: tuple[Row, ...]) -> bool:
    if subject == ALWAYS:
        return True
    if subject == NO_SIGN:
        return not any(NOTICED in left(guidance, sign, given) for sign in guidance.signs)
    return left(guidance, subject, given) <= answers


def never_shown(guidance: Guidance, step: Step, premise: Row = ()) -> bool:
    """Every show row either cannot hold with the premise, or brings a *not* row with it."""
    return all(
        not can_hold(guidance, show, premise)
        or any(follows(guidance, but_not, show, premise) for but_not in step.but_not)
        for show in step.show
    )


def always_shown(guidance: Guidance, step: Step, premise: Row = ()) -> bool:
    """One show row asks no more than the premise, and no *not* row can hold together with it."""
    return any(follows(guidance, show, premise) for show in step.show) and not any(
        can_hold(guidance, but_not, premise) for but_not in step.but_not
    )


def never_held(guidance: Guidance, step: Step, premise: Row = ()) -> bool:
    """The step need not wait for privacy, or there is no company under the premise."""
    return not step.alone or not any(can_hold(guidance, row, premise) for row in guidance.company)


Marked = dict[str, str]
"""The states of the checks and signs that were gone through."""


class TooManyCombinations(Exception):  # noqa: N818 - says what there is too much of
    """What a claim depends on has more than LIMIT combinations; their `number`."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def first_that(
    guidance: Guidance, premise: Row, rows: Iterable[Row], found: Callable[[Situation], bool]
) -> Marked | None:
    """The first answers under the premise for which something is found, or None when there are none.

    Goes through every state of every check and sign in the rows and the premise, so `found` may
    depend on no others. Where there are more than LIMIT, raises TooManyCombinations unless a glance at
    the first few is enough.
    """
    choices = _choices(guidance, premise, rows)
    number = prod(map(len, choices.values()))
    most = LIMIT if number <= LIMIT else GLANCE
    for marked, state in islice(_combinations(guidance, choices), most):
        if found(state):
            return marked
    if number > LIMIT:
        raise TooManyCombinations(number)
    return None


def _named(rows: Iterable[Row]) -> list[str]:
    """The checks and signs in rows, each once."""
    subjects = dict.fromkeys(term.subject for row in rows for term in row)
    return [subject for subject in subjects if subject not in (ALWAYS, NO_SIGN)]


def _choices(guidance: Guidance, premise: Row, rows: Iterable[Row]) -> dict[str, list[str]]:
    """Every check and sign to go through, with the states that the premise leaves, untouched first.

    Where "no sign noticed" counts, one sign that no row names goes along for all of those.
    """
    everything = (premise, *rows)
    subjects = _named(everything)
    if any(term.subject == NO_SIGN for row in everything for term in row):
        subjects += [sign for sign in guidance.signs if sign not in subjects][:1]
    possible = {subject: left(guidance, subject, [premise]) for subject in subjects}
    return {
        subject: [state for state in guidance.states[subject] if state in possible[subject]]
        for subject in subjects
    }


def _combinations(guidance: Guidance, choices: dict[str, list[str]]) -> Iterator[tuple[Marked, Situation]]:
    untouched = dict(situation(guidance, Answers()))
    signs = [subject for subject in choices if subject in guidance.signs]
    for states in product(*choices.values()):
        marked = dict(zip(choices, states, strict=True))
        state = untouched | marked
        if any(marked[sign] == NOTICED for sign in signs):
            del state[NO_SIGN]
        yield marked, state
