"""Telephone numbers: whether the one that a person reads is the one that is dialled.

An older edition may hold numbers that differ, and interviews stay with it, so this is no part of reading a
guidance: it is asked where an editor saves, where a file is brought, and before anything is published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .places import Place
from .problems import Problem, problem
from .schema import PHONE
from .shapes import Guidance

NOT_DIGITS = re.compile(r"\D")  # digits of any script are kept, so that one that cannot be dialled tells
TRUNK_ZERO = "(0)"
FINLAND = "358"


def is_same_number(shown: str, dialled: str) -> bool:
    """Whether both reach the same line, called from Finland, however they are spaced.

    029 546 3177 and +358295463177 do; a short number such as 116 006 has no other form. One number is
    dialled, so several in one text are never the same as it.
    """
    called = _as_called(shown)
    return bool(called) and called == _as_called(dialled)


def numbers_that_differ(guidance: Guidance) -> Iterator[Problem]:
    """Every number that is shown and dials another."""
    for contact in guidance.contacts:
        for number, phone in enumerate(contact.phones, start=1):
            if not is_same_number(phone.number, phone.tel):
                yield differing(phone.number, phone.tel, Place.of(PHONE, contact.id, number) / "tel")


def differing(shown: str, dialled: str, place: Place) -> Problem:
    return problem("numbers-differ", place, number=shown, tel=dialled)


def _as_called(number: str) -> str:
    """The digits as somebody in Finland dials them, with + before another country's; "" without digits."""
    is_international = "+" in re.split(r"\d", number, maxsplit=1)[0]
    if is_international:
        number = number.replace(TRUNK_ZERO, "")
    digits = NOT_DIGITS.sub("", number)
    if digits.startswith("00"):
        is_international, digits = True, digits[2:]
    if is_international and digits.startswith(FINLAND):
        return f"0{digits.removeprefix(FINLAND)}"
    return f"+{digits}" if is_international and digits else digits
