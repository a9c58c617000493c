"""Another's guidance and one's own, merged three ways: what was taken last, theirs now, ours now.

Entry by entry, field by field, a text language by language: what one side left as it was follows the other,
and what both changed, each otherwise, is asked. Entries are the same when their kind and id are.
"""

from __future__ import annotations

import copy
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

from guidance.publishing.changes import (
    TEXT,
    EntryInPack,
    Pack,
    below,
    entries_of,
    fields_of,
    value_of,
)
from guidance.rules.places import Place
from guidance.rules.schema import CARD_TEXT, FORMAT, KINDS, format_of
from guidance.rules.shapes import SOURCE_LANGUAGE
from guidance.texts import source_hash

OURS, THEIRS = "ours", "theirs"
RETIRED, STANDS_IN, ORDER = "retired", "stands-in", "_order"  # the last in place of an id, and none is so

CHECK_OF_A_CARD = ("checked_by", "checked_on")

Cell = tuple[str, ...]
"""What is changed or left as one: a field, or a language of a text."""

Families = dict[tuple[Place, str], list[Place]]
"""The keys of the entries in each list, by the entry that it stands in and its kind."""


@dataclass(frozen=True)
class Question:
    """What both changed. ``place``: an entry, where one took it away; a field, or a language of a text; the
    list of which both changed the order. None stands for nothing there."""

    place: Place
    before: Any
    ours: Any
    theirs: Any


@dataclass(frozen=True)
class Merged:
    pack: dict[str, Any]
    questions: tuple[Question, ...]


def merge(before: Pack, ours: Pack, theirs: Pack, chosen: Mapping[str, str] | None = None) -> Merged:
    """``chosen``: place of a question -> OURS or THEIRS; ours stays where nobody has chosen.

    The packs have been read without a problem. What comes of them need not hold together: whoever takes it
    reads it again.
    """
    return _Merging(_Side(before), _Side(ours), _Side(theirs), chosen or {}).merged()


class _Side:
    """A pack, entry by entry."""

    def __init__(self, pack: Pack):
        self.entries = entries_of(pack)
        self.whole = EntryInPack(Place(), None, 1, pack)

    def at(self, key: Place) -> EntryInPack | None:
        return self.entries.get(key) if key else self.whole

    @cached_property
    def lists(self) -> Families:
        """The keys of the entries in each list, in its order."""
        found: Families = {}
        for key, each in self.entries.items():
            found.setdefault((each.stands_in or Place(), each.kind), []).append(key)
        return found

    def said_in(self, key: Place) -> Any:
        """All that an entry says and all that stands in it, to be compared."""
        each = self.entries[key]
        inside = chain.from_iterable(self.lists.get((key, kind), ()) for kind in below(each.kind))
        return cells_of(each), [(name, self.said_in(name)) for name in inside]


class _Merging:
    def __init__(self, before: _Side, ours: _Side, theirs: _Side, chosen: Mapping[str, str]):
        self.before, self.ours, self.theirs, self.chosen = before, ours, theirs, chosen
        self.questions: list[Question] = []

    def merged(self) -> Merged:
        kept = [key for key in self._every_key() if self._is_kept(key)]
        parents = {key: self._parent_of(key) for key in kept}
        families: Families = {}
        for key, above in parents.items():
            families.setdefault((above, key.kind), []).append(key)
        whole = self._with_all_below(Place(), families)
        whole["format"] = FORMAT  # made_from, which may have come, is of every format
        whole["format"] = format_of(whole)
        return Merged(whole, tuple(self.questions))

    # --- Which entries, and where ---

    def _every_key(self) -> Iterable[Place]:
        return dict.fromkeys((*self.ours.entries, *self.theirs.entries))

    def _is_kept(self, key: Place) -> bool:
        """Where one side took an entry away and the other changed something of it, it is asked."""
        ours, theirs, before = (side.at(key) for side in (self.ours, self.theirs, self.before))
        if ours and theirs or not before:
            return True
        keeper, side = (self.ours, OURS) if ours else (self.theirs, THEIRS)
        if keeper.said_in(key) == self.before.said_in(key):
            return False
        return self._ask(key, before.entry, ours and ours.entry, theirs and theirs.entry) == side

    def _parent_of(self, key: Place) -> Place:
        above = {name: each.stands_in or Place() for name, each in self._sides(key).items()}
        return above[self._side_of(key / STANDS_IN, above)]

    def _order(self, above: Place, kind: str, keys: list[Place]) -> list[Place]:
        """As the side has it that changed it; whatever came stands behind what it came behind."""
        lists = {
            name: [key for key in side.lists.get((above, kind), ()) if key in keys]
            for name, side in (("before", self.before), (OURS, self.ours), (THEIRS, self.theirs))
        }
        common = set(lists["before"]) & set(lists[OURS]) & set(lists[THEIRS])
        orders = {name: tuple(key for key in keys if key in common) for name, keys in lists.items()}
        spine = orders[self._side_of(above / kind / ORDER, orders)] if common else ()
        came: dict[Place, list[list[Place]]] = {}
        for name in (OURS, THEIRS):
            for behind, run in _runs(lists[name], common):
                came.setdefault(behind, []).append(run)
        ordered = [*_woven(came.get(Place(), []))]
        for key in spine:
            ordered += [key, *_woven(came.get(key, []))]
        return [*dict.fromkeys((*ordered, *keys))]

    # --- What an entry says ---

    def _with_all_below(self, key: Place, families: Families) -> dict[str, Any]:
        entry = self._entry(key)
        for name in below(key.kind):
            if children := families.get((key, name)):
                children = self._order(key, name, children)
                entry[name] = [self._with_all_below(child, families) for child in children]
            elif entry.get(name):
                entry[name] = []
        return entry

    def _entry(self, key: Place) -> dict[str, Any]:
        sides = self._sides(key)
        entry = copy.deepcopy(dict(sides[OURS if OURS in sides else THEIRS].entry))
        if sides.keys() >= {OURS, THEIRS}:
            said = {name: cells_of(each) for name, each in sides.items()}
            cells = dict.fromkeys(chain.from_iterable(said[name] for name in (OURS, THEIRS, *said)))
            takes = {cell: self._side_of_cell(sides[OURS].place, cell, said) for cell in cells}
            for cell, side in takes.items():
                if side == THEIRS:
                    _take(cell, sides[THEIRS].entry, entry)
            _note_sources(entry, key.kind, sides, takes)
            _drop_an_older_check(entry, key.kind, sides)
        return entry

    def _side_of_cell(self, place: Place, cell: Cell, said: Mapping[str, Mapping[Cell, Any]]) -> str:
        return self._side_of(
            Place((*place.path, *cell)), {name: each.get(cell) for name, each in said.items()}
        )

    def _sides(self, key: Place) -> dict[str, EntryInPack]:
        sides = {"before": self.before.at(key), OURS: self.ours.at(key), THEIRS: self.theirs.at(key)}
        return {name: each for name, each in sides.items() if each}

    # --- Choosing ---

    def _side_of(self, place: Place, says: Mapping[str, Any]) -> str:
        """Whose word stands at a place; where both changed it, ours, or what was chosen."""
        if THEIRS not in says or OURS not in says:
            return OURS if OURS in says else THEIRS
        before, ours, theirs = says.get("before"), says[OURS], says[THEIRS]
        if ours == theirs or theirs == before:
            return OURS
        return THEIRS if ours == before else self._ask(place, before, ours, theirs)

    def _ask(self, place: Place, before: Any, ours: Any, theirs: Any) -> str:
        self.questions.append(Question(place, before, ours, theirs))
        return self.chosen.get(str(place), OURS)


