"""Numbers that reach no one, or somebody else than the one that is shown, and closed ones.

An older edition may hold such, and interviews stay with it, so this is no part of reading a guidance: it is
asked where an editor saves, where a file is brought, and before anything is published.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from ..numbers import closed_in, dialled, is_same_number, short_behind_a_prefix
from ..places import Place
from ..problems import Problem, problem
from ..schema import CLOSED_NUMBER, PHONE
from ..shapes import CardText, ClosedNumber, Guidance, Phone, Text


def numbers_amiss(guidance: Guidance) -> Iterator[Problem]:
    """Every number that is shown and dials another, or of which nobody can tell what it dials."""
    for contact in guidance.contacts:
        for number, phone in enumerate(contact.phones, start=1):
            place = Place.of(PHONE, contact.id, number)
            if found := number_amiss(phone.number, phone.tel, place):
                yield found
    for closed in guidance.closed_numbers:
        if found := number_amiss(closed.number, "", Place.of(CLOSED_NUMBER, closed.id)):
            yield found


def number_amiss(shown: str, tel: str, place: Place) -> Problem | None:
    """What is wrong with a number and what is dialled for it, "" where that follows from it."""
    if short := short_behind_a_prefix(shown):
        return problem("short-number-behind-a-prefix", place / "number", number=shown, short=short)
    if not (tel or dialled(shown)):
        return problem("number-unclear", place / "number", number=shown)
    if tel and not is_same_number(shown, tel):
        return problem("numbers-differ", place / "tel", number=shown, tel=tel)
    return None


def closed_numbers_named(guidance: Guidance) -> Iterator[Problem]:
    """Every number known to be closed that somebody would read or dial, with its note."""
    if guidance.closed_numbers:
        for place, words in all_that_is_read(guidance, Place()):
            yield from closed_numbers_at(place, words, guidance.closed_numbers)


def closed_numbers_at(place: Place, words: str, closed: Iterable[ClosedNumber]) -> Iterator[Problem]:
    for each in closed_in(words, closed):
        yield problem("closed-number", place, number=each.number, note=each.note)


def all_that_is_read(entry: Any, place: Place) -> Iterator[tuple[Place, str]]:
    """The texts of an entry and of the entries in it, and its numbers; not those that say what is closed."""
    if isinstance(entry, Phone):
        yield place / "number", f"{entry.number}\n{entry.tel}"
    for each in fields(entry):
        value = getattr(entry, each.name)
        if isinstance(value, Text):
            where = place / each.name
            yield from ((where / language, words) for language, words in value.by_language)
        elif isinstance(value, str) and isinstance(entry, CardText):
            yield place / each.name, value
        elif isinstance(value, tuple) and each.name != CLOSED_NUMBER.name:
            for number, part in enumerate(value, start=1):
                if is_dataclass(part):
                    yield from all_that_is_read(part, place / each.name / getattr(part, "id", number))
