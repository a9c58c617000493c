"""The sealing keys are changed as docs/operating.md says, while people save, and killed half-way."""

import base64
import os
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing

import pytest

from config.demo import FILE
from tests.browser.server import ROOT, Server
from tests.visitor import Visitor, note_on

pytestmark = pytest.mark.heavy

SAVERS = 3
STORED = 150
NEW = "next:" + base64.b64encode(os.urandom(32)).decode()
NAME = "RINNALLA_SEALING_KEYS="
STORE = f"""
from django.contrib.auth.models import User
from guidance.models import Edition
from interview.models import Interview
from interview.sheet.answers import AnswerSheet
for number in range({STORED}):
    interview = Interview(owner=User.objects.get(username="colleague"), edition=Edition.objects.live())
    interview.keep(AnswerSheet(version=number))
    interview.save(force_insert=True)
"""
READ = """
from interview.models import Interview
print(sorted(interview.open_sheet().version for interview in Interview.objects.all())[-1])
"""


class Saver(threading.Thread):
    """Saves one note after another, without a pause, until it is told to stop."""

    def __init__(self, url: str):
        super().__init__()
        self.visitor = Visitor(url)
        self.stage = self.visitor.begin()
        self.stopped, self.acknowledged = threading.Event(), -1

    def run(self) -> None:
        page = self.visitor.get(self.stage)
        while not self.stopped.is_set():
            fields = {"version": self.acknowledged + 2, "note-pace": f"{self.acknowledged + 1} ja muuta"}
            self.visitor.post(self.stage, fields, on=page, **{"HX-Request": "true"})
            self.acknowledged += 1


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path / "data").start()
    yield server
    server.stop()


def restart_with(server: Server, *keys: str) -> None:
    server.stop()
    path = server.folder / FILE
    lines = [line for line in path.read_text().splitlines() if not line.startswith(NAME)]
    path.write_text("\n".join([*lines, NAME + ",".join(keys), ""]))
    server.start()


def key_of(server: Server) -> str:
    lines = (server.folder / FILE).read_text().splitlines()
    return next(line.removeprefix(NAME) for line in lines if line.startswith(NAME))


def sealed_with(server: Server, key_id: bytes) -> int:
    front = bytes([len(key_id)]) + key_id
    with closing(sqlite3.connect(server.folder / "rinnalla.sqlite3", timeout=20)) as database:
        statement = "SELECT count(*) FROM interview_interview WHERE substr(sealed, 1, ?) = ?"
        return database.execute(statement, (len(front), front)).fetchone()[0]


def kill_half_way(server: Server) -> None:
    command = [sys.executable, "manage.py", "rotate_keys"]
    process = subprocess.Popen(command, cwd=ROOT, env=server._environment())
    before = sealed_with(server, b"next")
    while sealed_with(server, b"next") < before + 20:
        assert process.poll() is None, "it ended before it was killed"
        time.sleep(0.01)
    process.kill()
    process.wait(timeout=20)
    assert sealed_with(server, b"demo") > 0, "nothing was left to do"


def test_keys_are_changed_while_people_save_and_nothing_is_lost(server):
    server.manage("shell", "-c", STORE)
    old = key_of(server)
    restart_with(server, old, NEW)
    restart_with(server, NEW, old)
    savers = [Saver(server.url) for _ in range(SAVERS)]
    for saver in savers:
        saver.start()
    try:
        kill_half_way(server)
        said = server.manage("rotate_keys")
    finally:
        for saver in savers:
            saver.stopped.set()
            saver.join(timeout=90)
    assert "may be taken away: demo." in said
    assert sealed_with(server, b"next") == STORED + SAVERS

    restart_with(server, NEW)
    assert int(server.manage("shell", "-c", READ).split()[-1]) >= STORED - 1
    for saver in savers:
        assert saver.acknowledged > 0
        kept = note_on(Visitor(server.url).get(saver.stage), "note-pace")
        assert kept == f"{saver.acknowledged} ja muuta"
