"""What a search asks for, and where it stands in some words: a number however it is written, otherwise all of
its words, in any order and with other endings.
"""

import os
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from guidance.rules.numbers import in_plain_digits, part_of_a_number

SHORTEST, LONGEST = 2, 200
FEWEST_DIGITS = 3
NUMBER = re.compile(r"[\d\s+().\-\u2010-\u2015]+")

WORD = re.compile(r"\w+")
BEGINNING, ENDING = 4, 3  # letters: as many are shared at least; as many of the shorter word need not be

Span = tuple[int, int]


@dataclass(frozen=True)
class Asked:
    words: str

    @classmethod
    def of(cls, typed: str) -> "Asked":
        """As it was typed, without what it cannot be looked for by."""
        return cls(unicodedata.normalize("NFC", " ".join(typed.replace("\0", " ").split()))[:LONGEST].strip())

    @property
    def is_enough(self) -> bool:
        return len(self.words) >= SHORTEST

    @property
    def is_number(self) -> bool:
        digits = sum(each.isdigit() for each in self.words)
        return digits >= FEWEST_DIGITS and NUMBER.fullmatch(self.words) is not None

    @cached_property
    def _number(self) -> re.Pattern[str]:
        return part_of_a_number(in_plain_digits(self.words))

    @cached_property
    def _words(self) -> list[str]:
        return list(dict.fromkeys(self.words.casefold().split()))

    def spans_in(self, words: str) -> list[Span]:
        """Where it stands in these words, in their order; none where not all of it does."""
        if self.is_number:
            return _spans(self._number, in_plain_digits(words))
        found = [_as_it_is(word, words) or _with_other_endings(word, words) for word in self._words]
        return sorted({span for spans in found for span in spans}) if all(found) else []


def _as_it_is(word: str, words: str) -> list[Span]:
    return _spans(re.compile(re.escape(word), re.IGNORECASE), words)


def _with_other_endings(word: str, words: str) -> list[Span]:
    """Words that begin as this one does, nearly to the end of the shorter: puhelimesta, puhelin."""
    begins = word[:BEGINNING]
    if len(begins) < BEGINNING or begins not in words.casefold():
        return []
    return [match.span() for match in WORD.finditer(words) if _is_inflected(match[0].casefold(), word)]


def _is_inflected(one: str, other: str) -> bool:
    shared = len(os.path.commonprefix([one, other]))
    return shared >= max(BEGINNING, min(len(one), len(other)) - ENDING)


def _spans(pattern: re.Pattern[str], words: str) -> list[Span]:
    return [match.span() for match in pattern.finditer(words)]


# --- The words around it ---------------------------------------------------------------------------------

BEFORE, AFTER = 40, 100


@dataclass(frozen=True)
class Part:
    """Some of the words around a hit, or the hit."""

    words: str
    is_hit: bool = False


def excerpt(words: str, spans: list[Span]) -> list[Part]:
    """The first hit with some words before and after it, and whatever else of it stands there."""
    begins = _back_to_a_space(words, spans[0][0] - BEFORE)
    ends = _on_to_a_space(words, spans[0][1] + AFTER)
    parts, here = [Part("… " if begins else "")], begins
    for start, end in spans:
        if here <= start and end <= ends:
            parts += [Part(words[here:start]), Part(words[start:end], is_hit=True)]
            here = end
    parts += [Part(words[here:ends]), Part(" …" if ends < len(words) else "")]
    return [part for part in parts if part.words]


def _back_to_a_space(words: str, place: int) -> int:
    return words.find(" ", place) + 1 if place > 0 else 0


def _on_to_a_space(words: str, place: int) -> int:
    return max(words.rfind(" ", 0, place), 0) if place < len(words) else len(words)


def as_html(parts: Iterable[Part]) -> SafeString:
    marked = (format_html("<mark>{}</mark>", part.words) if part.is_hit else part.words for part in parts)
    return format_html_join("", "{}", ((each,) for each in marked))
