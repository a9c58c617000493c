"""Databases as earlier versions made them, to be brought up to date and read (`python -m tests.upgrades`)."""

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg

KEPT = Path(__file__).parent
VERSIONS = ("first", "2026-11-29")  # the first schema that landed, and others by their day

# What every one of them holds, made up.
NAME, PASSWORD = "aino", "kolme hiljaista koivua"
NOTES = {"note-pace": "Kertoi pihatiestä.", "note-safety": "Setä odottaa – ”sukulainen”.\nToinen rivi."}
ANSWERS = {"check-alone": "yes", "check-threat": "unsure", "sign-nervous": "noticed"}


def put_into_sqlite(version: str, path: Path) -> None:
    path.write_bytes(gzip.decompress((KEPT / f"{version}.db.gz").read_bytes()))


def put_into_postgresql(version: str, address: str) -> None:
    """Into an empty database."""
    with psycopg.connect(address) as connection:
        connection.execute((KEPT / f"{version}.sql").read_bytes())


def keep_sqlite(version: str, path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = DELETE")
        database.execute("VACUUM")
    (KEPT / f"{version}.db.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))


def keep_postgresql(version: str, dump: str) -> None:
    """Without what is said to psql alone (``\\restrict``)."""
    lines = [line for line in dump.splitlines() if not line.startswith(("\\", "--")) and line]
    (KEPT / f"{version}.sql").write_text("\n".join(lines) + "\n", encoding="utf-8")
