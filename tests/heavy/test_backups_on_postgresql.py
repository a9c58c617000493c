"""A backup and a restore on a PostgreSQL of the test's own, with its real tools."""

import base64
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

from config.environment import ROOT
from tests.installation import real_settings

pytestmark = pytest.mark.heavy

PASSWORD = "hush hush"
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
    """The port of a server that answers on this machine alone, in a folder that goes with it."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not programs:
        pytest.fail("This test needs a PostgreSQL server (Debian: apt-get install postgresql).")
    folder = Path(tempfile.mkdtemp(prefix="rinnalla-postgresql-"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (folder / "password").write_text(PASSWORD)
    given = {}
    if os.geteuid() == 0:  # which it refuses
        shutil.chown(folder, "postgres")
        shutil.chown(folder / "password", "postgres")
        given = {"user": "postgres", "group": pwd.getpwnam("postgres").pw_gid, "extra_groups": []}

    def run(name: str, *arguments: str) -> None:
        command = [programs[-1] / name, "-D", folder / "data", *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd=folder, **given)

    run("initdb", "-U", "rinnalla", "-A", "scram-sha-256", f"--pwfile={folder / 'password'}")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
    log = str(folder / "log")
    run("pg_ctl", "-w", "-l", log, "-o", options, "start")
    try:
        yield port
    finally:
        run("pg_ctl", "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder)


@pytest.fixture
def database(server):
    """database("SELECT …"): its rows, asked by another program."""
    address = {"host": "127.0.0.1", "port": server, "user": "rinnalla", "password": PASSWORD}
    with psycopg.connect(**address, dbname="postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE ours")

    def ask(question: str) -> list[tuple]:
        with psycopg.connect(**address, dbname="ours") as connection:
            return connection.execute(question).fetchall()

    return ask


@pytest.fixture
def manage(server, database, tmp_path):
    """manage("backup", …): what the command says, its errors after it."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    environment = {"PATH": os.environ["PATH"], **real_settings(folder)}
    environment["RINNALLA_DATABASE"] = f"postgres://rinnalla:hush%20hush@127.0.0.1:{server}/ours"
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
