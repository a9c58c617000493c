"""Every small change of a rule of the built-in guidance that breaks a safety rule is refused.

All single changes are made: a row or a term left out, an answer left out of or put into a term, a row that
always holds put in, a mark or an urgency turned, a helper or a number left out, put first or replaced.
`broken_by` then looks, over many answers, whether a rule
is broken; where it is, the proof must have said so.
"""

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from guidance.rules.conditions import Answers
from guidance.rules.proof.safety_rules import broken_rules
from guidance.rules.shapes import ALWAYS, NOTICED, URGENCIES, Contact, Guidance, Phone, Row, Rows, Step, Term

from ..examples import built_in
from .test_safety_rules import broken_by

BUILT_IN = built_in()
TRIED = 120
# What the safety rules speak of; half of the answers tried are about these alone.
SPOKEN_OF = ("alone", "consent", "escort", "interpreter", "minor", "threat")
HELPERS = ("emergency-112", "nollalinja")
NUMBERS = (Phone("112", "112"), Phone("116 006", "116006"))


def mutated_rows(rows: Rows) -> Iterator[Rows]:
    for place, row in enumerate(rows):
        before, after = rows[:place], rows[place + 1 :]
        yield (*before, *after)
        for changed in mutated_row(row):
            yield (*before, changed, *after)
    yield (*rows, (Term(ALWAYS),))


def mutated_row(row: Row) -> Iterator[Row]:
    for place, term in enumerate(row):
        before, after = row[:place], row[place + 1 :]
        if len(row) > 1:
            yield (*before, *after)
        for answer in BUILT_IN.states.get(term.subject, ()):
            answers = term.answers ^ {answer}
            if answers:
                yield (*before, Term(term.subject, answers), *after)


def mutated_steps(step: Step) -> Iterator[Step]:
    for kind in ("show", "but_not"):
        for rows in mutated_rows(getattr(step, kind)):
            yield replace(step, **{kind: rows})
    yield replace(step, alone=not step.alone)
    for urgency in URGENCIES:
        if urgency != step.urgency:
            yield replace(step, urgency=urgency)
    yield from mutated_helpers(step)


def mutated_helpers(step: Step) -> Iterator[Step]:
    for contacts in mutated_order(step.contacts, HELPERS):
        yield replace(step, contacts=contacts)


def mutated_contacts(contacts: tuple[Contact, ...]) -> Iterator[tuple[Contact, ...]]:
    for place, contact in enumerate(contacts):
        before, after = contacts[:place], contacts[place + 1 :]
        yield (*before, *after)
        for phones in mutated_phones(contact.phones):
            yield (*before, replace(contact, phones=phones), *after)


def mutated_phones(phones: tuple[Phone, ...]) -> Iterator[tuple[Phone, ...]]:
    yield ()
    yield from mutated_order(phones, NUMBERS)
    for place, phone in enumerate(phones):
        before, after = phones[:place], phones[place + 1 :]
        for changed in (replace(phone, number="113"), replace(phone, number=""), replace(phone, tel="113")):
            yield (*before, changed, *after)


def mutated_order(those: tuple, others: tuple) -> Iterator[tuple]:
    """One left out, one put first, or another put first that was not there."""
    for place, each in enumerate(those):
        rest = (*those[:place], *those[place + 1 :])
        yield rest
        if place:
            yield (each, *rest)
    for other in others:
        if other not in those:
            yield (other, *those)


def with_step(step: Step) -> Guidance:
    return replace(BUILT_IN, steps=tuple(step if each.id == step.id else each for each in BUILT_IN.steps))


def answers_to_try() -> list[Answers]:
    """The same for every change, so that a run is like the one before."""
    draw = random.Random(6)
    found = []
    for number in range(TRIED):
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
