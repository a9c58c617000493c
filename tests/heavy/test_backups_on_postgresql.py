"""A backup and a restore on a PostgreSQL of the test's own, with its real tools."""

import base64
import os
import subprocess
import sys

import psycopg
import pytest

from config.environment import ROOT
from tests.installation import real_settings
from tests.postgresql import Server

pytestmark = pytest.mark.heavy

BEGIN = """
from django.contrib.auth.models import User
from guidance.models import Edition
from interview.models import Interview
for code in ("KAI-52", "LOE-10"):
    Interview.objects.create(owner=User.objects.get(), edition=Edition.objects.get(), code=code, sealed=b"")
"""
DELETE = "from interview.models import Interview; Interview.objects.get(code='KAI-52').delete()"
KILLED = """
import os, pathlib, signal
from interview.traces.backups import carried_over, restoring
carried_over.run_the_clocks = lambda *given: os.kill(os.getpid(), signal.SIGKILL)
restoring.restore(pathlib.Path({path!r}), lambda offer: True)
"""


@pytest.fixture(scope="module")
def server():
    server = Server().start()
    yield server
    server.stop()


@pytest.fixture
def database(server):
    """database("SELECT …"): its rows, asked by another program."""
    with psycopg.connect(server.address("postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE ours")

    def ask(question: str) -> list[tuple]:
        with psycopg.connect(server.address("ours")) as connection:
            return connection.execute(question).fetchall()

    return ask


@pytest.fixture
def manage(server, database, tmp_path):
    """manage("backup", …): what the command says, its errors after it."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    environment = {"PATH": os.environ["PATH"], **real_settings(folder)}
    environment["RINNALLA_DATABASE"] = server.address("ours")
    environment["RINNALLA_BACKUP_KEYS"] = f"one:{base64.b64encode(bytes(range(1, 33))).decode()}"

    def manage(*arguments: str, sent: str = "") -> str:
        command = [sys.executable, "manage.py", *arguments]
        ended = subprocess.run(command, cwd=ROOT, env=environment, input=sent, capture_output=True, text=True)
        return ended.stdout + ended.stderr

    return manage


def test_what_was_there_then_is_there_again_but_for_what_was_deleted(manage, database, tmp_path):
    codes = "SELECT code FROM interview_interview ORDER BY code"
    aside = "SELECT count(*) FROM pg_namespace WHERE nspname = 'rinnalla_before'"
    manage("init", "--administrator", "anna", "--guidance", sent="kolme hiljaista koivua\n")
    manage("shell", "-c", BEGIN)
    assert "read again and checked" in manage("backup")
    [path] = (tmp_path / "data" / "backups").iterdir()
    manage("shell", "-c", DELETE)
    database("UPDATE interview_interview SET code = 'TUI-33' RETURNING code")

    assert "Traceback" not in manage("shell", "-c", KILLED.format(path=str(path)))
    assert database(aside) == [(1,)]
    assert "A restore was cut short" in manage("serve")
    assert "is in its place" in manage("restore", "--take-back")
    assert database(codes) == [("TUI-33",)]
    assert database(aside) == [(0,)]

    assert "1 interviews had been deleted since" in manage("restore", str(path), "--yes")
    assert database(codes) == [("LOE-10",)]
    assert database(aside) == [(0,)]
    assert database("SELECT kind FROM interview_event ORDER BY id DESC LIMIT 1") == [("restored",)]
    assert "as they were anchored" in manage("check_log")
