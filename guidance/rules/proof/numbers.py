"""Numbers that reach no one, or somebody else than the one that is shown.

An older edition may hold such, and interviews stay with it, so this is no part of reading a guidance: it is
asked where an editor saves, where a file is brought, and before anything is published.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..numbers import dialled, is_same_number, short_behind_a_prefix
from ..places import Place
from ..problems import Problem, problem
from ..schema import PHONE
from ..shapes import Guidance


def numbers_amiss(guidance: Guidance) -> Iterator[Problem]:
    """Every number that is shown and dials another, or of which nobody can tell what it dials."""
    for contact in guidance.contacts:
        for number, phone in enumerate(contact.phones, start=1):
            place = Place.of(PHONE, contact.id, number)
            if found := number_amiss(phone.number, phone.tel, place):
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
