"""The server itself, in a process of its own."""

import http.client
import http.cookiejar
import os
import re
import signal
import socket
import sqlite3
import time
import urllib.parse
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from gunicorn.http.errors import InvalidHeader, InvalidHeaderName, UnsupportedTransferCoding
from gunicorn.http.parser import RequestParser

from config import environment
from interview.management.commands import serve
from interview.traces.backups import in_use
from interview.traces.backups.refused import Refused
from tests.browser.server import PASSWORD, Server
from tests.installation import ADDRESS, Installation
from tests.markup import attributes, token


class Visitor:
    """A browser without a screen: keeps its cookies and sends forms with their token."""

    def __init__(self, server: Server):
        self.server = server
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(cookies)

    def get(self, path: str, **headers: str) -> urllib.request.addinfourl:
        return self.opener.open(urllib.request.Request(self.server.url + path, headers=headers), timeout=20)

    def text(self, path: str) -> str:
        return self.get(path).read().decode()

    def send(self, path: str, fields: dict[str, str], form_on: str | None = None) -> str:
        """The address where a form that was sent lands."""
        protection = {"csrfmiddlewaretoken": token(self.text(form_on or path))}
        body = urllib.parse.urlencode(protection | fields).encode()
        return self.opener.open(self.server.url + path, body, timeout=20).url.removeprefix(self.server.url)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("serve") / "data").start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    installation = Installation(tmp_path_factory.mktemp("real") / "data").start()
    yield installation
    installation.stop()


@pytest.fixture
def started(settings, monkeypatch):
    """started(): `serve` up to its answering, with neither database nor static files nor gunicorn."""
    done = []
    monkeypatch.setattr(serve, "lost_keys", dict)
    monkeypatch.setattr(serve.schema, "is_newer", lambda: False)
    monkeypatch.setattr(serve.schema, "bring_up_to_date", lambda: done.append("migrate"))
    monkeypatch.setattr(serve, "_collect_static_files", lambda say: done.append("static"))
    monkeypatch.setattr(serve, "call_command", lambda name, **named: done.append(name))
    monkeypatch.setattr(serve._Gunicorn, "run", lambda gunicorn: done.append(gunicorn.cfg.address))

    def started(**given) -> list:
        call_command("serve", **given)
        return done

    return started


def test_it_does_not_start_beside_a_restore_and_a_restore_not_beside_it(started, monkeypatch):
    with in_use.by_nobody_else(), pytest.raises(CommandError, match="A restore is under way"):
        started()
    seen = []

    def restore(gunicorn):
        with pytest.raises(Refused), in_use.by_nobody_else():
            pass
        seen.append(True)

    monkeypatch.setattr(serve._Gunicorn, "run", restore)
    started()
    assert seen


@pytest.fixture
def worker(server) -> Visitor:
    visitor = Visitor(server)
    assert visitor.send("/accounts/login/", {"login": "worker", "password": PASSWORD}) == "/i/"
    return visitor


def test_it_prints_the_accounts_and_the_address(server):
    printed = server.log.read_text()
    assert "Demo accounts: worker, colleague, supervisor, officer\n" in printed
    assert f"Password for all of them: {PASSWORD}\n" in printed
    assert f"Serving {server.url}/" in printed


def test_the_files_of_a_page_are_named_by_their_content_compressed_and_kept(server):
    visitor = Visitor(server)
    page = visitor.text("/accounts/login/")
    files = {*attributes(page, '[href^="/static/"]', "href"), *attributes(page, '[src^="/static/"]', "src")}
    assert files
    for path in files:
        answer = visitor.get(path, **{"Accept-Encoding": "br"})
        assert re.search(r"\.[0-9a-f]{12}\.", path)
        assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"
        assert path.endswith((".svg", ".png", ".ico")) or answer.headers["Content-Encoding"] == "br"


def test_no_stylesheet_sends_the_browser_for_another_before_it_shows_anything(server):
    visitor = Visitor(server)
    first = attributes(visitor.text("/accounts/login/"), "[rel=stylesheet]", "href")
    assert len(first) == 2
    styles = [visitor.text(path) for path in first]
    assert [css for css in styles if "@import" in css or "/*" in css] == []
    assert "--paper: #fcfdfc" in styles[0]
    assert "--paper: #101715" in styles[0]


