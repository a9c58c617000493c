"""A database in one file: copied while it is used, checked, and put in the place of another in one go."""

import os
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection

from .folder import keep_names
from .refused import Refused
from .scratch import AT_A_TIME, new_file, wipe
from .tables import BEFORE, Copy

KIND = "sqlite"


@contextmanager
def copied(scratch: Path, without_rows: Collection[str]) -> Iterator[Copy]:
    """The database as it is at one moment, in a file of its own, without the rows of the tables named.

    VACUUM INTO reads in one transaction, beside whoever writes, and leaves out what was deleted.
    """
    path = new_file(scratch / "copy.sqlite3")
    with _open(_live()) as live:
        live.execute("VACUUM INTO ?", [str(path)])
    with _open(path) as copy:
        copy.execute("PRAGMA secure_delete = ON")
        for table in set(without_rows) & set(_tables(copy)):
            copy.execute(f'DELETE FROM "{table}"')
        counts = _counts(copy)
    yield Copy(counts, _parts(path))
    wipe(path)


def looked_through(parts: Iterable[bytes], scratch: Path) -> dict[str, int]:
    """The rows of each table in what ``copied`` gave; put back into a scratch file and kept there.

    Raises Refused where it is no whole database.
    """
    path = new_file(restored_in(scratch))
    with path.open("wb") as file:
        for part in parts:
            file.write(part)
        file.flush()
        os.fsync(file.fileno())
    try:
        with _open(path) as again:
            if faults := _faults(again):
                raise Refused(f"The database in it is damaged ({faults}).")
            return _counts(again)
    except sqlite3.DatabaseError as error:
        raise Refused(f"The database in it cannot be opened ({error}).") from None


def restored_in(scratch: Path) -> Path:
    return scratch / "restored.sqlite3"


def can_be_read() -> bool:
    """Whether the present database is there and whole."""
    path = _live()
    if not path.exists() or not path.stat().st_size:
        return False
    try:
        with _open(path) as live:
            return not _faults(live) and "django_migrations" in _tables(live)
    except sqlite3.DatabaseError:
        return False


def was_cut_short() -> bool:
    """No restore is: it takes one step."""
    return False


def take_back() -> None:
    pass


@contextmanager
def put_in_place(scratch: Path, again: Callable[[], Iterable[bytes]]) -> Iterator[None]:
    """Meanwhile the app's connection leads to what was restored, and ``BEFORE`` to what is there, if it can
    be read; on leaving well the one takes the place of the other, by one rename.
    """
    restored, live, readable = restored_in(scratch), _live(), can_be_read()
    _nobody_else_has_open(live)
    with _connected_to(restored):
        if readable:
            with connection.cursor() as cursor:
                cursor.execute(f"ATTACH DATABASE %s AS {BEFORE}", [str(live)])
        yield
    with _open(restored) as whole:
        whole.execute("PRAGMA journal_mode = DELETE")  # what waits beside it comes into the file
        whole.execute("PRAGMA synchronous = FULL")
    _replace(live, restored, scratch / "before.sqlite3")


def _replace(live: Path, restored: Path, aside: Path) -> None:
    """What was there is overwritten once it has no name any more; a journal of its own goes before."""
    if live.exists():
        _nobody_else_has_open(live)
        for ending in ("-wal", "-shm", "-journal"):  # of one that could not be opened: not the new one's
            live.with_name(live.name + ending).unlink(missing_ok=True)
        os.link(live, aside)
    os.replace(restored, live)
    keep_names(live.parent)
    if aside.exists():
        wipe(aside)


def _nobody_else_has_open(live: Path) -> None:
    """Another connection, of whatever program, keeps the write-ahead log from being closed."""
    if not live.exists():
        return
    connection.close()
    try:
        with _open(live, wait=0) as alone:
            alone.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError:
        raise Refused(
            "The database is open in another program (the service, a shell): end that first."
        ) from None
    except sqlite3.DatabaseError:
        return  # it is damaged, and no program goes on with it


@contextmanager
def _connected_to(path: Path) -> Iterator[None]:
    live = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = path
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = live


def _live() -> Path:
    return Path(connection.settings_dict["NAME"])


def _open(path: Path, wait: float = 20):
    return closing(sqlite3.connect(path, timeout=wait, isolation_level=None))


def _parts(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while part := file.read(AT_A_TIME):
            yield part


def _faults(database: sqlite3.Connection) -> str:
    (first,) = database.execute("PRAGMA integrity_check(1)").fetchone()
    return "" if first == "ok" else first


def _tables(database: sqlite3.Connection) -> list[str]:
    found = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    return [name for (name,) in found.fetchall()]


def _counts(database: sqlite3.Connection) -> dict[str, int]:
    return {
        table: database.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
        for table in sorted(_tables(database))
    }
