"""The database backend that settings name. Whatever writes waits for its turn: a transaction until it ends, a
statement outside of one until it is done. Who only reads waits for nobody.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from .turns import Turn

WRITES = (
    *("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER", "REINDEX", "VACUUM"),
    "PRAGMA WAL_CHECKPOINT",
    "PRAGMA USER_VERSION",
)
LONGEST = max(map(len, WRITES))
NOTICEABLE = 0.5  # seconds; whoever has waited for so long has less time left for SQLite's own lock


class NoTurn(OperationalError):
    """Others were writing all the time; told as SQLite's own lock is."""

    sqlite_errorname = "SQLITE_BUSY"


class DatabaseWrapper(base.DatabaseWrapper):
    """``timeout`` of the options is the most that a write waits, for its turn and for SQLite together: a
    program that takes no turns, such as a shell, may be writing as well.
    """

    turn: Turn | None = None  # where the database is a file
    _has_less_time = False

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        if not self.is_in_memory_db():
            self.turn = Turn(Turn.beside(self.settings_dict["NAME"]))
        return super().get_new_connection(conn_params)

    def create_cursor(self, name: str | None = None) -> Any:
        cursor = self.connection.cursor(factory=Cursor)
        cursor.database = self
        return cursor

    @contextmanager
    def in_turn(self) -> Iterator[None]:
        """Of a single statement; within a transaction it is its turn already."""
        if self.turn is None or self.turn.is_mine:
            yield
            return
        self._take_turn(self.turn)
        try:
            yield
        finally:
            self._end_turn()

    def _start_transaction_under_autocommit(self) -> None:
        if self.turn is not None:
            self._take_turn(self.turn)
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()
        finally:
            self._end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            if self.turn is not None:
                self.turn.end()

    def _take_turn(self, turn: Turn) -> None:
        limit = self._longest_wait()
        try:
            waited = turn.take(limit)
        except OSError as error:
            raise OperationalError(f"no turn to write can be taken ({error})") from error
        if waited is None:
            raise NoTurn(f"database is locked: others were writing for {limit} seconds")
        if waited > NOTICEABLE:
            self._has_less_time = True
            self._wait_for_sqlite(limit - waited)

    def _end_turn(self) -> None:
        """Where the transaction is over: one that could not be committed is still to be rolled back."""
        if self.turn is None or not self.turn.is_mine or self.connection.in_transaction:
            return
        if self._has_less_time:
            self._has_less_time = False
            self._wait_for_sqlite(self._longest_wait())
        self.turn.give_back()

    def _longest_wait(self) -> float:
        return self.settings_dict["OPTIONS"].get("timeout", 5.0)

    def _wait_for_sqlite(self, seconds: float) -> None:
        self.connection.execute(f"PRAGMA busy_timeout = {max(0, int(seconds * 1000))}")


class Cursor(base.SQLiteCursorWrapper):
    database: DatabaseWrapper

    def execute(self, query: str, params: Any = None) -> Any:
        if not _writes(query):
            return super().execute(query, params)
        with self.database.in_turn():
            return super().execute(query, params)

    def executemany(self, query: str, param_list: Any) -> Any:
        with self.database.in_turn():
            return super().executemany(query, param_list)


def _writes(query: str) -> bool:
    return query.lstrip()[:LONGEST].upper().startswith(WRITES)
