"""Whose numbers a client takes along: plain values, of the guidance, the answers, the ticks and a day.

112 and, for an adult, the Assistance System are always among them; for whoever may be a child 112, emergency
social services and the helpline for children. Up to three more follow: the helpers of the steps, in order.
"""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from guidance.rules.conditions import Answers
from guidance.rules.next_steps import helpers_of, next_steps
from guidance.rules.numbers import closed_in, is_same_number
from guidance.rules.proof.cards import ASSISTANCE, CHILDREN, SOCIAL_SERVICES, telling_on_card
from guidance.rules.proof.completeness import EMERGENCY_CONTACT, EMERGENCY_NUMBER
from guidance.rules.shapes import CardText, Contact, Guidance, Phone, Text
from guidance.rules.warnings import overdue

MOST_MORE = 3
MINOR, MAYBE_A_CHILD = "minor", ("yes", "unsure")
NEVER_TOO_OLD = (EMERGENCY_CONTACT, ASSISTANCE, "nollalinja", CHILDREN)
ASSISTANCE_NAME = "Auttamisjärjestelmä"  # in every language: its whole name tells the subject
STEP_FOR_MEMORY = "contacts-memory"
OTHERWISE = "en"  # hours are written in few languages, and most read this one
NOBODYS = Contact(EMERGENCY_CONTACT, *(Text(),) * 3, (), True, True, False, "", "", None, None)


@dataclass(frozen=True)
class CardNumber:
    """A number and whom it reaches: one helper, or several that it connects to."""

    phone: Phone
    contacts: tuple[Contact, ...]

    @property
    def id(self) -> str:
        return self.contacts[0].id

    @property
    def first(self) -> Contact:
        return self.contacts[0]

    @property
    def number(self) -> str:
        return self.phone.number


def numbers_on_card(
    guidance: Guidance, live: Guidance, answers: Answers, done: Container[str], today: date
) -> list[CardNumber]:
    """``guidance`` is what the answers were given to, ``live`` whose numbers are called; ``done``: ticked."""
    card = [_emergency(live)]
    for name in _never_without(answers):
        _add(card, live, name, today)
    always = len(card)
    for name in _named_by_steps(guidance, answers, done):
        if len(card) == always + MOST_MORE:
            break
        contact = live.contacts_by_id.get(name)
        if contact and contact.for_clients and _phone(contact, live, today):
            _add(card, live, name, today)
    return card


def to_remember(card: Iterable[CardNumber], guidance: Guidance, answers: Answers) -> CardNumber:
    """Which is best learnt by heart: whom the step for that names, else the first helper after 112."""
    offered = {each.id: each for each in card}
    step = guidance.steps_by_id.get(STEP_FOR_MEMORY)
    named = helpers_of(guidance, step, answers) if step else ()
    first, *others = offered.values()
    return next((offered[name] for name in named if name in offered), others[0] if others else first)


def name_on_card(contact: Contact, text: CardText) -> str:
    """What a helper is called; "" where its name would tell whoever finds the card what it is about."""
    if contact.id == EMERGENCY_CONTACT:
        return text.emergency
    if contact.id == ASSISTANCE:
        return ASSISTANCE_NAME
    if contact.name_on_card:
        return contact.name_on_card
    name, language = contact.short_name.in_language(text.language)
    return "" if telling_on_card(name, language) else name


def hours_on_card(contact: Contact, text: CardText) -> tuple[str, str]:
    """When it answers, and in which language that is written; ("", …) where only a web address tells."""
    if contact.round_the_clock:
        return text.round_the_clock, text.language
    hours, language = contact.hours.in_language(text.language, OTHERWISE)
    return ("" if any(map(_is_address, hours.split())) else hours), language


def _is_address(word: str) -> bool:
    """riku.fi is one, 9.30–15 and "e.g." are none."""
    before, _dot, after = word.strip(".,:;()").rpartition(".")
    return len(before) > 1 and after.isalpha()


def _emergency(live: Guidance) -> CardNumber:
    """Whatever else a guidance lacks."""
    contact = live.contacts_by_id.get(EMERGENCY_CONTACT)
    return CardNumber(Phone(EMERGENCY_NUMBER, EMERGENCY_NUMBER), (contact or NOBODYS,))


def _never_without(answers: Answers) -> tuple[str, ...]:
    child = answers.checks.get(MINOR) in MAYBE_A_CHILD
    return (SOCIAL_SERVICES, CHILDREN) if child else (ASSISTANCE,)


def _add(card: list[CardNumber], live: Guidance, name: str, today: date) -> None:
    """With its own number, else with the one that connects; where that is there, it is said beside it."""
    contact = live.contacts_by_id.get(name)
    if contact is None or any(contact in each.contacts for each in card):
        return
    phone = _phone(contact, live, today) or _phone(live.contacts_by_id.get(contact.stand_in), live, today)
    if phone is None:
        return
    for place, each in enumerate(card):
        if is_same_number(each.number, phone.number):
            card[place] = replace(each, contacts=(*each.contacts, contact))
            return
    card.append(CardNumber(phone, (contact,)))


def _phone(contact: Contact | None, live: Guidance, today: date) -> Phone | None:
    """Its first number that may be given out; none where it was to be checked again by now."""
    if contact is None or (contact.id not in NEVER_TOO_OLD and overdue(contact, today)):
        return None
    return next((each for each in contact.phones if not closed_in(each.number, live.closed_numbers)), None)


def _named_by_steps(guidance: Guidance, answers: Answers, done: Container[str]) -> Iterator[str]:
    """Of the steps that came up, as the page has them; then of those ticked off that have left since."""
    shown = next_steps(guidance, answers)
    for step in shown:
        yield from step.helpers
    listed = {step.id for step in shown}
    for written in guidance.steps:
        if written.id in done and written.id not in listed:
            yield from helpers_of(guidance, written, answers)
