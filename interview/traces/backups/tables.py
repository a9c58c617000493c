"""What the two kinds of database share."""

from collections.abc import Iterator
from dataclasses import dataclass

BEFORE = "rinnalla_before"  # the schema under which what is being replaced can still be read


@dataclass(frozen=True)
class Copy:
    rows: dict[str, int]  # table -> how many
    parts: Iterator[bytes]  # the whole, to be read once
