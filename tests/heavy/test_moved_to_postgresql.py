"""An installation moves from SQLite into PostgreSQL as its administrator does it, by commands alone."""

import hashlib
import os
import subprocess
import sys

import pytest

from config.environment import ROOT, SQLITE
from tests.heavy.test_backups_on_postgresql import BEGIN, database, server  # noqa: F401 (pytest looks here)
from tests.installation import real_settings

pytestmark = pytest.mark.heavy

WRITE = f"""
{BEGIN}
for interview in Interview.objects.all():
    interview.seal_anew(b'{{"version": 0}}')
    interview.save()
"""
KILLED = """
import os, signal
from interview.traces.moving.move import move
move({address!r}, lambda what, done, number: what == "Opened" and os.kill(os.getpid(), signal.SIGKILL))
"""


@pytest.fixture
def manage(tmp_path):
    """manage("check_log", …): what the command says; ``at``: of the installation in PostgreSQL."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)

    def manage(*arguments: str, sent: str = "", at: str = "") -> str:
        environment = {"PATH": os.environ["PATH"], **real_settings(folder)}
        command = [sys.executable, "manage.py", *arguments]
        if at:
            environment["RINNALLA_DATABASE"] = at
        ended = subprocess.run(command, cwd=ROOT, env=environment, input=sent, capture_output=True, text=True)
        return ended.stdout + ended.stderr

    return manage


def test_an_installation_goes_on_in_postgresql_where_it_stood_in_sqlite(manage, server, database, tmp_path):  # noqa: F811
    there = server.address("ours")
    manage("init", "--administrator", "anna", "--guidance", sent="kolme hiljaista koivua\n")
    manage("shell", "-c", WRITE)
    manage("purge")
    file = tmp_path / "data" / SQLITE
    before = hashlib.sha256(file.read_bytes()).digest()

    assert "Traceback" not in manage("shell", "-c", KILLED.format(address=there))
    assert database("SELECT count(*) FROM auth_user") == [(0,)]

    said = manage("move_to", "-", sent=f"{there}\n")
    assert "Each was read back and is the same; 4 sealed values were opened." in said
    assert hashlib.sha256(file.read_bytes()).digest() == before
    assert database("SELECT code FROM interview_interview ORDER BY code") == [("KAI-52",), ("LOE-10",)]
    assert "is in use" in manage("move_to", there)

    assert "as they were anchored" in manage("check_log", at=there)
    opened = (
        "from interview.models import Interview; print([i.unsealed()[:14] for i in Interview.objects.all()])"
    )
    assert manage("shell", "-v", "0", "-c", opened, at=there).count('{"version": 0}') == 2
    assert "has PostgreSQL already" in manage("move_to", there, at=there)
