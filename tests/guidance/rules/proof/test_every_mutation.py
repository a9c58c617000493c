"""Every change of the built-in guidance that breaks a safety rule is refused, and with answers that break it.

`broken_by` looks, over many answers, whether a rule is broken; where it is, the proof must have said so. All
small changes are made one by one, and for each rule several at once, drawn at random.
"""

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from guidance.rules.conditions import Answers
from guidance.rules.proof.safety_rules import RULES, broken_rules
from guidance.rules.shapes import NOTICED, Guidance, Step

from .mutations import (
    BUILT_IN,
    SPOKEN_OF,
    mutated_at_random,
    mutated_contacts,
    mutated_helpers,
    mutated_rows,
    mutated_steps,
)
from .test_safety_rules import broken_by

TRIED = 120


def with_step(step: Step) -> Guidance:
    return replace(BUILT_IN, steps=tuple(step if each.id == step.id else each for each in BUILT_IN.steps))


def answers_to_try() -> list[Answers]:
    """The same for every change, so that a run is like the one before."""
    draw = random.Random(6)
    found = []
    for number in range(TRIED):
        # half of them are about what the safety rules speak of alone
        checks = SPOKEN_OF if number % 2 else tuple(BUILT_IN.checks)
        marked = {check: draw.choice(BUILT_IN.states[check]) for check in checks}
        signs = [] if number % 2 else draw.sample(list(BUILT_IN.signs), 4)
        found.append(Answers(marked, dict.fromkeys(signs, NOTICED)))
    return found


ANSWERS = answers_to_try()


def is_refused_where_it_must_be(guidance: Guidance) -> bool:
    """Whether the proof names every rule that some answers break; False too when none of them breaks any."""
    broken = set().union(*(broken_by(guidance, answers) for answers in ANSWERS))
    assert broken <= {each.rule for each in broken_rules(guidance)}
    return bool(broken)


@pytest.mark.heavy
@pytest.mark.parametrize("step", BUILT_IN.steps, ids=lambda step: step.id)
def test_every_change_of_a_step_that_breaks_a_safety_rule_is_refused(step):
    for mutant in mutated_steps(step):
        is_refused_where_it_must_be(with_step(mutant))


def test_every_change_of_the_proposal_that_breaks_a_safety_rule_is_refused():
    """The rule that a slip breaks most easily; the other steps are gone through with the heavy tests."""
    refused = [
        is_refused_where_it_must_be(with_step(mutant))
        for mutant in mutated_steps(BUILT_IN.steps_by_id["propose"])
    ]
    assert sum(refused) >= 10


def test_every_change_of_whom_a_threat_calls_that_breaks_a_safety_rule_is_refused():
    refused = [
        is_refused_where_it_must_be(with_step(mutant))
        for mutant in mutated_helpers(BUILT_IN.steps_by_id["call-emergency"])
    ]
    assert sum(refused) >= 2


@pytest.mark.variants(stay=0)
def test_every_change_of_a_helper_or_its_numbers_that_breaks_a_safety_rule_is_refused():
    refused = [
        is_refused_where_it_must_be(replace(BUILT_IN, contacts=contacts))
        for contacts in mutated_contacts(BUILT_IN.contacts)
    ]
    assert sum(refused) >= 6


def test_every_change_of_the_company_rule_that_breaks_a_safety_rule_is_refused():
    refused = [
        is_refused_where_it_must_be(replace(BUILT_IN, company=rows))
        for rows in mutated_rows(BUILT_IN.company)
    ]
    assert sum(refused) >= 3


# Several changes at once

QUICKLY, AT_LENGTH = 45, 1_000
ANSWERS_EACH = 50


@pytest.mark.variants(stay=2)
@pytest.mark.parametrize("rule", RULES)
def test_what_the_proof_lets_by_breaks_no_rule_and_what_it_refuses_does(rule):
    are_decided_rightly(rule, QUICKLY)


@pytest.mark.heavy
@pytest.mark.parametrize("rule", RULES)
def test_at_length_too(rule):
    are_decided_rightly(rule, AT_LENGTH)


def are_decided_rightly(rule: int, guidances: int) -> None:
    draw = random.Random(f"{rule}, {guidances}")
    refused = [is_decided_rightly(draw, mutated_at_random(draw, rule)) for _ in range(guidances)]
    assert sum(rule in rules for rules in refused) >= guidances / 10
    assert sum(rule not in rules for rules in refused) >= guidances / 10


def is_decided_rightly(draw: random.Random, guidance: Guidance) -> set[int]:
    """The rules that are refused: each with answers that break it, and no answers break another."""
    broken = broken_rules(guidance)
    for each in broken:
        if each.answers is None:
            assert each.problem.kind.startswith("rule-needs")
        else:
            assert each.rule in broken_by(guidance, each.answers)
    refused = {each.rule for each in broken}
    for answers in answers_about(draw, guidance):
        assert broken_by(guidance, answers) <= refused
    return refused


def answers_about(draw: random.Random, guidance: Guidance) -> Iterator[Answers]:
    """Any answers, yet so that a row or two of what was changed, or of the company rule, hold."""
    changed = [step for step in guidance.steps if step not in BUILT_IN.steps]
    kinds = [kind for step in changed for kind in (*step.rules.values(), *step.rows_of_contacts.values())]
    rows = [row for kind in (guidance.company, *kinds) for row in kind]
    for _ in range(ANSWERS_EACH):
        checks = draw.choice([SPOKEN_OF, tuple(BUILT_IN.checks)])
        marked = {check: draw.choice(BUILT_IN.states[check]) for check in checks}
        for row in draw.sample(rows, min(2, len(rows))):
            marked |= {term.subject: draw.choice(sorted(term.answers)) for term in row if term.answers}
        yield Answers(
            {subject: state for subject, state in marked.items() if subject in BUILT_IN.checks},
            {subject: state for subject, state in marked.items() if subject in BUILT_IN.signs},
        )