def test_from_what_they_were_collected_is_written_aside_and_renamed(settings, tmp_path, monkeypatch):
    settings.STATIC_ROOT = tmp_path
    monkeypatch.setattr(serve, "call_command", lambda name, **named: None)
    written, being_read = tmp_path / ".collected-from", tmp_path / "being read"
    written.write_text("other files")
    os.link(written, being_read)
    serve._collect_static_files(print)
    assert being_read.read_text() == "other files"
    assert written.read_text() == serve._fingerprint_of_static_files()


@pytest.mark.heavy
def test_sessions_and_interviews_outlive_a_kill_and_a_restart(server, worker):
    begun = worker.send("/i/", {})
    assert re.fullmatch(r"/i/[0-9a-f-]{36}/1/", begun)
    server.kill()
    server.start()
    assert worker.get(begun).status == 200
    assert begun in worker.text("/i/") or begun.split("/")[2] in worker.text("/i/")


@pytest.mark.variants(stay=0)
def test_commands_work_beside_it_with_the_data_folder_and_nothing_else(server):
    assert '"edition": 1' in server.manage("next_steps", "-", "--json", say="{}\n")


def test_what_was_asked_for_is_in_no_line_of_the_log(server, worker):
    worker.text("/i/?canary=lumiukko")
    with pytest.raises(urllib.error.HTTPError, match="404") as refused:
        worker.get("/lumiukko/")
    refused.value.close()
    assert "lumiukko" not in server.log.read_text()
    assert "/i/" not in server.log.read_text()


def test_the_data_folder_is_for_nobody_else_to_read(server):
    assert server.folder.stat().st_mode & 0o077 == 0
    files = [path for path in server.folder.iterdir() if path.is_file()]
    assert files
    assert [path.name for path in files if path.stat().st_mode & 0o077] == []


def test_an_idle_connection_is_kept_longer_than_a_proxy_keeps_it():
    """Whoever closes first must not be the server: the next form would be sent into a closed connection."""
    chosen = serve._Gunicorn(serve._gunicorn_settings("127.0.0.1", 8000, 2, 4, print)).cfg
    assert chosen.keepalive == 75
    assert chosen.worker_connections > 10 * chosen.threads  # idle ones are parked, and there is room for them
    assert chosen.worker_connections < 250  # each is an open file: some systems allow 256


def test_connections_that_are_kept_take_no_thread_from_others(server):
    """Five times as many as there are threads: a new visitor is answered, and so is each of them again."""
    kept = [http.client.HTTPConnection("127.0.0.1", server.port, timeout=20) for _ in range(40)]
    try:
        for connection in kept:
            _ask_after_health(connection)
        sockets = [connection.sock for connection in kept]
        assert None not in sockets
        assert Visitor(server).text("/healthz") == "ok\n"
        for connection in kept:
            _ask_after_health(connection)
        assert [connection.sock for connection in kept] == sockets  # none was closed and opened anew
    finally:
        for connection in kept:
            connection.close()


def _ask_after_health(connection: http.client.HTTPConnection) -> None:
    connection.request("GET", "/healthz")
    assert connection.getresponse().read() == b"ok\n"


def test_a_taken_port_is_refused_before_anything_is_changed(server):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=rf"Cannot answer at 127\.0\.0\.1:{port} .*PORT="):
            call_command("serve", port=port, demo=True)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "rinnalla.example.fi"])
def test_a_demo_is_never_served_beyond_this_machine(host):
    with pytest.raises(CommandError, match="this machine only"):
        call_command("serve", host=host)


@pytest.mark.variants(stay=0)
@pytest.mark.parametrize(
    ("language", "words"), [("sv", "Användarnamn"), ("en", "Username"), ("fi", "Käyttäjätunnus")]
)
def test_an_installation_speaks_every_language_without_make(installation, language, words):
    page = installation.ask(
        LOG_IN, **{"X-Forwarded-Proto": "https", "Cookie": f"__Host-language={language}"}
    ).words
    assert f'<html lang="{language}"' in page
    assert words in page


@pytest.mark.variants(stay=0)
def test_the_catalogs_are_compiled_into_the_data_folder(installation):
    made = [str(path.relative_to(installation.folder)) for path in installation.folder.rglob("*.mo")]
    assert sorted(made) == ["locale/en/LC_MESSAGES/django.mo", "locale/sv/LC_MESSAGES/django.mo"]


LOG_IN = "/accounts/login/"


