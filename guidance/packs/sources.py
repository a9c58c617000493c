"""What a translation in a file was made from, where the file does not say so.

Whoever changes a Finnish text in an exported file leaves the others as they were. Beside the draft it can be
seen: a translation that stands as it stood, beside a source that says something else, is of the older source.
"""

import copy
from collections.abc import Iterator
from typing import Any, cast

from guidance.publishing.changes import Pack, entries_of
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
