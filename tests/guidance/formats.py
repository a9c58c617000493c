"""A pack as somebody had it before newer formats brought more."""

from typing import Any

from guidance.rules.schema import WHOLE, Kind


def of_format(number: int, pack: dict[str, Any]) -> dict[str, Any]:
    """The pack without everything that came after the format of this number."""
    return _known_to(number, pack, WHOLE) | {"format": number}


def _known_to(number: int, entry: dict[str, Any], kind: Kind) -> dict[str, Any]:
    if any(since > number for since in kind.longer_required.values()):
        entry = kind.completed(entry)
    since = kind.newer | {name: below.since for name, below in kind.below.items()}
    kept = {name: value for name, value in entry.items() if since.get(name, 1) <= number}
    lists = {name: below for name, below in kind.below.items() if name in kept}
    return kept | {
        name: [_known_to(number, each, below) for each in kept[name]] for name, below in lists.items()
    }
