"""The ids of interviews that were deleted, and the day: a list that outlives the database.

What was deleted since a backup must not come back with it. So the list is no part of what a backup replaces:
beside SQLite it is a file in DATA_DIR, in PostgreSQL a table that no migration knows. It says nothing of an
interview but that it was there and when it went, and forgets it along with its stub: no backup is kept for
so long.

A line of the file is an id and a day, or ``all``, the time up to which nothing is missing, and of which
installation. A line that was cut short, by a crash, is passed over. Lines stand in the order of their days:
so each purge looks at both ends of a long list and at nothing between.
"""

import fcntl
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from config.files import write_whole
from interview.stubs import Stub

from .old_lines import kept_for

FILE = "deleted-interviews"
TABLE = "rinnalla_deleted_interviews"
LINE = re.compile(r"(?P<id>[0-9a-f-]{36}) (?P<day>\d{4}-\d\d-\d\d)|all (?P<until>\S+) (?P<of>\S*)")
LONGEST_DELETION = timedelta(days=1)  # from its stub to its line, by far
LONG_AGO = date(1970, 1, 1)
AT_A_TIME = 65_536  # bytes of the file's end; thirteen hundred lines
FROM_THE_STUBS = f"""
    INSERT INTO {TABLE} SELECT interview, (deleted_at AT TIME ZONE 'UTC')::date FROM {Stub._meta.db_table}
    WHERE deleted_at >= %s ON CONFLICT DO NOTHING
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


def bring_up_to_date(also: Mapping[UUID, date] | None = None) -> None:
    """All that the database has a stub of is in the list, which forgets what it has known for long."""
    if _left_alone:
        return
    if is_a_file():
        with _locked() as file:
            _write_anew(file, also or {}, timezone.now())
    else:
        _insert(also or {})
        _insert_from_the_stubs(_midnight(LONG_AGO))
        _forget_in_the_table()


def add_the_newest() -> None:
    """The same, but what went before the list was last brought up to date is not looked at again."""
    if _left_alone:
        return
    if is_a_file():
        with _locked() as file:
            _add_to_its_end(file, timezone.now())
    else:
        _insert_from_the_stubs(_midnight(_newest_day_in_the_table()) - LONGEST_DELETION)
        _forget_in_the_table()


def _oldest_kept() -> date:
    return (timezone.now() - kept_for()).astimezone(UTC).date()


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


def _write_anew(file: BinaryIO, also: Mapping[UUID, date], now: datetime) -> None:
    oldest = _oldest_kept()
    on = {**_read(file.read()).on, **also, **in_the_database()}
    recent = {interview: day for interview, day in sorted(on.items(), key=itemgetter(1)) if day >= oldest}
    _write(_lines(Known(recent, now, installation())))


def _add_to_its_end(file: BinaryIO, now: datetime) -> None:
    newest = _end_of(file)
    since = _nothing_is_missing_before(newest, now)
    if since is None:
        file.seek(0)
        _write_anew(file, {}, now)
    else:
        went = in_the_database(since)
        missing = {interview: day for interview, day in went.items() if interview not in newest.on}
        _write_behind(file, _lines(Known(missing, now, installation())))
        _forget_its_beginning(file)


def _end_of(file: BinaryIO) -> Known:
    """Its last ``all``, and at least the lines of the day before that and of what came since."""
    size, length = os.fstat(file.fileno()).st_size, AT_A_TIME
    while True:
        file.seek(max(0, size - length))
        end = _read(file.read())
        if length >= size or (end.until and _begins_before(end, end.until - LONGEST_DELETION)):
            return end
        length *= 2


def _begins_before(listed: Known, moment: datetime) -> bool:
    first_day = next(iter(listed.on.values()), date.max)
    return first_day < moment.astimezone(UTC).date()


def _forget_its_beginning(file: BinaryIO) -> None:
    """Up to the first line that is not old yet; what follows is copied as it is, and only then."""
    oldest, position, old = _oldest_kept().isoformat(), 0, 0
    file.seek(0)
    for line in file:
        position += len(line)
        found = LINE.fullmatch(line.decode(errors="replace").rstrip("\n"))
        if found and found["id"]:
            if found["day"] >= oldest:
                break
            old = position
    if old:
        file.seek(old)
        _write(file.read())


def _append(deleted: Mapping[UUID, date]) -> None:
    with _locked() as file:
        _write_behind(file, _lines(Known(deleted)))


def _write_behind(file: BinaryIO, lines: bytes) -> None:
    file.write(lines if _ends_with_a_line(file) else b"\n" + lines)
    file.flush()
    os.fsync(file.fileno())


def _ends_with_a_line(file: BinaryIO) -> bool:
    if not os.fstat(file.fileno()).st_size:
        return True
    file.seek(-1, os.SEEK_END)
    return file.read(1) == b"\n"


def _lines(known: Known) -> bytes:
    lines = [f"{interview} {day}\n" for interview, day in known.on.items()]
    if known.until:
        lines.append(f"all {known.until:%Y-%m-%dT%H:%M:%S%z} {known.of}\n")
    return "".join(lines).encode()


def _write(lines: bytes) -> None:
    write_whole(settings.DATA_DIR / FILE, lines, durably=True)


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
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {TABLE}_by_day ON {TABLE} (deleted_on)")


def _insert(deleted: Mapping[UUID, date]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {TABLE} VALUES (%s, %s) ON CONFLICT DO NOTHING", list(deleted.items())
        )


def _insert_from_the_stubs(since: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(FROM_THE_STUBS, [since])


def _forget_in_the_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE deleted_on < %s", [_oldest_kept()])


def _newest_day_in_the_table() -> date:
    """Of those that are past, whatever a clock that was ahead has left there."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT max(deleted_on) FROM {TABLE} WHERE deleted_on <= %s", [today()])
        return cursor.fetchone()[0] or LONG_AGO


def _read_table() -> Known:
    if TABLE not in connection.introspection.table_names():
        return Known()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT interview, deleted_on FROM {TABLE}")
        on = dict(cursor.fetchall())
    return Known(on, _midnight(max(on.values())) if on else None)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
