"""Not even the sealed form of what was deleted is left in the database's file, or in its journal."""

import sqlite3
from pathlib import Path

import pytest
from django.db import connection

from config.sqlite.turns import Turn
from interview.models import Interview
from interview.traces.journal import truncate

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]


def file() -> Path:
    return Path(connection.settings_dict["NAME"])


def journal() -> Path:
    return file().with_name(f"{file().name}-wal")


def found(words: bytes) -> list[str]:
    return [path.name for path in (file(), journal()) if words in path.read_bytes()]


def test_what_was_deleted_is_found_nowhere(worker_client, interview, at):
    worker_client.post(at(1), {"version": 0, "note-pace": "Rivi, joka jää lokiin"})
    before = bytes(Interview.objects.get().sealed)
    worker_client.post(at(1), {"version": 1, "note-pace": "Rivi toisin " * 500})
    sealed = bytes(Interview.objects.get().sealed)
    assert found(sealed[-60:]) != []

    worker_client.post(at("delete"))
    assert [found(value[place : place + 40]) for value in (before, sealed) for place in (20, -60)] == [[]] * 4


def test_the_app_asks_for_it_whatever_the_hosts_sqlite_does_by_itself():
    connection.close()
    connection.ensure_connection()
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA secure_delete").fetchone() == (1,)
    assert "secure_delete=ON" in connection.settings_dict["OPTIONS"]["init_command"]


def test_while_somebody_reads_older_pages_it_waits_a_little_and_the_next_time_does_it(interview):
    reader = sqlite3.connect(file(), isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM interview_interview").fetchone()
    interview.delete()
    assert truncate() is False
    reader.execute("COMMIT")
    reader.close()
    assert truncate() is True
    assert journal().stat().st_size == 0


def test_while_somebody_writes_all_the_time_it_is_left_for_the_next_time(monkeypatch, interview):
    monkeypatch.setattr(Turn, "take", lambda turn, limit: None)
    assert truncate() is False
    monkeypatch.undo()
    assert truncate() is True


def test_another_database_has_none_to_cut(monkeypatch):
    monkeypatch.setattr(connection, "vendor", "postgresql")
    assert truncate() is True
