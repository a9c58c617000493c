"""The server is killed in the middle of its work, time after time: no save that it acknowledged is lost."""

import http.client
import threading
import urllib.error

import pytest

from tests.browser.server import Server
from tests.markup import attribute
from tests.rounds import ROUNDS
from tests.visitor import Visitor, note_on

pytestmark = [pytest.mark.heavy, pytest.mark.faults]

SAVERS = 4
ACKNOWLEDGED = 15  # saves by each before the server dies
KILLS = ROUNDS
HTMX = {"HX-Request": "true"}


class Saver(threading.Thread):
    """Saves one note after another, and remembers the last number that the server acknowledged."""

    def __init__(self, url: str, stage: str = ""):
        super().__init__()
        self.visitor = Visitor(url)
        self.stage = stage or self.visitor.begin()
        self.page = self.visitor.get(self.stage)
        self.first = self.number = _number_on(self.page) + 1
        self.busy = threading.Event()

    @property
    def acknowledged(self) -> int:
        return self.number - self.first

    def run(self) -> None:
        version = int(attribute(self.page, "[name=version]", "value"))
        try:
            while True:
                fields = {"version": version + self.acknowledged, "note-pace": f"{self.number} ja muuta"}
                self.visitor.post(self.stage, fields, on=self.page, **HTMX)
                self.number += 1
                if self.acknowledged == ACKNOWLEDGED:
                    self.busy.set()
        except (urllib.error.URLError, ConnectionError, http.client.HTTPException, TimeoutError):
            self.busy.set()


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path / "data").start()
    yield server
    server.stop()


def test_no_acknowledged_save_is_lost(server):
    stages = [""] * SAVERS  # each begins one, and goes on in it: nobody begins scores within a minute
    for _ in range(KILLS):
        savers = [Saver(server.url, stage) for stage in stages]
        stages = [saver.stage for saver in savers]
        for saver in savers:
            saver.start()
        for saver in savers:
            assert saver.busy.wait(timeout=120)
        server.kill()
        for saver in savers:
            saver.join(timeout=90)
        assert all(saver.acknowledged >= ACKNOWLEDGED for saver in savers)

        server.start()
        for saver in savers:
            assert _number_on(Visitor(server.url).get(saver.stage)) + 1 >= saver.number


def _number_on(page: str) -> int:
    note = note_on(page, "note-pace")
    return int(note.split()[0]) if note.strip() else -1
