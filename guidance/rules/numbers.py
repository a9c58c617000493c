"""Telephone numbers as they are written: what is dialled where one is shown, and closed ones in a text.

Nothing here knows a guidance; where in one a number is amiss is asked in `proof.numbers`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from .readers import PHONE
from .shapes import ClosedNumber

NOT_DIGITS = re.compile(r"\D")  # digits of any script are kept, so that one that cannot be dialled tells
DIGIT = re.compile(r"\d")
TRUNK_ZERO = "(0)"
HIDDEN = "Cf"  # the category of Unicode: marks of direction, spaces without width
FINLAND = "358"
SHORT = r"112|116\d{3}"
"""The numbers that dial as they stand, the whole of Europe over: 112, 116 006 and their like."""

SHORT_NUMBER = re.compile(SHORT)
# A country code or an area code where a short number has none. No country has lines of six digits that
# begin so; in Finland's areas there may have been some, and the short number is what is meant.
SHORT_BEHIND_A_PREFIX = re.compile(rf"(?:\+\d{{0,3}}|0(?:[235689]|1[3-9])?)({SHORT})")
# Words before and after it, but between two digits only what parts the digits of one number.
PART = r"(?:\d|\(0\d*\))"
ONE_NUMBER = re.compile(rf"[^\d+]*(?:\+\s*)?{PART}(?:[\s.\-\u2010-\u2015]*{PART})*[^\d+]*")


def dialled(shown: str) -> str:
    """What a telephone link takes where this is shown: 112, 116006, +358295463177. "" if that is not plain.

    A number that begins with 0 is Finnish, one that begins with + or 00 stands for itself.
    """
    called = _as_called(shown)
    if not (ONE_NUMBER.fullmatch(shown) and called.isascii()) or short_behind_a_prefix(shown):
        return ""
    if called.startswith("0") and not called.startswith("00"):
        called = f"+{FINLAND}{called.removeprefix('0')}"
    is_whole = called.startswith("+") or SHORT_NUMBER.fullmatch(called)
    return called if is_whole and PHONE.fullmatch(called) else ""


def short_behind_a_prefix(shown: str) -> str:
    """The short number that stands behind a country or area code: "112" in "09 112". "" where none does."""
    found = SHORT_BEHIND_A_PREFIX.fullmatch(_as_called(shown))
    return found[1] if found else ""


def is_same_number(shown: str, other: str) -> bool:
    """Whether both reach the same line, called from Finland, however they are spaced.

    029 546 3177 and +358295463177 do; a short number such as 116 006 has no other form. One number is
    dialled, so several in one text are never the same as it.
    """
    called = _as_called(shown)
    return bool(called) and called == _as_called(other)


def without_hidden(written: str) -> str:
    """A number without the characters that nobody sees: where one was copied from, they may come along."""
    return "".join(each for each in written if unicodedata.category(each) != HIDDEN)


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


# --- Numbers known to be closed --------------------------------------------------------------------------

# What may stand between the digits of a number in a running text, seen or unseen.
BETWEEN = r"(?:\(0\)|[\s().,/\-\u2010-\u2015\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff])*"
_BEFORE_THE_NATIONAL = rf"(?:\+|00)?{BETWEEN.join(FINLAND)}{BETWEEN}(?:0{BETWEEN})?"
GAPS = (
    (re.compile(r"\(\s*\)"), ""),
    (re.compile(r"[ \u00a0]{2,}"), " "),
    (re.compile(r" +([.,;:!?)\n]|$)"), r"\1"),
)


def closed_in(words: str, closed: Iterable[ClosedNumber]) -> list[ClosedNumber]:
    """The closed numbers that stand in a text or are it, however they are spaced, with 0 or +358."""
    if not DIGIT.search(words):  # most texts have none, and a whole guidance has thousands of texts
        return []
    written = in_plain_digits(words)
    return [each for each in closed if (pattern := _pattern_of(each.number)) and pattern.search(written)]


def without_closed(words: str, closed: Iterable[ClosedNumber]) -> str:
    """The text without these numbers, and without the gaps that they would leave in it."""
    patterns = [pattern for each in closed_in(words, closed) if (pattern := _pattern_of(each.number))]
    if not patterns:
        return words
    for pattern in patterns:
        words = pattern.sub("", in_plain_digits(words))
    for gap, narrower in GAPS:
        words = gap.sub(narrower, words)
    return words.strip()


def part_of_a_number(written: str) -> re.Pattern[str]:
    """How a number, or some digits out of one, may stand in a text: spaced in any way, with 0 or +358.

    To be looked for in plain digits.
    """
    called = _as_called(written)
    if called.startswith("+"):
        return re.compile(rf"(?:\+|00){BETWEEN}{BETWEEN.join(called.removeprefix('+'))}")
    national = BETWEEN.join(called.removeprefix("0"))
    if not called.startswith("0") or not national:
        return re.compile(BETWEEN.join(NOT_DIGITS.sub("", written)))
    return re.compile(rf"(?:{_BEFORE_THE_NATIONAL}|0{BETWEEN}){national}")


@lru_cache(maxsize=256)
def _pattern_of(number: str) -> re.Pattern[str] | None:
    """How a number may be written, or None for one of which nobody can tell what it dials."""
    tel = dialled(number)
    if not tel:
        return None
    national = tel.removeprefix(f"+{FINLAND}")
    if national == tel and tel.startswith("+"):
        begins, digits = r"(?:\+|00)", tel.removeprefix("+")
    elif national == tel:
        begins, digits = "", tel
    else:
        begins = rf"(?:{_BEFORE_THE_NATIONAL}|0{BETWEEN})"
        digits = national
    written = f"{begins}{BETWEEN.join(digits)}"
    return re.compile(rf"(?<!\d)(?:\({written}\)|\(?{written})(?!\d)")


def in_plain_digits(words: str) -> str:
    if words.isascii():
        return words
    return "".join(str(unicodedata.decimal(each)) if each.isdecimal() else each for each in words)
