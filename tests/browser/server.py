"""The app as `make run` serves it, in a process and a folder of its own: what the browser tests walk in."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.utils.crypto import get_random_string

from config import demo
from config.sessions import kept_as

ROOT = Path(__file__).parent.parent.parent
PASSWORD = "kuusi-kolmas-lumi"
HAND_IN = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ |= {"LISTEN_PID": str(os.getpid()), "LISTEN_FDS": "1"}
os.execv(sys.argv[2], sys.argv[2:])
"""
# Of the guidance, all but what was published and what workers remarked.
TABLES_OF_DRAFT = """
SELECT name FROM sqlite_master
WHERE type = 'table' AND name LIKE 'guidance%' AND name NOT IN ('guidance_edition', 'guidance_remark')
"""
LONGEST_START = 90  # seconds; everything is migrated, compressed and published first


class Server:
    """A demo on a free loopback port. It can be stopped, killed, and started again on the same folder."""

    serve = ("serve", "--demo")
    ready = "/readyz"
    handed_in: socket.socket | None = None

    def __init__(self, folder: Path):
        self.folder = folder
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder.parent / f"{folder.name}.log"
        self._prepare()

    def _prepare(self) -> None:
        demo.mark(self.folder)

    def start(self) -> "Server":
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self._command(),
                cwd=ROOT,
                env=self._environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=[self.handed_in.fileno()] if self.handed_in else [],
            )
        try:
            self._wait_until_ready()
        except RuntimeError:
            self.process.kill()  # what never got ready leaves nothing running behind
            raise
        return self

    def answer_at(self, listening: socket.socket) -> None:
        """From the next start on: where somebody listens already, as systemd does for a service."""
        self.handed_in, self.port = listening, listening.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def _command(self) -> list[str]:
        serve = ["manage.py", *self.serve, "--port", str(self.port)]
        if self.handed_in:
            return [sys.executable, "-c", HAND_IN, str(self.handed_in.fileno()), sys.executable, *serve]
        return [sys.executable, *serve]

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)

    def kill(self) -> None:
        """SIGKILL to the server and its workers at once, as when a machine loses its power."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=20)

    def manage(self, *command: str, say: str | None = None) -> str:
        """What `manage.py <command>` prints, beside the running server."""
        return subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self._environment(),
            input=say,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    def end_session(self, key: str) -> None:
        """A log-in ends, as after twelve hours."""
        self._change_one_row("DELETE FROM interview_session WHERE session_key = ?", kept_as(key))

    def leave_session(self, key: str, minutes: float) -> None:
        """Nobody has touched a log-in for so long, as far as the server knows."""
        statement = "UPDATE interview_session SET touched_at = ? WHERE session_key = ?"
        self._change_one_row(statement, _minutes_ago(minutes), kept_as(key))

    def bring_end_near(self, interview: str, days: float) -> None:
        """An interview goes by itself in so many days, and may be kept longer."""
        statement = "UPDATE interview_interview SET due_at = ?, extended_at = NULL WHERE id = ?"
        self._change_one_row(statement, _minutes_ago(-days * 24 * 60), interview.replace("-", ""))

    def copy_session(self, key: str) -> str:
        """One more log-in of the same person, with what this one holds; gives its key."""
        other = get_random_string(32)
        self._change_one_row(
            "INSERT INTO interview_session (session_key, touched_at,"
            " session_data, expire_date, account_id, began_at, used_at, wrong_passwords)"
            " SELECT ?, ?, session_data, expire_date, account_id, began_at, used_at, 0"
            " FROM interview_session WHERE session_key = ?",
            kept_as(other),
            _minutes_ago(0),
            kept_as(key),
        )
        return other

    def rows_of_draft(self) -> dict[str, list[tuple]]:
        """Every table that the desk writes in, with its rows."""
        with self._database() as database:
            tables = [name for (name,) in database.execute(TABLES_OF_DRAFT)]
            return {table: database.execute(f"SELECT * FROM {table}").fetchall() for table in tables}

    def put_back(self, draft: dict[str, list[tuple]]) -> None:
        """As `manage.py load_pack` does, in a hundredth of the time."""
        with self._database() as database:
            for table, rows in draft.items():
                database.execute(f"DELETE FROM {table}")
                if rows:
                    boxes = ", ".join("?" for _ in rows[0])
                    database.executemany(f"INSERT INTO {table} VALUES ({boxes})", rows)

    def publish_the_first_again(self) -> None:
        with self._database() as database:
            columns = [name for _, name, *_ in database.execute("PRAGMA table_info(guidance_edition)")]
            rest = ", ".join(name for name in columns if name not in ("id", "number"))
            database.execute(
                f"INSERT INTO guidance_edition (number, {rest})"
                f" SELECT (SELECT max(number) + 1 FROM guidance_edition), {rest}"
                " FROM guidance_edition WHERE number = 1"
            )

    @contextmanager
    def _database(self) -> Iterator[sqlite3.Connection]:
        """In one transaction."""
        with closing(sqlite3.connect(self.folder / "rinnalla.sqlite3", timeout=20)) as database, database:
            yield database

    def _change_one_row(self, statement: str, *values: str) -> None:
        with self._database() as database:
            assert database.execute(statement, values).rowcount == 1

    def _environment(self) -> dict[str, str]:
        kept = {
            name: os.environ[name]
            for name in ("PATH", "HOME", "LANG", "COVERAGE_PROCESS_CONFIG")
            if name in os.environ
        }
        return {**kept, "DATA_DIR": str(self.folder), "DEMO_PASSWORD": PASSWORD}

    def _wait_until_ready(self) -> None:
        until = time.monotonic() + LONGEST_START
        while time.monotonic() < until and self.process.poll() is None:
            try:
                urllib.request.urlopen(f"{self.url}{self.ready}", timeout=5).close()
                return
            except urllib.error.HTTPError as not_yet:
                not_yet.close()
                time.sleep(0.1)
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.1)
        raise RuntimeError(f"The server did not start:\n{self.log.read_text()}")


def _minutes_ago(minutes: float) -> str:
    """As SQLite keeps a moment."""
    moment = datetime.now(UTC) - timedelta(minutes=minutes)
    return moment.replace(tzinfo=None).isoformat(" ")


def _free_port() -> int:
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return asking.getsockname()[1]
