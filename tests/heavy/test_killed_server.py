"""The server is killed in the middle of its work, time after time: no save that it acknowledged is lost."""

import http.client
import threading
import urllib.error

import pytest

from tests.browser.server import Server
from tests.rounds import ROUNDS
from tests.visitor import Visitor, note_on

pytestmark = [pytest.mark.heavy, pytest.mark.faults]

SAVERS = 4
ACKNOWLEDGED = 15  # saves by each before the server dies
KILLS = ROUNDS
HTMX = {"HX-Request": "true"}


class Saver(threading.Thread):
    """Saves one note after another, and remembers the last number that the server acknowledged."""

    def __init__(self, url: str):
        super().__init__()
        self.visitor = Visitor(url)
        self.stage = self.visitor.begin()
        self.acknowledged = -1
        self.busy = threading.Event()

    def run(self) -> None:
        page = self.visitor.get(self.stage)
        try:
            for number in range(100_000):
                fields = {"version": number + 1, "note-pace": f"{number} ja muuta"}
                self.visitor.post(self.stage, fields, on=page, **HTMX)
                self.acknowledged = number
                if number == ACKNOWLEDGED:
                    self.busy.set()
        except (urllib.error.URLError, ConnectionError, http.client.HTTPException, TimeoutError):
            self.busy.set()


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path / "data").start()
    yield server
    server.stop()


def test_no_acknowledged_save_is_lost(server):
    for _ in range(KILLS):
        savers = [Saver(server.url) for _ in range(SAVERS)]
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
            kept = note_on(Visitor(server.url).get(saver.stage), "note-pace")
            assert int(kept.split()[0]) >= saver.acknowledged
