"""What takes a turn to write, what gives it back, and what a wait without end becomes."""

import gc
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

import pytest
from django.conf import settings
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from config.sqlite.base import DatabaseWrapper
from config.sqlite.turns import Turn
from interview.accounts import Session
from interview.models import Interview

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def other() -> Iterator[DatabaseWrapper]:
    """One more connection, as of another thread or process."""
    other = connection.copy()
    yield other
    other.close()


@pytest.fixture
def short(monkeypatch) -> Iterator[None]:
    """Nobody waits for more than a moment.

    A statement that failed stays in its error, and SQLite keeps its file open until that is collected: it
    would be in the way of tests that want the database to themselves.
    """
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.05)
    connection.close()
    yield
    connection.close()
    gc.collect()


@pytest.fixture
def told(monkeypatch) -> list[str]:
    """What happens, in order: turns and statements."""
    told: list[str] = []
    take, give_back = Turn.take, Turn.give_back

    def taking(turn: Turn, limit: float) -> float | None:
        told.append("take")
        return take(turn, limit)

    def giving_back(turn: Turn) -> None:
        if turn.is_mine:
            told.append("give back")
        give_back(turn)

    monkeypatch.setattr(Turn, "take", taking)
    monkeypatch.setattr(Turn, "give_back", giving_back)
    return told


@contextmanager
def statements(told: list[str]) -> Iterator[None]:
    def tell(execute, sql, *others):
        told.append(sql.split()[0])
        return execute(sql, *others)

    with connection.execute_wrapper(tell):
        yield


def is_free(other: DatabaseWrapper) -> bool:
    """Whether somebody else could write now."""
    other.ensure_connection()
    free = other.turn.take(0.01) is not None
    other.turn.end()
    return free


def touch() -> None:
    Session.objects.update(touched_at=timezone.now())


def test_the_app_takes_turns_and_so_does_every_command():
    assert settings.DATABASES["default"]["ENGINE"] == "config.sqlite"
    assert settings.DATABASES["default"]["OPTIONS"]["timeout"] == 10


def test_a_transaction_has_its_turn_before_it_begins_and_until_it_is_over(told):
    with statements(told):
        with transaction.atomic():
            touch()
            told.append("written")
        told.append("after")
    assert told == ["take", "BEGIN", "UPDATE", "written", "give back", "after"]


def test_within_it_nothing_takes_another(told, other):
    with transaction.atomic():
        with transaction.atomic():
            touch()
        touch()
        assert not is_free(other)
    assert is_free(other)
    assert told.count("take") == 3  # one of it, and two of whoever looks


def test_a_transaction_that_fails_gives_its_turn_back(other):
    with suppress(ZeroDivisionError), transaction.atomic():
        touch()
        assert not is_free(other)
        raise ZeroDivisionError
    assert is_free(other)


def test_one_that_cannot_be_committed_keeps_its_turn_until_it_is_taken_back(told, other):
    interview = Interview(owner_id=0, edition_id=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        interview.save(force_insert=True)
    assert told == ["take", "give back"]
    assert is_free(other)


def test_one_that_cannot_begin_gives_its_turn_back(short, other):
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as shell:
        shell.execute("BEGIN IMMEDIATE")  # a program that takes no turns
        with pytest.raises(OperationalError, match="locked"), transaction.atomic():
            raise AssertionError("it has begun")
        assert is_free(other)


def test_a_connection_that_is_closed_gives_its_turn_back(other):
    with transaction.atomic():
        touch()
        connection.close()
        assert is_free(other)


def test_a_statement_that_writes_alone_has_a_turn_of_its_own(told):
    with statements(told):
        touch()
        told.append("after")
    assert told == ["UPDATE", "take", "give back", "after"]


@pytest.mark.parametrize(
    "statement", ["  update auth_group set name = name", "PRAGMA wal_checkpoint(TRUNCATE)"]
)
def test_however_it_is_written(told, statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert told == ["take", "give back"]


def test_many_rows_at_once_are_one_turn(told):
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO auth_group (name) VALUES (%s)", [["one"], ["two"]])
    assert told == ["take", "give back"]


def test_whoever_reads_waits_for_nobody(other, told):
    with transaction.atomic():
        touch()
        told.clear()
        with other.cursor() as cursor:
            assert cursor.execute("SELECT count(*) FROM auth_group").fetchone()
    assert told == ["give back"]


def test_a_database_in_memory_has_no_turns():
    alone = connection.copy()
    alone.settings_dict = {**connection.settings_dict, "NAME": ":memory:"}
    with alone.cursor() as cursor:
        cursor.execute("CREATE TABLE words (word text)")
    assert alone.turn is None
    alone.connection.close()


def test_each_database_has_turns_of_its_own(tmp_path, other):
    other.settings_dict = {**connection.settings_dict, "NAME": tmp_path / "another.sqlite3"}
    with transaction.atomic():
        assert is_free(other)
    assert (tmp_path / "another.sqlite3-turn").exists()


def test_whoever_has_waited_long_for_a_turn_has_the_less_time_for_sqlite_itself(monkeypatch):
    def left() -> int:
        with connection.cursor() as cursor:
            return cursor.execute("PRAGMA busy_timeout").fetchone()[0]

    assert left() == 10_000
    monkeypatch.setattr(Turn, "take", lambda turn, limit: vars(turn).update(is_mine=True) or 7.0)
    with transaction.atomic():
        assert left() == 3_000
    assert left() == 10_000
