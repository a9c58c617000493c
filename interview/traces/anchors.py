"""Anchors: what the log of use is held against, so that no line is changed, taken out or put in unseen.

An anchor vouches for the lines since the one before it. It has a hash of each, and one of them all and of the
anchor before: the log is one chain. It is sealed like what workers write, so whoever can write into the
database and has no key cannot make one that holds. Lines are anchored once a day and not as they come, which
would make every save wait for every other; what is not anchored yet, nobody vouches for.

Whoever takes out the newest anchors and all lines since leaves a shorter chain that holds: only a number and
a hash written down elsewhere tell (``fingerprint``). So it is with a whole database set back to an older day.
"""

import hashlib
import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from django.db import IntegrityError, connection, transaction

from interview.accounts import Anchor, Event
from interview.sheet.sealing import CannotOpen, seal, unseal

A_DAY = timedelta(hours=20)  # of a task that runs once in 24 hours, and not to the second
MOST_LINES = 5000  # of one anchor, all of which stand in memory at once
FEW = 8  # bytes of a line's own hash: they say which line it is, where the chain says that one is
WRITTEN = ("pk", "at", "kind", "account", "by", "reason", "interview")
LINE = struct.Struct(f">q{FEW}s")

Line = tuple[int, bytes]  # its primary key, its hash


@dataclass(frozen=True)
class Content:
    """What is sealed. ``after``: the last line of the anchor before; ``before``: that anchor's ``chain``."""

    at: str
    after: int
    up_to: int
    before: str
    chain: str
    lines_may_be_gone: bool
    lines: tuple[Line, ...]

    def to_bytes(self) -> bytes:
        named = {name: value for name, value in vars(self).items() if name != "lines"}
        return json.dumps(named).encode() + b"\n" + b"".join(LINE.pack(*line) for line in self.lines)

    @classmethod
    def from_bytes(cls, plain: bytes) -> "Content":
        named, _, lines = plain.partition(b"\n")
        return cls(**json.loads(named), lines=tuple(LINE.iter_unpack(lines)))


BEGINNING = Content(at="", after=0, up_to=0, before="", chain="", lines_may_be_gone=False, lines=())


def anchor(now: datetime) -> Anchor:
    """Vouch for every line that is there; a day without lines has an anchor too. Gives the newest."""
    newest = Anchor.objects.last()
    lines_end = _last_line()
    while newest is None or newest.up_to < lines_end or newest.at <= now - A_DAY:
        try:
            newest = _add(newest, lines_end, now)
        except IntegrityError:  # another process has, meanwhile
            newest = Anchor.objects.last()
    return newest


def content_of(anchor: Anchor) -> Content:
    """What its seal holds; raises CannotOpen where that is not what stands beside it."""
    content = Content.from_bytes(unseal(anchor.sealed, anchor.place))
    beside = (anchor.at.isoformat(), anchor.up_to, anchor.lines_may_be_gone)
    if (content.at, content.up_to, content.lines_may_be_gone) != beside:
        raise CannotOpen
    return content


def seal_again(anchor: Anchor) -> None:
    """With the newest key; the caller saves. Raises CannotOpen where it was spoilt."""
    anchor.sealed = seal(content_of(anchor).to_bytes(), anchor.place)


def fingerprint(anchor: Anchor) -> str:
    """Number and hash, to be kept elsewhere: all that was logged until then follows from it."""
    return f"{anchor.number}:{content_of(anchor).chain}"


def let_lines_go(anchor: Anchor) -> None:
    """Lines up to here may be gone from now on, and none of them is missed."""
    content = replace(content_of(anchor), lines_may_be_gone=True)
    anchor.lines_may_be_gone = True
    anchor.sealed = seal(content.to_bytes(), anchor.place)
    anchor.save()


class Chain:
    """The hash of an anchor's lines, and of all before them."""

    def __init__(self, before: str) -> None:
        self._hash = hashlib.sha256(before.encode())

    def add(self, line: Line) -> None:
        key, hash_of_line = line
        self._hash.update(key.to_bytes(8) + hash_of_line)

    def __str__(self) -> str:
        return self._hash.hexdigest()


def lines_between(after: int, up_to: int) -> Iterator[Line]:
    """The lines as they stand now, in their order, some at a time."""
    between = Event.objects.filter(pk__gt=after, pk__lte=up_to).order_by("pk")
    return map(_hashed, between.values_list(*WRITTEN).iterator(chunk_size=MOST_LINES))


def _hashed(written: tuple[Any, ...]) -> Line:
    """The key of a line, and a hash of what stands in it beside, in one form whatever the database."""
    key, at, *rest, interview = written
    values = [at.isoformat(), *rest, str(interview) if interview else None]
    return key, hashlib.sha256(json.dumps(values).encode()).digest()


def _add(newest: Anchor | None, lines_end: int, now: datetime) -> Anchor:
    last = _followed(newest)
    lines = list(islice(lines_between(last.up_to, lines_end), MOST_LINES))
    up_to = lines[-1][0] if len(lines) == MOST_LINES else max(lines_end, last.up_to)
    chain = Chain(last.chain)
    for line in lines:
        chain.add(line)
    content = Content(
        at=now.astimezone(UTC).isoformat(),
        after=last.up_to,
        up_to=up_to,
        before=last.chain,
        chain=str(chain),
        lines_may_be_gone=False,
        lines=tuple((key, hash_of_line[:FEW]) for key, hash_of_line in lines),
    )
    added = Anchor(number=newest.number + 1 if newest else 1, at=now.astimezone(UTC), up_to=up_to)
    added.sealed = seal(content.to_bytes(), added.place)
    with transaction.atomic():
        added.save(force_insert=True)
    return added


def _followed(newest: Anchor | None) -> Content:
    """What the next anchor goes on from. After one that was spoilt, which stays a fault, a chain begins."""
    try:
        return content_of(newest) if newest else BEGINNING
    except CannotOpen:
        return replace(BEGINNING, up_to=newest.up_to if newest else 0)


def _last_line() -> int:
    """Below it no line can come any more: on PostgreSQL one may still be on its way, and is waited for."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"LOCK TABLE {Event._meta.db_table} IN SHARE MODE")
        newest = Event.objects.order_by("-pk").values_list("pk", flat=True).first()
    return newest or 0
