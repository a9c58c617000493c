"""What may be deleted: only what no edition has ever held. The rest is retired, so that no id comes back
with another meaning.
"""

from collections.abc import Iterator
from functools import lru_cache

from guidance.models import Answer, Edition, Entry, Placed
from guidance.rules.places import Place
from guidance.rules.schema import KINDS

from .changes import entries_of

PublishedPlaces = frozenset[Place]
"""Entries by their ids alone, whatever they stood in."""


def published_places() -> PublishedPlaces:
    """All that any edition holds, retired or not; one query once the editions are known."""
    hashes = Edition.objects.order_by().values_list("content_hash", flat=True)
    return frozenset().union(*(_published_in(content_hash) for content_hash in hashes))


def was_published(row: Placed, published: PublishedPlaces) -> bool:
    """Whether a row, or one that would go with it, is held by an edition."""
    return any(place in published for place in _with_all_below(row))


@lru_cache(maxsize=1024)
def _published_in(content_hash: str) -> PublishedPlaces:
    editions = Edition.objects.filter(content_hash=content_hash).only("content")[:1]
    return frozenset(place for edition in editions for place in entries_of(edition.content))


def _with_all_below(row: Placed) -> Iterator[Place]:
    """The places of a row and of all that would be deleted with it; rows without ids have none."""
    if isinstance(row, Entry | Answer):
        yield row.place
        for name in row.KIND.below:
            if KINDS[name].has_ids:
                for child in row.rows_below(name).all():
                    yield from _with_all_below(child)
