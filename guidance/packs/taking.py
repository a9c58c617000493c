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
from guidance.publishing.changes import Found, Pack, below, entries_of
from guidance.publishing.editions import hash_of
from guidance.publishing.retired import PublishedPlaces, published_places
from guidance.rules.places import Place
from guidance.rules.problems import PackRefused, Problem, problem
from guidance.rules.schema import CONTACT, KINDS, NOT_CONTENT, WHOLE
from guidance.rules.shapes import SOURCE_LANGUAGE
from guidance.texts import in_reader_language

# Keys that packs did not always have; one without them leaves what the draft says.
NEWER = [name for name in WHOLE.optional if name not in NOT_CONTENT]


@dataclass(frozen=True)
class Taking:
    """What the draft would say, and what of a pack's ids has to be known before."""

    pack: dict[str, Any]
    clashes: list[Problem]
    refused: list[Problem]

    @property
    def fingerprint(self) -> str:
        """Another one when the draft would say something else."""
        return hash_of(self.pack)


def taking(pack: Pack, draft: dict[str, Any]) -> Taking:
    """A pack as the draft would take it. ``pack`` has been read by ``read_guidance`` without a problem."""
    pack = {key: draft[key] for key in NEWER if key in draft and key not in pack} | dict(pack)
    published = published_places()
    return Taking(
        pack=_with_all_that_was_published(pack, draft, published),
        clashes=[*_that_change_kind(pack, draft, published), *_that_come_back(pack, draft, published)],
        refused=[*unknown_contacts(pack), *_of_another_kind(pack, published)],
    )


def carry_out(found: Taking) -> None:
    """Make the draft say what was found. Raises PackRefused; then nothing has changed."""
    if found.refused:
        raise PackRefused(found.refused)
    write_draft(found.pack)


# --- What is kept ----------------------------------------------------------------------------------------


def _with_all_that_was_published(pack: Pack, draft: Pack, published: PublishedPlaces) -> dict[str, Any]:
    """The pack, and as retired what it leaves out of the draft although an edition has held it."""
    whole = copy.deepcopy(dict(pack))
    # Mappings of the copy, which may be written to.
    known = {key: cast(dict[str, Any], found.entry) for key, found in entries_of(whole).items()}
    for found in _to_keep(known, draft, published):
        known[found.key] = _retired(found.entry, found.kind)
        above = known[found.parent.key] if found.parent else whole
        above.setdefault(found.kind, []).append(known[found.key])
    for step in whole["steps"]:
        if step.get("retired"):
            step["contacts"] = [each for each in step["contacts"] if Place.of(CONTACT, each) in known]
    return whole


def _to_keep(known: Mapping[Place, Pack], draft: Pack, published: PublishedPlaces) -> list[Found]:
    """What an edition has held, with all that it stands in, outermost first."""
    gone = [found for found in entries_of(draft).values() if found.key not in known]
    kept = {each.key for found in gone if found.key in published for each in _with_all_above(found)}
    return [found for found in gone if found.key in kept]


def _retired(entry: Pack, kind: str) -> dict[str, Any]:
    lists = below(kind)
    own = {name: [] if name in lists else copy.deepcopy(value) for name, value in entry.items()}
    return own | {"retired": True}


def _with_all_above(found: Found) -> Iterator[Found]:
    each: Found | None = found
    while each:
        yield each
        each = each.parent


# --- Ids that mean something already ---------------------------------------------------------------------


def _of_another_kind(pack: Pack, published: PublishedPlaces) -> Iterator[Problem]:
    """Ids that an edition has held for something else: an old interview would mix up the two."""
    for found, other in _with_a_shared_id(pack):
        if other in published and found.key not in published:
            yield problem("id-of-another-kind", found.place, id=found.id, first=str(other))


def _that_change_kind(pack: Pack, draft: Pack, published: PublishedPlaces) -> Iterator[Problem]:
    """Ids that only the draft has for something else, which then leaves it."""
    drafted = entries_of(draft)
    for found, other in _with_a_shared_id(pack):
        if other in drafted and found.key not in drafted and other not in published:
            yield problem("id-changes-kind", found.place, id=found.id, first=str(drafted[other].place))


def _with_a_shared_id(pack: Pack) -> Iterator[tuple[Found, Place]]:
    """Every entry with the key that its id would have as another kind, if that is free in the pack."""
    known = entries_of(pack)
    for found in known.values():
        for kind in KINDS.values():
            other = Place.by_id(kind, found.id)
            if kind.shares_ids_with(KINDS[found.kind]) and other not in known:
                yield found, other


def _that_come_back(pack: Pack, draft: Pack, published: PublishedPlaces) -> Iterator[Problem]:
    drafted = entries_of(draft)
    back = [found for found in entries_of(pack).values() if not found.entry.get("retired")]
    before = _last_published(
        {found.key for found in back if found.key not in drafted and found.key in published}
    )
    for found in back:
        if found.key in before:
            yield _published_before(found, *before[found.key])
        elif found.key in drafted and drafted[found.key].entry.get("retired"):
            yield _retired_before(found, drafted[found.key])


def _published_before(found: Found, number: int, before: Found) -> Problem:
    if _source(before) == _source(found):
        return problem("published-id-comes-back", found.place, edition=str(number))
    details = {"id": found.id, "edition": str(number), "words": in_reader_language(before.name)}
    return problem("id-meant-something-else", found.place, **details)


def _retired_before(found: Found, before: Found) -> Problem:
    if _source(before) == _source(found):
        return problem("retired-id-comes-back", found.place)
    words = in_reader_language(before.name)
    return problem("retired-id-comes-back-otherwise", found.place, id=found.id, words=words)


def _source(found: Found) -> str:
    return found.name.get(SOURCE_LANGUAGE, "")


def _last_published(keys: set[Place]) -> dict[Place, tuple[int, Found]]:
    """The newest edition that held each of the keys, and what it said there."""
    met: dict[Place, tuple[int, Found]] = {}
    editions = Edition.objects.order_by("-number").iterator(chunk_size=1) if keys else ()
    for edition in editions:
        entries = entries_of(edition.content)
        met |= {key: (edition.number, entries[key]) for key in keys - met.keys() if key in entries}
        if len(met) == len(keys):
            break
    return met
