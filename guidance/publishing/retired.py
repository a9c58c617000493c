"""What may be deleted: only what no edition has ever held. The rest is retired, so that no id comes back
with another meaning.
"""

from collections.abc import Iterator
from functools import lru_cache

from django.db import models

from guidance.models import MODELS, Answer, Edition, Entry, Placed
from guidance.publishing.changes import Pack

PublishedId = tuple[type[models.Model], str]
PublishedIds = frozenset[PublishedId]


def published_ids() -> PublishedIds:
    """Model and id of all that any edition holds, retired or not; one query once the editions are known."""
    hashes = Edition.objects.order_by().values_list("content_hash", flat=True)
    return frozenset().union(*(_published_in(content_hash) for content_hash in hashes))


def was_published(row: models.Model, published: PublishedIds) -> bool:
    """Whether a row, or one that would go with it, is held by an edition."""
    return any((type(each), _id_of(each)) in published for each in _with_all_below(row))


@lru_cache(maxsize=1024)
def _published_in(content_hash: str) -> PublishedIds:
    editions = Edition.objects.filter(content_hash=content_hash).only("content")[:1]
    return frozenset(each for edition in editions for each in _ids_in(edition.content))


def _ids_in(entry: Pack, parent: str = "") -> Iterator[PublishedId]:
    for key, model in MODELS.items():
        for child in entry.get(key, []):
            if isinstance(child, dict) and "id" in child:  # a step only names its contacts; phones have no id
                yield model, f"{parent}/{child['id']}" if model is Answer else child["id"]
                yield from _ids_in(child, child["id"])


def _id_of(row: models.Model) -> str:
    if isinstance(row, Answer):
        return f"{row.question.identifier}/{row.identifier}"
    return row.identifier if isinstance(row, Entry) else ""


def _with_all_below(row: models.Model) -> Iterator[models.Model]:
    yield row
    if isinstance(row, Placed):
        for name in row.KIND.below:
            for child in getattr(row, name).all():
                yield from _with_all_below(child)
