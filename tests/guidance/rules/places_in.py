"""Every place that something in a pack can be said of."""

from collections.abc import Iterator, Mapping

from guidance.rules.places import Place
from guidance.rules.schema import WHOLE, Kind


def places_in(entry: Mapping, kind: Kind = WHOLE, place: Place | None = None) -> Iterator[Place]:
    """The entry's own, its fields', their languages' and rows', and those of all that stands in it."""
    place = Place() if place is None else place
    yield place
    for name in kind.fields:
        yield place / name
        yield from (place / name / part for part in _parts_of(entry.get(name), name in kind.below))
    for name, below in kind.below.items():
        for number, each in enumerate(entry.get(name, []), start=1):
            yield from places_in(each, below, place / name / each.get("id", number))


def _parts_of(value: object, is_list_of_entries: bool) -> Iterator[str | int]:
    if isinstance(value, dict):
        yield from value
    elif isinstance(value, list) and not is_list_of_entries:
        yield from range(1, len(value) + 1)
