"""Taking a whole pack into the draft, from a file or from an older edition: all or nothing, and nothing is
published.

What an edition has ever held does not leave the draft, so that no id comes back with another meaning: where
the pack leaves it out, it is kept as retired. (``load_pack`` on the command line makes the draft say exactly
what the file says; editions keep what they held all the same.)
"""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from guidance.draft import unknown_contacts, write_draft
from guidance.models import Edition
from guidance.publishing.changes import EntryInPack, Pack, below, entries_of
from guidance.publishing.editions import hash_of
from guidance.publishing.retired import PublishedPlaces, published_places
from guidance.rules.places import Place
from guidance.rules.problems import PackRefused, Problem, problem
from guidance.rules.reading import read_guidance
from guidance.rules.schema import CONTACT, KINDS, NOT_CONTENT, WHOLE
from guidance.rules.shapes import SOURCE_LANGUAGE
from guidance.texts import in_reader_language

from .closed import without_closed_numbers

# Keys that packs did not always have; one without them leaves what the draft says.
NEWER = [name for name in WHOLE.optional if name not in NOT_CONTENT]


@dataclass(frozen=True)
class Taking:
    """What the draft would say, and what has to be known before: of a pack's ids, and what it loses."""

    pack: dict[str, Any]
    clashes: list[Problem]
    refused: list[Problem]
    dropped: list[Problem]

    @property
    def fingerprint(self) -> str:
        """Another one when the draft would say something else."""
        return hash_of(self.pack)


def taking(pack: Pack, draft: dict[str, Any]) -> Taking:
    """A pack as the draft would take it. ``pack`` has been read by ``read_guidance`` without a problem."""
    kept = {key: draft[key] for key in NEWER if key in draft and key not in pack}
    pack, dropped = without_closed_numbers(kept | dict(pack), draft)
    published = published_places()
    whole = _with_all_that_was_published(pack, draft, published)
    refused = [*unknown_contacts(pack), *_of_another_kind(pack, published)]
    return Taking(
        pack=whole,
        clashes=[*_that_change_kind(pack, draft, published), *_that_come_back(pack, draft, published)],
        refused=refused or (_that_do_not_fit(whole) if kept else []),
        dropped=dropped,
    )


def _that_do_not_fit(pack: Pack) -> list[Problem]:
    """What stays of the draft and speaks of something that the pack does not have."""
    try:
        read_guidance(pack)
    except PackRefused as refusal:
        return [*refusal.problems]
    return []


def carry_out(to_take: Taking) -> None:
    """Make the draft say what it would take. Raises PackRefused; then nothing has changed."""
    if to_take.refused:
        raise PackRefused(to_take.refused)
    write_draft(to_take.pack)


# --- What is kept ----------------------------------------------------------------------------------------


def _with_all_that_was_published(pack: Pack, draft: Pack, published: PublishedPlaces) -> dict[str, Any]:
    """The pack, and as retired what it leaves out of the draft although an edition has held it."""
    whole = copy.deepcopy(dict(pack))
    # Mappings of the copy, which may be written to.
    known = {key: cast(dict[str, Any], each.entry) for key, each in entries_of(whole).items()}
    for kept in _to_keep(known, draft, published):
        known[kept.key] = _retired(kept.entry, kept.kind)
        above = known[kept.parent.key] if kept.parent else whole
        above.setdefault(kept.kind, []).append(known[kept.key])
    for step in whole["steps"]:
        if step.get("retired"):
            step["contacts"] = [each for each in step["contacts"] if Place.of(CONTACT, each) in known]
    return whole


def _to_keep(known: Mapping[Place, Pack], draft: Pack, published: PublishedPlaces) -> list[EntryInPack]:
    """What an edition has held, with all that it stands in, outermost first."""
    gone = [each for each in entries_of(draft).values() if each.key not in known]
    kept = {above.key for each in gone if each.key in published for above in _with_all_above(each)}
    return [each for each in gone if each.key in kept]


def _retired(entry: Pack, kind: str) -> dict[str, Any]:
    lists = below(kind)
    own = {name: [] if name in lists else copy.deepcopy(value) for name, value in entry.items()}
    return own | {"retired": True}


def _with_all_above(entry: EntryInPack) -> Iterator[EntryInPack]:
    each: EntryInPack | None = entry
    while each:
        yield each
        each = each.parent


# --- Ids that mean something already ---------------------------------------------------------------------


def _of_another_kind(pack: Pack, published: PublishedPlaces) -> Iterator[Problem]:
    """Ids that an edition has held for something else: an old interview would mix up the two."""
    for each, other in _with_a_shared_id(pack):
        if other in published and each.key not in published:
            yield problem("id-of-another-kind", each.place, id=each.id, first=str(other))


def _that_change_kind(pack: Pack, draft: Pack, published: PublishedPlaces) -> Iterator[Problem]:
    """Ids that only the draft has for something else, which then leaves it."""
    drafted = entries_of(draft)
    for each, other in _with_a_shared_id(pack):
        if other in drafted and each.key not in drafted and other not in published:
            yield problem("id-changes-kind", each.place, id=each.id, first=str(drafted[other].place))


def _with_a_shared_id(pack: Pack) -> Iterator[tuple[EntryInPack, Place]]:
    """Every entry with the key that its id would have as another kind, if that is free in the pack."""
    known = entries_of(pack)
    for each in known.values():
        for kind in KINDS.values():
            other = Place.by_id(kind, each.id)
            if kind.shares_ids_with(KINDS[each.kind]) and other not in known:
                yield each, other


def _that_come_back(pack: Pack, draft: Pack, published: PublishedPlaces) -> Iterator[Problem]:
    drafted = entries_of(draft)
    back = [each for each in entries_of(pack).values() if not each.entry.get("retired")]
    before = _last_published({each.key for each in back if each.key not in drafted and each.key in published})
    for each in back:
        if each.key in before:
            yield _published_before(each, *before[each.key])
        elif each.key in drafted and drafted[each.key].entry.get("retired"):
            yield _retired_before(each, drafted[each.key])


def _published_before(entry: EntryInPack, number: int, before: EntryInPack) -> Problem:
    if _source(before) == _source(entry):
        return problem("published-id-comes-back", entry.place, edition=str(number))
    details = {"id": entry.id, "edition": str(number), "words": in_reader_language(before.name)}
    return problem("id-meant-something-else", entry.place, **details)


def _retired_before(entry: EntryInPack, before: EntryInPack) -> Problem:
    if _source(before) == _source(entry):
        return problem("retired-id-comes-back", entry.place)
    words = in_reader_language(before.name)
    return problem("retired-id-comes-back-otherwise", entry.place, id=entry.id, words=words)


def _source(entry: EntryInPack) -> str:
    return entry.name.get(SOURCE_LANGUAGE, "")


def _last_published(keys: set[Place]) -> dict[Place, tuple[int, EntryInPack]]:
    """The newest edition that held each of the keys, and what it said there."""
    newest: dict[Place, tuple[int, EntryInPack]] = {}
    editions = Edition.objects.order_by("-number").iterator(chunk_size=1) if keys else ()
    for edition in editions:
        entries = entries_of(edition.content)
        newest |= {key: (edition.number, entries[key]) for key in keys - newest.keys() if key in entries}
        if len(newest) == len(keys):
            break
    return newest
