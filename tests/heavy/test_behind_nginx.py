"""A real installation behind nginx with our file, over TLS: a worker walks, and the service starts anew."""

import http.client
import re
import socket
import ssl
import threading
import time
import urllib.error
from contextlib import closing
from urllib.request import HTTPCookieProcessor, HTTPSHandler, build_opener

import pytest

from tests.browser.over_https import InstallationOverHttps
from tests.browser.test_second_factor import code_of
from tests.heavy.test_proxies import ask
from tests.markup import attributes, part, words
from tests.proxies import Nginx
from tests.visitor import Visitor, note_on

pytestmark = pytest.mark.heavy

FIRST, OWN = "hernekeitto-kiehuu-hitaasti", "hernekeitto-kiertää-hitaasti"
MAKE_ACCOUNT = f"""
from django.contrib.auth.models import Group, User
user = User.objects.create_user("maija", password="{FIRST}")
user.groups.add(Group.objects.get(name="Workers"))
"""
SAVERS = 4
RESTARTS = 3
HTMX = {"HX-Request": "true"}
AWAY = "Palvelu ei vastaa juuri nyt"


class Worker(Visitor):
    """Goes in as people do: a password of her own, an app on her phone."""

    def __init__(self, proxy: Nginx):
        self._url = proxy.url
        context = ssl.create_default_context(cafile=str(proxy.certificate))
        self._open = build_opener(HTTPSHandler(context=context), HTTPCookieProcessor()).open
        self.post("/accounts/login/", {"login": "maija", "password": FIRST}, on=self.get("/accounts/login/"))
        own = {"oldpassword": FIRST, "password1": OWN, "password2": OWN}
        self.post("/accounts/password/", own, on=self.get("/accounts/password/"))
        app = "/accounts/second-factor/app/"
        page = self.get(app)
        self.post(app, {"code": code_of(words(page, "main code"))}, on=page)


@pytest.fixture(scope="module")
def nginx(tmp_path_factory):
    return Nginx(tmp_path_factory.mktemp("nginx"))


@pytest.fixture(scope="module")
def listening():
    """As deploy/rinnalla.socket has it."""
    with socket.create_server(("127.0.0.1", 0), backlog=4096) as listening:
        yield listening


@pytest.fixture(scope="module")
def installation(nginx, listening, tmp_path_factory):
    installation = InstallationOverHttps(tmp_path_factory.mktemp("installed") / "data", nginx)
    installation.answer_at(listening)
    nginx.behind = installation.port
    installation.manage("init", "--administrator", "anna", "--guidance", say=f"{OWN}\n")
    installation.manage("shell", "-v", "0", "-c", MAKE_ACCOUNT)
    installation.start()
    nginx.start()
    yield installation
    nginx.stop()
    installation.stop()


@pytest.fixture(scope="module")
def worker(installation, nginx) -> Worker:
    return Worker(nginx)


def test_a_worker_logs_in_begins_and_saves(worker):
    stage = worker.begin()
    assert re.fullmatch(r"/i/[0-9a-f-]{36}/1/", stage)
    worker.post(stage, {"version": 1, "note-pace": "hitaasti"}, on=worker.get(stage))
    assert note_on(worker.get(stage), "note-pace") == "hitaasti"


def test_the_files_of_a_page_come_compressed_and_are_kept(installation, nginx):
    page = ask(nginx, "/accounts/login/").words
    files = attributes(page, '[rel=stylesheet][href^="/static/"]', "href")
    assert files
    with closing(_connected(nginx)) as connection:
        for path in files:
            connection.request("GET", path, headers={"Accept-Encoding": "br"})
            answer = connection.getresponse()
            assert answer.read()
            assert answer.headers["Content-Encoding"] == "br"
            assert "immutable" in answer.headers["Cache-Control"]


def test_what_is_too_large_for_a_page_is_refused_in_the_apps_words(installation, nginx):
    answer = ask(nginx, "/accounts/login/", b"x" * 3_000_000)
    assert answer.status == 413
    assert "Strict-Transport-Security" in answer.headers
    assert part(answer.words, "main h1")


def test_health_is_asked_on_this_machine_and_not_from_outside(installation, nginx):
    assert installation.ask("/readyz", Host="127.0.0.1").words == "ok\n"
    assert ask(nginx, "/readyz").status == 404


class Saver(threading.Thread):
    """Saves one note after another, each until it is acknowledged, and remembers what came instead."""

    def __init__(self, worker: Worker):
        super().__init__()
        self.worker, self.stage = worker, worker.begin()
        self.acknowledged, self.instead = 0, []
        self.enough = threading.Event()

    def run(self) -> None:
        page = self.worker.get(self.stage)
        while not self.enough.is_set():
            fields = {"version": self.acknowledged + 1, "note-pace": f"{self.acknowledged + 1} ja muuta"}
            try:
                self.worker.post(self.stage, fields, on=page, **HTMX)
                self.acknowledged += 1
            except urllib.error.HTTPError as refusal:
                with refusal:
                    self.instead.append((refusal.code, AWAY in refusal.read().decode()))
                time.sleep(0.2)
            except (OSError, http.client.HTTPException) as broken:
                self.instead.append((0, repr(broken)))


@pytest.fixture
def savers(worker):
    savers = [Saver(worker) for _ in range(SAVERS)]
    for saver in savers:
        saver.start()
    yield savers
    for saver in savers:
        saver.enough.set()
        saver.join(timeout=90)


def wait_for_saves(savers: list[Saver], more: int = 10) -> None:
    aims = [(saver, saver.acknowledged + more) for saver in savers]
    until = time.monotonic() + 120
    while any(saver.acknowledged < aim for saver, aim in aims):
        assert time.monotonic() < until, [saver.instead for saver in savers]
        time.sleep(0.05)


def expect_nothing_lost(worker: Worker, savers: list[Saver]) -> None:
    for saver in savers:
        saver.enough.set()
        saver.join(timeout=90)
        kept = note_on(worker.get(saver.stage), "note-pace")
        assert int(kept.split()[0]) >= saver.acknowledged


def test_a_restart_in_the_midst_of_saves_is_a_pause_and_no_refusal(installation, worker, savers):
    for _ in range(RESTARTS):
        wait_for_saves(savers)
        installation.stop()
        installation.start()
    wait_for_saves(savers)
    expect_nothing_lost(worker, savers)
    assert [saver.instead for saver in savers] == [[]] * SAVERS
    assert installation.process.poll() is None


def test_where_the_service_is_killed_nothing_acknowledged_is_lost_and_the_words_are_ours(
    installation, worker, savers
):
    for _ in range(RESTARTS):
        wait_for_saves(savers)
        installation.kill()
        installation.start()
    wait_for_saves(savers)
    expect_nothing_lost(worker, savers)
    assert {each for saver in savers for each in saver.instead} <= {(503, True)}


def test_no_log_of_nginx_names_a_path(installation, worker, nginx):
    written = nginx.logs()
    assert "/i/" not in written
    assert "127.0.0.1" not in written
    assert re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", written) is None


def _connected(nginx: Nginx) -> http.client.HTTPSConnection:
    context = ssl.create_default_context(cafile=str(nginx.certificate))
    return http.client.HTTPSConnection(nginx.host, timeout=30, context=context)