def cells_of(each: EntryInPack) -> dict[Cell, Hashable | Any]:
    """What an entry says by itself, cell by cell; nothing for what it does not say."""
    said: dict[Cell, Any] = {(RETIRED,): True} if each.entry.get(RETIRED) else {}
    for name, shape in fields_of(each.kind).items():
        if shape == TEXT:
            said |= {(name, code): words for code, words in (each.entry.get(name) or {}).items() if words}
        elif (value := value_of(each.kind, each.entry, name)) is not None:
            said[name,] = value
    return said


def _take(cell: Cell, source: Pack, entry: dict[str, Any]) -> None:
    """A cell as ``source`` has it, into an entry."""
    name, *rest = cell
    if rest:
        (code,) = rest
        text = dict(entry.get(name) or {})
        words = (source.get(name) or {}).get(code)
        entry[name] = text | {code: words} if words else {key: text[key] for key in text if key != code}
    elif name in source:
        entry[name] = copy.deepcopy(source[name])
    else:
        entry.pop(name, None)


def _note_sources(
    entry: dict[str, Any], kind: str, sides: Mapping[str, EntryInPack], takes: Mapping[Cell, str]
) -> None:
    """Which translations were made from another source than the one that now stands beside them."""
    stale: dict[str, dict[str, str]] = {}
    for name in KINDS[kind].texts if KINDS[kind].knows_sources else ():
        text = entry.get(name) or {}
        now = source_hash(text)
        for code in text:
            made = _made_from(name, code, sides, takes.get((name, code), OURS), now)
            if code != SOURCE_LANGUAGE and made != now:
                stale.setdefault(name, {})[code] = made
    entry.pop("made_from", None)
    if stale:
        entry["made_from"] = stale


def _drop_an_older_check(entry: dict[str, Any], kind: str, sides: Mapping[str, EntryInPack]) -> None:
    """Whoever checked a card read all of it: one side's mark is none of what the other has changed."""
    if kind == CARD_TEXT.name and not any(_is_same_card(entry, sides[each].entry) for each in (OURS, THEIRS)):
        for name in CHECK_OF_A_CARD:
            entry.pop(name, None)


def _is_same_card(entry: Pack, other: Pack) -> bool:
    return all(entry.get(name) == other.get(name) for name in CARD_TEXT.values)


def _made_from(name: str, code: str, sides: Mapping[str, EntryInPack], side: str, now: str) -> str:
    """Of the side whose words stand; where both have the same, of the one that knows them to be right."""
    entries = {each: sides[each].entry for each in (OURS, THEIRS)}
    sources = {each: _source_of(name, code, entry) for each, entry in entries.items()}
    is_same = len({(entry.get(name) or {}).get(code) for entry in entries.values()}) == 1
    return now if is_same and now in sources.values() else sources[side]


def _source_of(name: str, code: str, entry: Pack) -> str:
    """The hash of what a translation was made from: of the source beside it, where nothing else is noted."""
    stale: dict[str, str] = (entry.get("made_from") or {}).get(name) or {}
    return stale.get(code) or source_hash(entry.get(name) or {})


# --- Order -----------------------------------------------------------------------------------------------


def _runs(keys: list[Place], common: set[Place]) -> Iterator[tuple[Place, list[Place]]]:
    """What stands between entries that all have: behind which one (none at the beginning), in its order."""
    behind, run = Place(), list[Place]()
    for key in keys:
        if key in common:
            if run:
                yield behind, run
            behind, run = key, []
        else:
            run.append(key)
    if run:
        yield behind, run


def _woven(runs: list[list[Place]]) -> Iterator[Place]:
    """Both sides' in one; whichever was first, the same."""
    ordered = sorted(runs, key=lambda run: str(run[0]))
    return iter(dict.fromkeys(chain.from_iterable(ordered)))