def test_a_proxy_on_this_machine_is_believed_that_a_visitor_came_over_https(installation):
    assert installation.ask(LOG_IN, **{"X-Forwarded-Proto": "https"}).status == 200
    assert installation.ask(LOG_IN).status == 301


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-Proto": "https"},
        {"X-Forwarded-Ssl": "on"},
        {"X-Forwarded-Protocol": "ssl"},
        {"Forwarded": "for=127.0.0.1;proto=https"},
        {"X-Forwarded-Proto": "https", "X-Forwarded-For": "127.0.0.1"},
        {"X_Forwarded_Proto": "https"},
    ],
    ids=lambda headers: " ".join(headers),
)
def test_nobody_else_is_believed_whatever_they_claim(installation, headers):
    answer = installation.ask(LOG_IN, peer="127.0.0.2", **headers)
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{ADDRESS}{LOG_IN}")


@pytest.mark.parametrize(
    "name", ["X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Prefix", "Script_Name"]
)
@pytest.mark.parametrize("peer", ["127.0.0.1", "127.0.0.2"])
def test_no_proxy_says_what_the_app_is_called_or_where_in_an_address_it_begins(installation, peer, name):
    answer = installation.ask(LOG_IN, peer, **{name: "/accounts" if name == "Script_Name" else "8443"})
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{ADDRESS}{LOG_IN}")


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "", "rinnalla.example.fi"])
def test_an_address_that_others_reach_is_refused_until_the_proxy_is_named(settings, monkeypatch, host):
    settings.DEMO = False
    settings.PROXY_ADDRESSES = environment.proxy_addresses({})
    monkeypatch.setattr(serve, "call_command", lambda *given, **named: pytest.fail(f"{given} was run"))
    with pytest.raises(CommandError, match="Set RINNALLA_PROXY_ADDRESS"):
        call_command("serve", host=host)


def test_a_database_that_a_newer_version_has_used_is_left_untouched(started, monkeypatch):
    monkeypatch.setattr(serve.schema, "is_newer", lambda: True)
    with pytest.raises(CommandError, match="newer version of the program"):
        started()


def test_with_the_proxy_named_it_is_served_there(started, settings, monkeypatch):
    settings.DEMO = False
    settings.PROXY_ADDRESSES = environment.proxy_addresses({"RINNALLA_PROXY_ADDRESS": "192.0.2.7"})
    monkeypatch.setattr(serve, "_refuse_taken_port", lambda host, port: None)
    assert started(host="0.0.0.0")[-1] == [("0.0.0.0", 8000)]


@pytest.fixture
def handed_in(monkeypatch):
    """handed_in(host): a socket there, passed to this process as systemd passes one; gives its port."""
    with socket.socket() as listening:

        def handed_in(host: str) -> int:
            listening.bind((host, 0))
            monkeypatch.setattr(serve.systemd, "SD_LISTEN_FDS_START", listening.fileno())
            monkeypatch.setenv("LISTEN_PID", str(os.getpid()))
            monkeypatch.setenv("LISTEN_FDS", "1")
            return listening.getsockname()[1]

        yield handed_in


def test_where_systemd_listens_for_it_that_port_is_not_taken(started, handed_in):
    port = handed_in("127.0.0.1")
    assert started(port=port)[-1] == [("127.0.0.1", port)]
    assert started(port=1)[-1] == [("127.0.0.1", port)]  # whatever else it was told


def test_where_systemd_listens_to_others_the_proxy_has_to_be_named_too(settings, handed_in):
    settings.DEMO = False
    settings.PROXY_ADDRESSES = environment.proxy_addresses({})
    handed_in("0.0.0.0")  # nobody listens there: it is bound alone
    with pytest.raises(CommandError, match="Set RINNALLA_PROXY_ADDRESS"):
        call_command("serve")


def test_gunicorn_itself_believes_nobody_whatever_its_own_environment_says(monkeypatch):
    monkeypatch.setattr("gunicorn.config.ForwardedAllowIPS.default", "*")
    chosen = serve._Gunicorn(serve._gunicorn_settings("127.0.0.1", 8000, 2, 4, print)).cfg
    assert chosen.forwarded_allow_networks() == []
    assert "*" not in chosen.forwarded_allow_ips
    assert chosen.secure_scheme_headers == {}
    assert chosen.forwarder_headers == []


