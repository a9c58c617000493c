"""Expectations: the editors' example cases, run on the guidance that they stand in.

What a case names is looked up here, so that a retired sign spoils no preview; it only keeps the draft
from being published.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from .conditions import Answers
from .next_steps import NextStep, next_steps
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
    for step in (*expectation.expected_steps, *expectation.not_steps):
        if step not in guidance.steps_by_id:
            yield problem("expects-unknown-step", place, step=step)
    for contact in dict.fromkeys(each for _step, contacts in expectation.helpers for each in contacts):
        if contact not in guidance.contacts_by_id:
            yield problem("expects-unknown-contact", place, contact=contact)


def _unmet(guidance: Guidance, expectation: Expectation, place: Place) -> Iterator[Problem]:
    shown = {step.id: step for step in next_steps(guidance, answers_of(expectation))}
    missing = [step for step in expectation.expected_steps if step not in shown]
    for step in missing:
        yield problem("expected-step-missing", place, step=step)
    for step in expectation.not_steps:
        if step in shown:
            yield problem("unexpected-step-shown", place, step=step)
    if not missing:
        yield from _shown_otherwise(shown, expectation, place)


def _shown_otherwise(
    shown: Mapping[str, NextStep], expectation: Expectation, place: Place
) -> Iterator[Problem]:
    """All that were expected come up: whether each does so as was said. ``shown`` is in its order."""
    order = list(shown)
    if expectation.first_step and expectation.first_step != order[0]:
        yield problem("expected-first", place, step=expectation.first_step, other=order[0])
    for earlier, later in pairwise(expectation.in_order):
        if order.index(earlier) > order.index(later):
            yield problem("expected-earlier", place, step=earlier, other=later)
    for step in expectation.held:
        if not shown[step].held:
            yield problem("expected-held", place, step=step)
    for step, contacts in expectation.helpers:
        for contact in contacts:
            if contact not in shown[step].helpers:
                yield problem("expected-helper", place, step=step, contact=contact)
