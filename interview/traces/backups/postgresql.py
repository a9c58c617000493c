"""A database in PostgreSQL, by its own tools: pg_dump, pg_restore and psql.

Nothing of it lies on this machine's disk in between: each tool reads what the one before it writes. User,
host and password reach them through their environment; what is an argument every user of the machine can see.
"""

import os
import re
import subprocess
import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from django.db import connection, transaction

from interview.traces.deleted_ids import TABLE as DELETED

from .refused import Refused
from .scratch import AT_A_TIME
from .tables import BEFORE, Copy

KIND = "postgresql"
IN_THE_ENVIRONMENT = {
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "sslcrl": "PGSSLCRL",
    "ssl_min_protocol_version": "PGSSLMINPROTOCOLVERSION",
    "channel_binding": "PGCHANNELBINDING",
    "connect_timeout": "PGCONNECT_TIMEOUT",
    "target_session_attrs": "PGTARGETSESSIONATTRS",
    "application_name": "PGAPPNAME",
}
# psql stops at the first error, and names it by its number: its words may hold what stands in a row.
PSQL = ["psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--set=VERBOSITY=sqlstate"]
RESTORE = ["pg_restore", "--no-owner", "--no-privileges", "--file=-"]
TABLE = rb'(?:"?\w+"?\.)?"?(?P<table>\w+)"? '
CREATE = re.compile(rb"CREATE TABLE " + TABLE + rb"\(\n")
COPY = re.compile(rb"COPY " + TABLE + rb"\(.*\) FROM stdin;\n")


@contextmanager
def copied(scratch: Path, without_rows: Collection[str]) -> Iterator[Copy]:
    """A dump of what is committed at one moment, without the rows of the tables named."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot(), current_schema()")
        snapshot, schema = cursor.fetchone()
        counts = {table: _count(cursor, table) for table in _tables(cursor)}
        counts |= dict.fromkeys(set(without_rows) & set(counts), 0)
        yield Copy(counts, _output(_dump(schema, snapshot, without_rows)))


def looked_through(parts: Iterable[bytes], scratch: Path) -> dict[str, int]:
    """The rows of each table in a dump, which is read to its end. Raises Refused where it is not whole."""
    with _fed(RESTORE, parts) as script:
        return _rows_in(script)


def _rows_in(script: Iterable[bytes]) -> dict[str, int]:
    rows: dict[str, int] = {}
    table = None
    for line in script:
        if table is None:
            if created := CREATE.fullmatch(line):
                rows[created["table"].decode()] = 0
            elif copied := COPY.fullmatch(line):
                table = copied["table"].decode()
        elif line == b"\\.\n":
            table = None
        else:
            rows[table] += 1
    return rows


def can_be_read() -> bool:
    return "django_migrations" in connection.introspection.table_names()


@contextmanager
def put_in_place(scratch: Path, again: Callable[[], Iterable[bytes]]) -> Iterator[None]:
    """In one transaction what is there moves into the schema ``BEFORE`` and what was dumped takes its place.

    On leaving well the one goes, otherwise it comes back.
    """
    _nobody_else_is_connected()
    _replace(again())
    try:
        yield
    except BaseException:
        take_back()
        raise
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA {BEFORE} CASCADE")


def take_back() -> None:
    """What was there before a restore that was cut short comes back."""
    if not before_is_there():
        return
    with transaction.atomic(), connection.cursor() as cursor:
        schema = _schema(cursor)
        for table in _tables(cursor):
            cursor.execute(f'DROP TABLE "{table}" CASCADE')
        for table in tables_before():
            cursor.execute(f'ALTER TABLE {BEFORE}."{table}" SET SCHEMA "{schema}"')
        cursor.execute(f"DROP SCHEMA {BEFORE}")


def was_cut_short() -> bool:
    return before_is_there()


def before_is_there() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regnamespace(%s) IS NOT NULL", [BEFORE])
        return cursor.fetchone()[0]


def tables_before() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [BEFORE])
        return [name for (name,) in cursor.fetchall()]


def _dump(schema: str, snapshot: str, without_rows: Collection[str]) -> list[str]:
    return [
        *["pg_dump", "--format=custom", "--no-owner", "--no-privileges"],
        *[f'--schema="{schema}"', f"--snapshot={snapshot}", f'--exclude-table="{schema}"."{DELETED}"'],
        *[f'--exclude-table-data="{schema}"."{table}"' for table in sorted(without_rows)],
    ]


def _replace(parts: Iterable[bytes]) -> None:
    """psql is sent its last line, which makes all of it so, once everything before went well."""
    with connection.cursor() as cursor:
        schema = _schema(cursor)
        tables = _tables(cursor)
    connection.close()  # it would wait for itself
    begin = [f"CREATE SCHEMA {BEFORE};"]
    begin += [f'ALTER TABLE "{schema}"."{table}" SET SCHEMA {BEFORE};' for table in tables]
    with _psql() as send:
        send("\n".join(["BEGIN;", *begin, ""]).encode())
        with _fed([*RESTORE, f"--schema={schema}"], parts) as script:
            while part := script.read(AT_A_TIME):
                send(part)
        send(b"\nCOMMIT;\n")


def _nobody_else_is_connected() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND usename IS NOT NULL"
        )
        if cursor.fetchone()[0]:
            raise Refused("The database is open in another program (the service, a shell): end that first.")


def _schema(cursor) -> str:
    cursor.execute("SELECT current_schema()")
    return cursor.fetchone()[0]


def _tables(cursor) -> list[str]:
    """All but the list of deleted interviews, which stays where it is."""
    cursor.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename <> %s", [DELETED]
    )
    return sorted(name for (name,) in cursor.fetchall())


def _count(cursor, table: str) -> int:
    cursor.execute(f'SELECT count(*) FROM "{table}"')
    return cursor.fetchone()[0]


# --- The tools --------------------------------------------------------------------------------------------


def environment() -> dict[str, str]:
    """What the tools need to know; the app's own keys are not for them."""
    database = connection.settings_dict
    given = {f"PG{name}": str(database[name]) for name in ("HOST", "PORT", "USER", "PASSWORD")}
    given |= {"PGDATABASE": str(database["NAME"]), "PGCLIENTENCODING": "UTF8"}
    for name, value in database["OPTIONS"].items():
        if name in IN_THE_ENVIRONMENT:
            given[IN_THE_ENVIRONMENT[name]] = value
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return kept | {"LC_ALL": "C"} | {name: value for name, value in given.items() if value}