AMBIGUOUS = {
    "two lengths": b"Content-Length: 4\r\nContent-Length: 5\r\n",
    "a length that is none": b"Content-Length: +4\r\n",
    "a length and pieces": b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
    "pieces that are none": b"Transfer-Encoding: xchunked\r\n",
    "pieces before something else": b"Transfer-Encoding: chunked, gzip\r\n",
    "a space before the colon": b"Content-Length : 4\r\n",
}


@pytest.mark.parametrize("headers", AMBIGUOUS.values(), ids=AMBIGUOUS)
def test_a_request_of_which_two_could_say_where_it_ends_is_none(headers):
    chosen = serve._Gunicorn(serve._gunicorn_settings("127.0.0.1", 8000, 2, 4, print)).cfg
    came = b"POST / HTTP/1.1\r\nHost: rinnalla.example.fi\r\n" + headers + b"\r\n1234"
    with pytest.raises((InvalidHeader, InvalidHeaderName, UnsupportedTransferCoding)):
        next(RequestParser(chosen, iter([came]), ("127.0.0.1", 1)))


SEAL_ELSEWHERE = """
from guidance.models import Edition
from interview.models import Interview
from interview.sheet.answers import AnswerSheet
from django.contrib.auth.models import User
from django.conf import settings
edition = Edition.objects.create(number=1, content={})
interview = Interview(owner=User.objects.create_user("worker"), edition=edition)
settings.SEALING_KEYS = {"NAME": bytes(range(5, 37))}
interview.keep(AnswerSheet())
interview.save()
"""


@pytest.mark.variants(stay=0)
@pytest.mark.parametrize(
    ("name", "why"), [("lost", "lost is missing"), ("one", "one is another key")], ids=["missing", "wrong"]
)
def test_without_the_keys_of_what_is_stored_nothing_is_served(installation, tmp_path, name, why):
    other = Installation(tmp_path / "other")
    with closing(sqlite3.connect(installation.folder / "rinnalla.sqlite3")) as database:
        database.execute("VACUUM INTO ?", (str(other.folder / "rinnalla.sqlite3"),))
    other.manage("shell", "-c", SEAL_ELSEWHERE.replace("NAME", name))
    with pytest.raises(RuntimeError, match="did not start"):
        other.start().stop()
    said = other.log.read_text()
    assert other.process.returncode == 1
    assert "Set RINNALLA_SEALING_KEYS" in said
    assert why in said
    assert said.count("\n") == 1  # nothing is served, nor is anything brought up to date


def test_a_malformed_message_is_said_and_stops_nothing(started, monkeypatch, capsys):
    monkeypatch.setattr(serve, "compile_into", lambda folder: ["sv: 'Vaihe' is malformed"])
    assert started(port=0)[-1] == [("127.0.0.1", 0)]
    assert "sv: 'Vaihe' is malformed" in capsys.readouterr().err


@pytest.mark.variants
@pytest.mark.parametrize(
    "fault", [serve.UnreadableCatalog("The catalog sv"), PermissionError(13, "Permission denied")], ids=repr
)
def test_a_catalog_that_cannot_be_compiled_stops_the_start_with_a_sentence(started, monkeypatch, fault):
    def compile_into(folder):
        raise fault

    monkeypatch.setattr(serve, "compile_into", compile_into)
    with pytest.raises(
        CommandError, match="The catalog sv|Cannot write the catalogs into .*Permission denied"
    ):
        started(port=0)


@pytest.mark.variants(stay=0)
def test_outside_a_demo_the_demos_accounts_are_refused_before_anything_is_changed(settings, monkeypatch):
    settings.DEMO = False
    monkeypatch.setattr(serve, "call_command", lambda *given, **named: pytest.fail(f"{given} was run"))
    with pytest.raises(CommandError, match="make run"):
        call_command("serve", demo=True)


@pytest.mark.heavy
def test_ctrl_c_ends_every_process(server):
    group = server.process.pid
    assert len(_processes_of(group)) > 1
    os.killpg(group, signal.SIGINT)
    server.process.wait(timeout=20)
    until = time.monotonic() + 10
    while _processes_of(group) and time.monotonic() < until:
        time.sleep(0.1)
    assert _processes_of(group) == []
    assert "Traceback" not in server.log.read_text()
    server.start()


def _processes_of(group: int) -> list[str]:
    """The living processes of a group (from /proc: a bare Debian has no `ps`)."""
    living = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _parent, its_group = stat.read_text().rpartition(")")[2].split()[:3]
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended meanwhile
        if int(its_group) == group and state != "Z":
            living.append(stat.parent.name)
    return living
