"""The ids of interviews that were deleted, and the day: a list that outlives the database.

What was deleted since a backup must not come back with it. So the list is no part of what a backup replaces:
beside SQLite it is a file in DATA_DIR, in PostgreSQL a table that no migration knows. It says nothing of an
interview but that it was there and when it went, and forgets it along with its stub: no backup is kept for
so long.

A line of the file is an id and a day, or ``all``, the time up to which nothing is missing, and of which
installation. A line that was cut short, by a crash, is passed over.
"""

import fcntl
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from config.files import write_whole
from interview.stubs import Stub

from .retention import kept_for

FILE = "deleted-interviews"
TABLE = "rinnalla_deleted_interviews"
LINE = re.compile(r"(?P<id>[0-9a-f-]{36}) (?P<day>\d{4}-\d\d-\d\d)|all (?P<until>\S+) (?P<of>\S*)")
LONGEST_DELETION = timedelta(days=1)  # from its stub to its line, by far
FROM_THE_STUBS = f"""
    INSERT INTO {TABLE} SELECT interview, (deleted_at AT TIME ZONE 'UTC')::date FROM {Stub._meta.db_table}
    ON CONFLICT DO NOTHING
"""

_left_alone = False


@dataclass(frozen=True)
class Known:
    on: Mapping[UUID, date] = field(default_factory=dict)  # interview -> the day it went
    until: datetime | None = None  # up to when nothing is missing, where that is known
    of: str = ""  # the installation


def today() -> date:
    return timezone.now().astimezone(UTC).date()


def keep(sender: type, interviews: Iterable[UUID], **signal) -> None:
    """Of interviews that are deleted: in the file once that is certain, in the table along with it."""
    deleted = dict.fromkeys(interviews, today())
    if _left_alone or not deleted:
        return
    if is_a_file():
        transaction.on_commit(lambda: _append(deleted))
    else:
        _insert(deleted)


def bring_up_to_date(also: Mapping[UUID, date] | None = None, newest_alone: bool = False) -> None:
    """All that the database has a stub of is in the list, which forgets what it has known for long.

    ``newest_alone``: what went before the list was last brought up to date is not looked at again.
    """
    if _left_alone:
        return
    now = timezone.now()
    oldest = (now - kept_for()).astimezone(UTC).date()
    if is_a_file():
        with _locked() as file:
            listed = _read(file.read())
            since = _nothing_is_missing_before(listed, now) if newest_alone else None
            on = {**listed.on, **(also or {}), **in_the_database(since)}
            recent = {interview: day for interview, day in on.items() if day >= oldest}
            _write(Known(recent, now, installation()))
    else:
        _insert(also or {})
        with connection.cursor() as cursor:
            cursor.execute(FROM_THE_STUBS)
            cursor.execute(f"DELETE FROM {TABLE} WHERE deleted_on < %s", [oldest])


def _nothing_is_missing_before(listed: Known, now: datetime) -> datetime | None:
    if listed.until is None or listed.until > now or listed.of != installation():
        return None
    return listed.until - LONGEST_DELETION


def in_the_database(since: datetime | None = None) -> dict[UUID, date]:
    stubs = Stub.objects.filter(deleted_at__gte=since) if since else Stub.objects.all()
    return {
        interview: at.astimezone(UTC).date()
        for interview, at in stubs.order_by().values_list("interview", "deleted_at").iterator()
    }


def installation() -> str:
    """Which one the database is of, wherever it has been restored to: when its first table was made."""
    began = MigrationRecorder.Migration.objects.filter(app="interview").order_by("applied", "pk")
    first = began.values_list("applied", flat=True).first()
    return first.astimezone(UTC).isoformat() if first else ""


@contextmanager
def left_alone() -> Iterator[None]:
    """While a database is worked on that may never be in use: what goes from it may live on elsewhere."""
    global _left_alone
    _left_alone = True
    try:
        yield
    finally:
        _left_alone = False


def known() -> Known:
    if not is_a_file():
        return _read_table()
    path = settings.DATA_DIR / FILE
    return _read(path.read_bytes()) if path.exists() else Known()


def is_a_file() -> bool:
    return connection.vendor == "sqlite"


# --- The file ---------------------------------------------------------------------------------------------


def _read(content: bytes) -> Known:
    on: dict[UUID, date] = {}
    until, of = None, ""
    for line in content.decode(errors="replace").splitlines():
        found = LINE.fullmatch(line)
        try:
            if found and found["id"]:
                on[UUID(found["id"])] = date.fromisoformat(found["day"])
            elif found:
                until, of = datetime.fromisoformat(found["until"]), found["of"]
        except ValueError:
            continue
    return Known(on, until, of)


def _append(deleted: Mapping[UUID, date]) -> None:
    lines = "".join(f"{interview} {day}\n" for interview, day in deleted.items())
    with _locked() as file:
        file.write(lines.encode() if _ends_with_a_line(file) else f"\n{lines}".encode())
        file.flush()
        os.fsync(file.fileno())


def _ends_with_a_line(file: BinaryIO) -> bool:
    if not os.fstat(file.fileno()).st_size:
        return True
    file.seek(-1, os.SEEK_END)
    return file.read(1) == b"\n"


def _write(known: Known) -> None:
    lines = [f"{interview} {day}" for interview, day in sorted(known.on.items())]
    lines.append(f"all {known.until:%Y-%m-%dT%H:%M:%S%z} {known.of}")
    write_whole(settings.DATA_DIR / FILE, "".join(f"{line}\n" for line in lines).encode(), durably=True)


@contextmanager
def _locked() -> Iterator[BinaryIO]:
    """The file, which whoever wrote it whole meanwhile may have put another in place of."""
    path: Path = settings.DATA_DIR / FILE
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        with open(handle, "a+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if path.exists() and path.stat().st_ino == os.fstat(file.fileno()).st_ino:
                file.seek(0)
                yield file
                return


# --- The table --------------------------------------------------------------------------------------------


def make_table(**signal) -> None:
    """Beside the migrations: what restores an older schema must not meet it."""
    if not is_a_file():
        with connection.cursor() as cursor:
            cursor.execute(
                f"CREATE TABLE IF NOT EXISTS {TABLE} (interview uuid PRIMARY KEY, deleted_on date NOT NULL)"
            )


def _insert(deleted: Mapping[UUID, date]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {TABLE} VALUES (%s, %s) ON CONFLICT DO NOTHING", list(deleted.items())
        )


def _read_table() -> Known:
    if TABLE not in connection.introspection.table_names():
        return Known()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT interview, deleted_on FROM {TABLE}")
        on = dict(cursor.fetchall())
    return Known(on, _midnight(max(on.values())) if on else None)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