def _output(command: list[str]) -> Iterator[bytes]:
    with _running(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as tool:
        while part := tool.stdout.read(AT_A_TIME):
            yield part


@contextmanager
def _fed(command: list[str], parts: Iterable[bytes]) -> Iterator[IO[bytes]]:
    """What the tool writes while it is sent ``parts``; whatever they raise is raised here."""
    with _running(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as tool:
        feeder = _Feeder(tool.stdin, parts)
        feeder.start()
        try:
            yield tool.stdout
        finally:
            tool.stdout.close()
            feeder.join()
        if feeder.error:
            raise feeder.error


class _Ended(Exception):
    """psql reads no further."""


@contextmanager
def _psql() -> Iterator[Callable[[bytes], None]]:
    """A function that sends it something; it has done all of that when this is left well."""
    with _running(PSQL, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as tool:

        def send(script: bytes) -> None:
            try:
                tool.stdin.write(script)
                tool.stdin.flush()
            except BrokenPipeError:
                raise _Ended from None

        with suppress(_Ended):  # what it ended with says why
            yield send


class _Feeder(threading.Thread):
    def __init__(self, file: IO[bytes], parts: Iterable[bytes]):
        super().__init__(daemon=True)
        self._file, self._parts = file, parts
        self.error: Exception | None = None

    def run(self) -> None:
        try:
            with self._file as file:
                for part in self._parts:
                    file.write(part)
        except BrokenPipeError:
            pass  # the tool has ended, and says itself why
        except Exception as error:
            self.error = error


@contextmanager
def _running(command: list[str], **pipes: int) -> Iterator[subprocess.Popen]:
    """A tool; it is ended where something else goes wrong, and where it fails itself, that is said."""
    with TemporaryFile() as said:
        try:
            tool = subprocess.Popen(command, env=environment(), stderr=said, **pipes)
        except OSError:
            raise Refused(
                f"Install {command[0]} of PostgreSQL, of the server's version or newer: it is not here."
            ) from None
        try:
            yield tool
        except BaseException:
            tool.kill()
            raise
        finally:
            _close(tool)
        if tool.returncode:
            said.seek(0)
            raise Refused(f"{command[0]} failed: {_first_line(said.read(2000))}")


def _close(tool: subprocess.Popen) -> None:
    with suppress(BrokenPipeError), tool:
        pass  # its pipes are closed, and its end is waited for


def _first_line(said: bytes) -> str:
    lines = said.decode(errors="replace").splitlines()
    return next(iter(lines), "it said nothing").removesuffix(".") + "."
