"""Where in a guidance something stands: a value that is written as one string and read back from it.

Problems, changes, remarks, .po entries and the desk's links name places so. What the parts of one mean
follows from `schema`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from .schema import KINDS, WHOLE, Kind

BETWEEN = "/"


@dataclass(frozen=True)
class Place:
    """A place by the names on the way to it: by ids where things have one, by numbers from 1 where they
    have none.

    Written "steps/propose/show/2", "stages/pace/checks/threat/short/sv", "company/1"; empty for the whole. An
    entry whose id is its kind's alone may also be named without what it stands in: "checks/threat".
    """

    path: tuple[str, ...] = ()

    @classmethod
    def parse(cls, written: str) -> Place:
        return cls(tuple(written.split(BETWEEN))) if written else cls()

    @classmethod
    def of(cls, kind: Kind, *ids: str | int) -> Place:
        """An entry, by its id and those of all that it stands in; without its own, the list it stands in."""
        way = [str(part) for pair in zip_longest(_WAYS[kind.name], ids) for part in pair if part is not None]
        return cls.parse(BETWEEN.join(way))

    @classmethod
    def by_id(cls, kind: Kind, identifier: str) -> Place:
        """An entry whose id is its kind's alone, whatever it stands in."""
        return cls.parse(f"{kind.name}{BETWEEN}{identifier}")

    def __truediv__(self, name: str | int) -> Place:
        """A place in this one."""
        return Place((*self.path, *str(name).split(BETWEEN)))

    def __str__(self) -> str:
        return BETWEEN.join(self.path)

    @property
    def around(self) -> Place:
        """The place in which this one is a part."""
        return Place(self.path[:-1])

    def __bool__(self) -> bool:
        """Whether it is anywhere, and not the whole."""
        return bool(self.path)

    @cached_property
    def entries(self) -> tuple[tuple[str, str], ...]:
        """The entries on the way, outermost first, each by its kind and its id or number."""
        return tuple(self._entries())

    def _entries(self) -> Iterator[tuple[str, str]]:
        known = _KNOWN_BY_ID
        for name, identifier in zip(self.path[::2], self.path[1::2], strict=False):
            if name not in known:
                return
            yield name, identifier
            known = KINDS[name].below

    @property
    def kind(self) -> str:
        """The kind of the entry: that of the whole where there is none."""
        return self.entries[-1][0] if self.entries else WHOLE.name

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids on the way to the entry, its own last."""
        return tuple(identifier for _kind, identifier in self.entries)

    @property
    def within(self) -> tuple[str, ...]:
        """The way on from the entry: a field first, then its language or the number of a row."""
        return self.path[2 * len(self.entries) :]

    @property
    def field(self) -> str:
        return self.within[0] if self.within else ""

    @property
    def language(self) -> str:
        """The language, where the field is a text and one of its languages is meant."""
        is_of_text = len(self.within) > 1 and self.field in KINDS[self.kind].texts
        return self.within[1] if is_of_text else ""

    @property
    def entry(self) -> Place:
        """The entry alone."""
        return Place(self.path[: 2 * len(self.entries)])

    @property
    def above(self) -> Place:
        """The entry that the entry stands in; the whole at the top."""
        return Place(self.path[: 2 * len(self.entries[:-1])])

    @cached_property
    def alone(self) -> Place:
        """The entry by its id, without what it stands in: the same wherever it is moved."""
        first = len(self.entries) - 1
        while first > 0 and self.entries[first][0] not in _KNOWN_BY_ID:
            first -= 1
        return Place(self.path[2 * max(first, 0) : 2 * len(self.entries)])


def _ways(kind: Kind, above: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, each in kind.below.items():
        yield name, (*above, name)
        yield from _ways(each, (*above, name))


_WAYS: dict[str, tuple[str, ...]] = dict(_ways(WHOLE))
"""The lists on the way to an entry of a kind, its own last."""

_KNOWN_BY_ID = {
    name: kind for name, kind in KINDS.items() if kind.has_ids and (name in WHOLE.below or kind.namespace)
}
"""The kinds of which no two entries share an id, wherever they stand."""
