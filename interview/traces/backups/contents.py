"""What is sealed in a backup: first what is known of it, then the database to the end."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from uuid import UUID

from .sealed_file import CannotRead

LENGTH = 8  # bytes in front that say how long the first part is


@dataclass(frozen=True)
class Contents:
    rows: Mapping[str, int]  # table -> how many
    deleted: Mapping[UUID, date]  # the list of deleted interviews as it was then

    def to_bytes(self) -> bytes:
        deleted = {str(interview): str(day) for interview, day in self.deleted.items()}
        plain = json.dumps({"rows": dict(self.rows), "deleted": deleted}).encode()
        return len(plain).to_bytes(LENGTH, "big") + plain


def parted(parts: Iterator[bytes]) -> tuple[Contents, Iterator[bytes]]:
    """What is known of the database, and the database itself. Raises CannotRead, also while it is read on."""
    waiting = _at_least(LENGTH, b"", parts)
    end = LENGTH + int.from_bytes(waiting[:LENGTH], "big")
    waiting = _at_least(end, waiting, parts)
    try:
        plain = json.loads(waiting[LENGTH:end])
        deleted = {UUID(interview): date.fromisoformat(day) for interview, day in plain["deleted"].items()}
        contents = Contents({table: int(many) for table, many in plain["rows"].items()}, deleted)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise CannotRead("what it holds is not as a backup is written") from None
    return contents, chain([waiting[end:]], parts)


def _at_least(length: int, waiting: bytes, parts: Iterator[bytes]) -> bytes:
    held = bytearray(waiting)
    while len(held) < length:
        part = next(parts, None)
        if part is None:
            raise CannotRead("what it holds is not as a backup is written")
        held += part
    return bytes(held)
