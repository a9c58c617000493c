"""What changes between two packs, as an editor understands it: entries that came, went, moved or were
put in another order, texts by language, rules row by row, single fields.

Packs are as ``read_draft()``, an edition's content and a pack file have them, and hold together. Entries
are the same when their kind and id are. Nothing is worded here; ``desk/publishing`` does.
"""

from __future__ import annotations

import copy
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from guidance.rules import schema
from guidance.rules.places import Place
from guidance.rules.shapes import SOURCE_LANGUAGE

Pack = Mapping[str, Any]

# What can be told of an entry.
ADDED, REMOVED, RETIRED, BROUGHT_BACK = "added", "removed", "retired", "brought-back"
MOVED, REORDERED, SWAPPED = "moved", "reordered", "swapped"
TEXT, ROWS, FIELD, TRANSLATED = "text", "rows", "field", "translated"
WHATS = (ADDED, REMOVED, RETIRED, BROUGHT_BACK, SWAPPED, MOVED, REORDERED, TEXT, ROWS, FIELD, TRANSLATED)

WHOLE = schema.WHOLE.name

Swaps = Mapping[Place, Place]
NOTHING_SWAPPED: Swaps = {}


@dataclass(frozen=True)
class Change:
    """One thing that differs, and where: an entry, or a field of one, for a text in one language.

    ``before`` and ``after``: for a text its wording, for a field its values, for rows the
    rows, for an entry that moved the places of its parents, for one in another order its numbers from 1,
    for one that came or went the entry itself. Of two that changed places ``after`` is the other's place.
    """

    what: str
    place: Place
    name: Mapping[str, str]
    before: Any = None
    after: Any = None

    @property
    def kind(self) -> str:
        return self.place.kind


@dataclass(frozen=True)
class EntryInPack:
    """An entry where it stands in its pack; ``parent`` is None at the top."""

    place: Place
    parent: EntryInPack | None
    number: int
    entry: Pack

    @property
    def kind(self) -> str:
        return self.place.kind

    @property
    def id(self) -> str:
        return self.place.ids[-1]

    @property
    def key(self) -> Place:
        """What finds it again wherever it is moved."""
        return self.place.alone

    @property
    def stands_in(self) -> Place | None:
        return self.parent.key if self.parent else None

    @property
    def name(self) -> Mapping[str, str]:
        """In its languages; one that is the same in all is the source's."""
        name = self.entry.get(schema.KINDS[self.kind].title) or {}
        return {SOURCE_LANGUAGE: name} if isinstance(name, str) else name


def changes(before: Pack, after: Pack) -> tuple[Change, ...]:
    """Everything that differs, kind by kind in the order of a pack; empty when both say the same."""
    by_id, new = entries_of(before), entries_of(after)
    swapped = swaps(by_id, new)
    old = entries_of(_with_swapped_ids(before, swapped)) if swapped else by_id
    differences = list(_within(_whole(before), _whole(after), swapped))
    for kind in schema.ENTRIES:
        moved = _in_another_order(kind, old, new)
        if swapped:  # told already, whether the ids were swapped or the words
            moved &= _in_another_order(kind, by_id, new)
        for each in new.values():
            if each.kind == kind:
                differences += _of_entry(each, old, moved, swapped, new)
        differences += (
            _came_or_went(REMOVED, each, before=each.entry)
            for each in old.values()
            if each.kind == kind and each.key not in new and _by_itself(each, new)
        )
    return tuple(differences)


def entries_of(pack: Pack) -> dict[Place, EntryInPack]:
    """Every entry of a pack by its key, in the pack's order."""
    return {each.key: each for each in _below(_whole(pack))}


def contents(change: Change) -> tuple[Change, ...]:
    """What an entry that came says, and all that came in it, each as a change from nothing."""
    arrived = EntryInPack(change.place, None, 1, change.after)
    parts: list[Change] = []
    for each in (arrived, *_below(arrived)):
        nothing = EntryInPack(each.place, each.parent, each.number, {})
        parts += (part for part in _within(nothing, each) if part.after)
    return tuple(parts)


