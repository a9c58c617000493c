"""Changes of the built-in guidance: every small one, and several at once, drawn at random.

Small is: a row or a term left out, an answer left out of or put into a term, a row that always holds put in,
a mark or an urgency turned, a helper or a number left out, put first or replaced, a helper named always.
"""

import random
from collections.abc import Iterator
from dataclasses import replace

from guidance.rules.shapes import (
    ALWAYS,
    NO_SIGN,
    URGENCIES,
    Contact,
    Guidance,
    Phone,
    Row,
    Rows,
    Step,
    Term,
)

from ..examples import built_in

BUILT_IN = built_in()
# What the safety rules speak of.
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
        when = tuple((helper, rows) for helper, rows in step.contacts_when if helper in contacts)
        yield replace(step, contacts=contacts, contacts_when=when)
    for helper in step.contacts:
        others = tuple(each for each in step.contacts_when if each[0] != helper)
        for rows in ((), *mutated_rows(step.rows_of_contacts.get(helper, ()))):
            yield replace(step, contacts_when=(*others, (helper, rows)))


def mutated_contacts(contacts: tuple[Contact, ...]) -> Iterator[tuple[Contact, ...]]:
    for place, contact in enumerate(contacts):
        before, after = contacts[:place], contacts[place + 1 :]
        yield (*before, *after)
        for changed in mutated_contact(contact):
            yield (*before, changed, *after)


def mutated_contact(contact: Contact) -> Iterator[Contact]:
    for phones in mutated_phones(contact.phones):
        yield replace(contact, phones=phones)


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


# Several at once

# What each rule is about: one change of a guidance is made here, the others anywhere.
AIMED_AT = {
    1: ("propose",),
    2: ("call-emergency", "call-emergency", "child-now", "order", "helper"),
    3: ("change-interpreter", "see-alone"),
    4: ("company",),
    5: ("take-a-moment",),
    6: ("child-welfare",),
}
BESIDE_STEPS = ("order", "helper", "company")


def mutated_at_random(draw: random.Random, rule: int) -> Guidance:
    """The built-in guidance after a change of what a rule is about, and up to three more anywhere."""
    guidance = _changed_at(draw, BUILT_IN, draw.choice(AIMED_AT[rule]))
    for _ in range(draw.randrange(4)):
        guidance = _changed_at(
            draw, guidance, draw.choice([*guidance.steps_by_id, "order", "helper", "company"])
        )
    return guidance


def _changed_at(draw: random.Random, guidance: Guidance, place: str) -> Guidance:
    """Changed at a step, by its id; or at one of three other places."""
    if place == "order":
        return replace(guidance, steps=_reordered(draw, guidance.steps))
    if place == "helper":
        return replace(guidance, contacts=_with_a_changed_number(draw, guidance.contacts))
    if place == "company":
        return replace(guidance, company=_changed_rows(draw, guidance.company))
    steps = (_changed_step(draw, each) if each.id == place else (each,) for each in guidance.steps)
    return replace(guidance, steps=tuple(step for those in steps for step in those))


def _reordered(draw: random.Random, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """One step somewhere else, more often than not among the urgent ones."""
    moved = draw.choice(steps)
    rest = [step for step in steps if step is not moved]
    rest.insert(draw.randrange(draw.choice([6, len(steps)])), moved)
    return tuple(rest)


def _with_a_changed_number(draw: random.Random, contacts: tuple[Contact, ...]) -> tuple[Contact, ...]:
    changed = draw.choice([contacts[0], draw.choice(contacts)])
    phones = draw.choice([*mutated_phones(changed.phones)])
    return tuple(replace(each, phones=phones) if each is changed else each for each in contacts)


def _changed_step(draw: random.Random, step: Step) -> tuple[Step, ...]:
    """The step with its rows, mark, urgency or helpers changed; now and then it is gone."""
    if draw.random() < 0.03:
        return ()
    kind = draw.choice(["show", "but_not", "stress", "helpers", "rows of a helper", "alone", "urgency"])
    if kind == "alone":
        return (replace(step, alone=not step.alone),)
    if kind == "urgency":
        return (replace(step, urgency=draw.choice(URGENCIES)),)
    if kind == "helpers":
        return (draw.choice([step, *mutated_helpers(step)]),)
    if kind == "rows of a helper":
        helper = draw.choice(step.contacts or HELPERS)
        rows = _changed_rows(draw, step.rows_of_contacts.get(helper, ()))
        others = tuple(each for each in step.contacts_when if each[0] != helper)
        named = tuple(dict.fromkeys((*step.contacts, helper)))
        return (replace(step, contacts=named, contacts_when=(*others, (helper, rows))),)
    return (replace(step, **{kind: _changed_rows(draw, getattr(step, kind))}),)


def _changed_rows(draw: random.Random, rows: Rows) -> Rows:
    return draw.choice([*mutated_rows(rows), (*rows, _some_row(draw))])


def _some_row(draw: random.Random) -> Row:
    subjects = draw.sample([*SPOKEN_OF, draw.choice([*BUILT_IN.states, NO_SIGN])], draw.randint(1, 3))
    return tuple(_some_term(draw, subject) for subject in dict.fromkeys(subjects))


def _some_term(draw: random.Random, subject: str) -> Term:
    states = BUILT_IN.states.get(subject, ())
    return Term(subject, frozenset(draw.sample(states, draw.randint(min(1, len(states)), len(states)))))
