"""The pack that comes with Rinnalla, and what it brings that a draft made earlier has never had."""

from dataclasses import dataclass
from functools import cache

from guidance.publishing.changes import Pack, entries_of
from guidance.rules.schema import format_of
from guidance.texts import in_reader_language

from .files import BUILT_IN, read_pack_file


@dataclass(frozen=True)
class Newer:
    """What a draft lacks of the built-in pack. ``names``: of the entries, in the reader's language.
    ``parts``: also parts of entries that came with a newer format of packs, such as words to say.
    ``release``: the pack is another one than was taken last."""

    names: tuple[str, ...]
    parts: bool
    release: bool

    def __bool__(self) -> bool:
        return bool(self.names) or self.parts or self.release


@cache
def built_in_pack() -> Pack:
    return read_pack_file(BUILT_IN)


def newer_than(draft: Pack, taken: Pack) -> Newer:
    """What a draft does not hold even out of use. An entry that lacks is not told again with all below it.

    ``taken``: the pack that was taken last, empty where nobody remembers.
    """
    known = entries_of(draft)
    seen = known.keys() | entries_of(taken).keys()  # what was taken and is not there was taken away here
    lacking = [each for key, each in entries_of(built_in_pack()).items() if key not in seen]
    outermost = [each for each in lacking if not each.parent or each.parent.key in known]
    names = tuple(in_reader_language(each.name) for each in outermost)
    parts = format_of(draft) < format_of(built_in_pack())
    return Newer(names, parts, release=bool(taken) and taken != built_in_pack())