def value_of(kind: str, entry: Pack, name: str) -> Any:
    """A value of an entry; None where it says nothing, written out or left out."""
    value = entry.get(name, schema.LEFT_OUT.get(name))
    if below := schema.KINDS[kind].below.get(name):
        value = [below.completed(each) for each in value or ()]
    return None if value in ("", [], {}) else value


def fields_of(kind: str) -> dict[str, str]:
    """Name and shape (TEXT, ROWS or FIELD) of all that an entry of that kind says by itself."""
    declared = schema.KINDS[kind]
    shapes = dict.fromkeys(declared.texts, TEXT) | dict.fromkeys(declared.rules, ROWS)
    return {name: shapes.get(name, FIELD) for name in (*declared.values, *without_ids(kind))}


def below(kind: str) -> tuple[str, ...]:
    """The lists of entries with ids that stand in an entry of that kind."""
    return tuple(name for name, each in schema.KINDS[kind].below.items() if each.has_ids)


def without_ids(kind: str) -> tuple[str, ...]:
    """The lists in an entry that are told as one value, for what stands in them has no ids."""
    return tuple(name for name, each in schema.KINDS[kind].below.items() if not each.has_ids)


def _whole(pack: Pack) -> EntryInPack:
    return EntryInPack(Place(), None, 1, pack)


def _below(above: EntryInPack) -> Iterator[EntryInPack]:
    for kind in below(above.kind):
        for number, entry in enumerate(above.entry.get(kind) or (), start=1):
            parent = above if above.kind else None
            each = EntryInPack(above.place / kind / entry["id"], parent, number, entry)
            yield each
            yield from _below(each)


# --- One entry -------------------------------------------------------------------------------------------


def _of_entry(
    new: EntryInPack,
    before: Mapping[Place, EntryInPack],
    moved: frozenset[Place],
    swapped: Swaps,
    after: Mapping[Place, EntryInPack],
) -> Iterator[Change]:
    old = before.get(new.key)
    if old is None:
        if _by_itself(new, before):
            yield _came_or_went(ADDED, new, after=new.entry)
        return
    other = swapped.get(new.key)
    if other and str(new.key) < str(other):
        yield Change(SWAPPED, new.place, new.name, after=after[other].place)
    was_retired, is_retired = bool(old.entry.get("retired")), bool(new.entry.get("retired"))
    if was_retired != is_retired:
        yield _came_or_went(RETIRED if is_retired else BROUGHT_BACK, new)
    if old.parent and new.parent and old.stands_in != new.stands_in and not other:
        yield _came_or_went(MOVED, new, before=old.parent.place, after=new.parent.place)
    elif new.key in moved and (was_retired or not is_retired):  # where it went to rest is no news
        yield _came_or_went(REORDERED, new, before=old.number, after=new.number)
    yield from _within(old, new, swapped)


def _came_or_went(what: str, entry: EntryInPack, before: Any = None, after: Any = None) -> Change:
    return Change(what, entry.place, entry.name, before=before, after=after)


def _by_itself(entry: EntryInPack, others: Mapping[Place, EntryInPack]) -> bool:
    """Whether an entry came or went by itself: one that did so with what it stands in is told there."""
    return entry.parent is None or entry.stands_in in others


def _within(old: EntryInPack, new: EntryInPack, swapped: Swaps = NOTHING_SWAPPED) -> Iterator[Change]:
    """The differences in what an entry itself says; rules that followed two that changed places stay."""
    if old.entry == new.entry and swapped == NOTHING_SWAPPED:
        return  # most are, and looking field by field takes thirty times as long
    for name, shape in fields_of(new.kind).items():
        if shape == TEXT:
            yield from _in_text(name, old, new)
            continue
        before, after = (value_of(new.kind, each.entry, name) for each in (old, new))
        if before != after and not (shape == ROWS and swapped and _followed(before, swapped) == after):
            yield Change(shape, new.place / name, new.name, before=before, after=after)


def _in_text(name: str, old: EntryInPack, new: EntryInPack) -> Iterator[Change]:
    before, after = (each.entry.get(name) or {} for each in (old, new))
    languages = dict.fromkeys((*before, *after))
    differing = [code for code in languages if before.get(code, "") != after.get(code, "")]
    for code in differing:
        words = {"before": before.get(code, ""), "after": after.get(code, "")}
        yield Change(TEXT, new.place / name / code, new.name, **words)
    if not differing:
        yield from _in_freshness(name, old, new)


