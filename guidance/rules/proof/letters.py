"""Letters that a text may not hold: what nobody sees and yet changes a page, and more than anybody reads.

An older edition may hold such, and interviews stay with it, so this is no part of reading a guidance: it is
asked where an editor saves, where a file is brought, and before anything is published.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ..places import Place
from ..problems import Problem, problem
from ..shapes import Guidance
from .numbers import all_that_is_read

MOST_LETTERS = 5000
# They turn around what stands beside them, or keep it apart (Unicode Standard Annex 9). Marks of direction
# and joiners (U+200B to U+200F) stay: Persian, Sorani, Nepali, Thai and Arabic are not written without them.
TURNING = r"\u202a-\u202e\u2066-\u2069"
CONTROL = r"\x00-\x09\x0b-\x1f\x7f-\x9f"  # the category Cc, but for the line break
UNFIT = re.compile(f"[{TURNING}{CONTROL}]")
BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters by their category, and empty to the eye
UNSEEN = {"Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"}  # control, format, marks over a letter, spaces
SHOWN_BEFORE = 20  # letters, for whoever looks for the place


def texts_amiss(guidance: Guidance) -> Iterator[Problem]:
    """Every text that holds what it may not, each with the first thing that is wrong with it."""
    for place, words in all_that_is_read(guidance, Place()):
        if found := text_amiss(words, place):
            yield found


def text_amiss(words: str, place: Place, most: int | None = None) -> Problem | None:
    """What is wrong with a text in one language; None when nothing is."""
    most = MOST_LETTERS if most is None else most
    if len(words) > most:
        return problem("long-text", place, letters=str(len(words)), most=str(most))
    if unfit := UNFIT.search(words):
        before = words[max(0, unfit.start() - SHOWN_BEFORE) : unfit.start()].strip()
        return problem("unseen-letter", place, letter=f"U+{ord(unfit[0]):04X}", before=before)
    if words and not any(map(_is_seen, words)):
        return problem("unseen-text", place)
    return None


def _is_seen(letter: str) -> bool:
    return letter not in BLANK and unicodedata.category(letter) not in UNSEEN
