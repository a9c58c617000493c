"""Expectations: the editors' example cases, run on the guidance that they stand in.

What a case names is looked up here, so that a retired sign spoils no preview; it only keeps the draft
from being published.
"""

from __future__ import annotations

from collections.abc import Iterator

from .conditions import Answers
from .next_steps import next_steps
from .places import Place
from .problems import Problem, problem
from .schema import EXPECTATION
from .shapes import Expectation, Guidance


def answers_of(expectation: Expectation) -> Answers:
    """What the example says was marked."""
    return Answers(dict(expectation.checks), dict(expectation.signs))


def broken_expectations(guidance: Guidance) -> list[Problem]:
    """Every example case that does not come out as it says, or that names what is not there."""
    return [each for expectation in guidance.expectations for each in what_breaks(guidance, expectation)]


def what_breaks(guidance: Guidance, expectation: Expectation) -> list[Problem]:
    """Everything that keeps one example from holding on a guidance, also one that it does not stand in."""
    place = Place.of(EXPECTATION, expectation.id)
    return list(_unknown(guidance, expectation, place)) or list(_unmet(guidance, expectation, place))


def _unknown(guidance: Guidance, expectation: Expectation, place: Place) -> Iterator[Problem]:
    for given, known in ((expectation.checks, guidance.checks), (expectation.signs, guidance.signs)):
        for subject, answer in given:
            if subject not in known:
                yield problem("expects-unknown", place, subject=subject)
            elif not guidance.can_be(subject, answer):
                states = guidance.listed_states[subject]
                yield problem("expects-unknown-answer", place, subject=subject, answer=answer, known=states)
    for step in (*expectation.steps, *expectation.not_steps):
        if step not in guidance.steps_by_id:
            yield problem("expects-unknown-step", place, step=step)


def _unmet(guidance: Guidance, expectation: Expectation, place: Place) -> Iterator[Problem]:
    shown = {step.id for step in next_steps(guidance, answers_of(expectation))}
    for step in expectation.steps:
        if step not in shown:
            yield problem("expected-step-missing", place, step=step)
    for step in expectation.not_steps:
        if step in shown:
            yield problem("unexpected-step-shown", place, step=step)