def _in_freshness(name: str, old: EntryInPack, new: EntryInPack) -> Iterator[Change]:
    """A translation that, its words unchanged, was marked as up to date with its source, or no longer is."""
    before, after = ((each.entry.get("made_from") or {}).get(name) or {} for each in (old, new))
    for code in dict.fromkeys((*before, *after)):
        if before.get(code) != after.get(code):
            fresh = {"before": code not in before, "after": code not in after}
            yield Change(TRANSLATED, new.place / name / code, new.name, **fresh)


# --- Two that changed places -----------------------------------------------------------------------------


def swaps(old: Mapping[Place, EntryInPack], new: Mapping[Place, EntryInPack]) -> Swaps:
    """Entries of a kind, each with the one that says now what it said before, and the other way round."""
    renamed = [key for key in new if key in old and _title(old[key]) != _title(new[key])]
    before: dict[tuple[str, str], list[Place]] = {}
    for key in renamed:
        before.setdefault(_title(old[key]), []).append(key)
    pairs: dict[Place, Place] = {}
    for key in renamed:
        for other in before.get(_title(new[key]), ()):
            if not {key, other} & pairs.keys() and _changed_places(key, other, old, new):
                pairs |= {key: other, other: key}
    return pairs


def _changed_places(
    key: Place, other: Place, old: Mapping[Place, EntryInPack], new: Mapping[Place, EntryInPack]
) -> bool:
    return (
        key.around == other.around
        and _title(new[other]) == _title(old[key])
        and all(_shared(new[a], old[b]) > _shared(new[a], old[a]) for a, b in ((key, other), (other, key)))
    )


def _title(entry: EntryInPack) -> tuple[str, str]:
    return entry.kind, entry.name.get(SOURCE_LANGUAGE, "")


def _shared(one: EntryInPack, other: EntryInPack) -> int:
    """How many texts both say alike in the source language."""
    texts = ((each.entry.get(name) or {} for each in (one, other)) for name in schema.KINDS[one.kind].texts)
    return sum(ours.get(SOURCE_LANGUAGE) == theirs.get(SOURCE_LANGUAGE) for ours, theirs in texts)


def _with_swapped_ids(pack: Pack, swapped: Swaps) -> Pack:
    """The pack as if those had had each other's ids: what is left differs otherwise."""
    renamed = copy.deepcopy(dict(pack))
    entries = entries_of(renamed)
    for key, other in swapped.items():
        cast(dict[str, Any], entries[key].entry)["id"] = other.path[-1]
    return renamed


def _followed(rows: Any, swapped: Swaps) -> Any:
    """Rows that speak of each one where they spoke of the other."""
    ids = {key.path[-1]: other.path[-1] for key, other in swapped.items() if len(key.path) == 2}
    return [{ids.get(subject, subject): answers for subject, answers in row.items()} for row in rows or ()]


# --- Order -----------------------------------------------------------------------------------------------


def _in_another_order(
    kind: str, old: Mapping[Place, EntryInPack], new: Mapping[Place, EntryInPack]
) -> frozenset[Place]:
    """As few entries as explain the new order: one that was carried past many is one."""
    families: dict[Place | None, list[EntryInPack]] = {}
    for each in new.values():
        before = old.get(each.key)
        if each.kind == kind and before and before.stands_in == each.stands_in:
            families.setdefault(each.stands_in, []).append(before)
    return frozenset(
        each.key
        for family in families.values()
        for each, stays in zip(family, _staying([each.number for each in family]), strict=True)
        if not stays
    )


def _staying(numbers: list[int]) -> Iterable[bool]:
    """Which of the numbers belong to a longest rising run."""
    ends: list[int] = []
    lengths = []
    for number in numbers:
        place = bisect_left(ends, number)
        ends[place : place + 1] = [number]
        lengths.append(place + 1)
    stays, wanted = [False] * len(numbers), len(ends)
    for index in range(len(numbers) - 1, -1, -1):
        if lengths[index] == wanted:
            stays[index], wanted = True, wanted - 1
    return stays
