"""The entries before and after one in the order of its list: from form to form without the list between."""

from typing import Any, NamedTuple

from django.db import models


class Neighbours(NamedTuple):
    before: Any
    after: Any


def neighbours_of(entry: models.Model, rows: models.QuerySet) -> Neighbours:
    """Among ``rows``, which stand in the order of the list; what is retired leads to what is retired."""
    keys = list(rows.filter(retired=entry.retired).values_list("pk", flat=True))
    if entry.pk not in keys:
        return Neighbours(None, None)
    here = keys.index(entry.pk)
    beside = rows.model.objects.in_bulk([*keys[max(0, here - 1) : here], *keys[here + 1 : here + 2]])
    before = beside.get(keys[here - 1]) if here else None
    return Neighbours(before, beside.get(keys[here + 1]) if here + 1 < len(keys) else None)
