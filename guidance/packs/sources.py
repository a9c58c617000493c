"""What a translation in a file was made from, where the file does not say so.

Whoever changes a Finnish text in an exported file leaves the others as they were. Beside the draft it can be
seen: a translation that stands as it stood, beside a source that says something else, is of the older source.
"""

import copy
from collections.abc import Iterator
from typing import Any, cast

from guidance.publishing.changes import Pack, entries_of
from guidance.rules.places import Place
from guidance.rules.schema import KINDS, WHOLE, Kind
from guidance.rules.shapes import SOURCE_LANGUAGE
from guidance.texts import source_hash


def with_older_sources(pack: Pack, draft: Pack) -> dict[str, Any]:
    """The pack, in which every translation that was left behind says so."""
    whole = copy.deepcopy(dict(pack))
    drafted = entries_of(draft)
    _note(whole, draft, WHOLE)
    for key, each in entries_of(whole).items():
        if key in drafted:
            entry = cast(dict[str, Any], each.entry)  # of the copy, which may be written to
            _note(entry, drafted[key].entry, KINDS[each.kind])
    return whole


def left_behind(before: Pack, after: Pack) -> dict[Place, list[str]]:
    """The texts in use, by place, each with its languages that are of an older source and were not before."""
    known = {key: codes for key, _place, codes in _stale_texts(before)}
    found = {
        place: [code for code in codes if code not in known.get(key, ())]
        for key, place, codes in _stale_texts(after)
    }
    return {place: codes for place, codes in found.items() if codes}


def _stale_texts(pack: Pack) -> Iterator[tuple[Place, Place, list[str]]]:
    """What finds the text again wherever its entry is moved, where it stands now, and its stale languages."""
    yield from _stale_in(pack, WHOLE, Place(), Place())
    for each in entries_of(pack).values():
        if not each.entry.get("retired"):
            yield from _stale_in(each.entry, KINDS[each.kind], each.key, each.place)


def _stale_in(entry: Pack, kind: Kind, key: Place, place: Place) -> Iterator[tuple[Place, Place, list[str]]]:
    made_from = entry.get("made_from") or {}
    for name in kind.texts if made_from else ():
        text, sources = entry.get(name) or {}, made_from.get(name) or {}
        codes = [code for code in sources if code in text and sources[code] != source_hash(text)]
        if codes:
            yield key / name, place / name, codes


def _note(entry: dict[str, Any], before: Pack, kind: Kind) -> None:
    for name in kind.texts if kind.knows_sources else ():
        text, older = entry.get(name) or {}, before.get(name) or {}
        sources = dict((before.get("made_from") or {}).get(name) or {})
        if text.get(SOURCE_LANGUAGE) != older.get(SOURCE_LANGUAGE):
            sources = dict.fromkeys(text, source_hash(older)) | sources
        for code in _left_behind(text, older):
            if code in sources:
                made_from = entry.setdefault("made_from", {}).setdefault(name, {})
                made_from.setdefault(code, sources[code])


def _left_behind(text: Pack, older: Pack) -> Iterator[str]:
    return (code for code in text if code != SOURCE_LANGUAGE and text[code] == older.get(code))
