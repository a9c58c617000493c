"""Reasoning about rows one by one: what always follows, and what can never be.

A *premise* is a row that is taken to hold. What is shown here is sound but not complete: False means "not
shown this way", and `search` then decides.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..shapes import ALWAYS, NO_SIGN, NOTICED, Guidance, Row, Step


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
    return all(left(guidance, subject, rows) for subject in named_in(rows))


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


def named_in(rows: Iterable[Row]) -> list[str]:
    """The checks and signs in rows, each once."""
    subjects = dict.fromkeys(term.subject for row in rows for term in row)
    return [subject for subject in subjects if subject not in (ALWAYS, NO_SIGN)]
