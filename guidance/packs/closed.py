"""Numbers known to be closed leave a pack before it becomes the draft: an old file or an old edition would
otherwise bring back a number that nobody answers.

What the draft knows and what the pack says both count, so that no pack undoes what was found out since.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from guidance.rules.numbers import closed_in, without_closed
from guidance.rules.places import Place
from guidance.rules.problems import Problem, problem
from guidance.rules.schema import CLOSED_NUMBER, PHONE, WHOLE, Kind
from guidance.rules.shapes import ClosedNumber, Text

Pack = Mapping[str, Any]


def without_closed_numbers(pack: Pack, draft: Pack) -> tuple[dict[str, Any], list[Problem]]:
    """The pack without them, and which of them stood where. Both have been read without a problem."""
    known = {each.number: each for each in (*_closed_in_pack(draft), *_closed_in_pack(pack))}
    dropping = _Dropping(tuple(known.values()))
    return dropping.from_entry(pack, WHOLE, Place()), dropping.dropped


def _closed_in_pack(pack: Pack) -> Iterator[ClosedNumber]:
    for each in pack.get(CLOSED_NUMBER.name, ()):
        if not each.get("retired"):
            yield ClosedNumber(each["id"], each["number"], Text(tuple(each["note"].items())), None)


@dataclass
class _Dropping:
    closed: tuple[ClosedNumber, ...]
    dropped: list[Problem] = field(default_factory=list)

    def from_entry(self, entry: Pack, kind: Kind, place: Place) -> dict[str, Any]:
        """An entry without closed numbers in its texts and in what stands in it."""
        texts = {name: self._from_text(entry[name], place / name) for name in kind.texts if name in entry}
        lists = {
            name: self._from_list(entry[name], below, place / name)
            for name, below in kind.below.items()
            if name in entry and below is not CLOSED_NUMBER
        }
        return {**entry, **texts, **lists}

    def _from_list(self, entries: list[Pack], kind: Kind, place: Place) -> list[dict[str, Any]]:
        places = [place / each.get("id", number) for number, each in enumerate(entries, start=1)]
        return [
            self.from_entry(each, kind, where)
            for each, where in zip(entries, places, strict=True)
            if not (kind is PHONE and self._finds(f"{each['number']}\n{each.get('tel', '')}", where))
        ]

    def _from_text(self, text: Mapping[str, str], place: Place) -> dict[str, str]:
        """The text; a language of which nothing is left is left out."""
        kept = {
            code: without_closed(words, self.closed) if self._finds(words, place / code) else words
            for code, words in text.items()
        }
        return {code: words for code, words in kept.items() if words or not text[code]}

    def _finds(self, words: str, place: Place) -> bool:
        """Whether closed numbers stand there, which are told of then."""
        found = closed_in(words, self.closed)
        self.dropped += [
            problem("closed-number-dropped", place, number=each.number, note=each.note) for each in found
        ]
        return bool(found)
