"""nginx and Caddy with our files, and behind them a program that says what it was asked."""

import http.client
import json
import re
import ssl
import subprocess
import threading
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.proxies import DEPLOY, Caddy, Nginx, Proxy

pytestmark = pytest.mark.heavy

A_PATH = "/i/3f2c9b1e-0000-4000-8000-00000000c0de/1/"


class Echo(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        told = {name.lower(): value for name, value in self.headers.items()}
        words = json.dumps({"path": self.path, "headers": told, "bytes": len(body)}).encode()
        self.send_response_only(200)
        self.send_header("Content-Length", str(len(words)))
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(words)

    do_GET = do_POST = answer  # noqa: N815 (names of the standard library's)

    def log_message(self, *words) -> None:
        """Nothing."""


@pytest.fixture(scope="module", params=[Nginx, Caddy], ids=["nginx", "Caddy"])
def proxy(request, tmp_path_factory):
    proxy = request.param(tmp_path_factory.mktemp("proxy"))
    server = ThreadingHTTPServer(("127.0.0.1", proxy.behind), Echo)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    proxy.start()
    yield proxy
    proxy.stop()
    server.shutdown()
    server.server_close()


def connect(proxy: Proxy) -> http.client.HTTPSConnection:
    context = ssl.create_default_context(cafile=str(proxy.certificate))
    return http.client.HTTPSConnection(proxy.host, timeout=30, context=context)


def ask(proxy: Proxy, path: str, body: bytes | None = None, **headers: str) -> http.client.HTTPResponse:
    """The answer, read and closed."""
    with closing(connect(proxy)) as connection:
        connection.request("POST" if body else "GET", path, body, headers)
        answer = connection.getresponse()
        answer.words = answer.read().decode()
        return answer


def announce(proxy: Proxy, path: str, length: int) -> http.client.HTTPResponse:
    """The answer to who says how much is to come, and sends nothing of it yet."""
    with closing(connect(proxy)) as connection:
        connection.putrequest("POST", path)
        connection.putheader("Content-Length", str(length))
        connection.endheaders()
        answer = connection.getresponse()
        answer.words = answer.read().decode()
        return answer


FORGED = {
    "X-Forwarded-For": "192.0.2.1",
    "X-Forwarded-Proto": "http",
    "X-Forwarded-Host": "elsewhere.example",
    "X-Forwarded-Port": "1",
    "X-Real-IP": "192.0.2.2",
    "Forwarded": "for=192.0.2.3;proto=http",
}


def test_what_a_visitor_says_of_themselves_is_not_passed_on(proxy):
    told = json.loads(ask(proxy, "/", **FORGED).words)["headers"]
    assert (told["x-forwarded-for"], told["x-forwarded-proto"]) == ("127.0.0.1", "https")
    assert not {"forwarded", "x-real-ip"} & set(told)
    assert not {"elsewhere.example", *FORGED.values()} & set(told.values())
    assert told["host"].partition(":")[0] == "localhost"


@pytest.mark.parametrize(
    "path", ["/readyz", "/healthz", "//readyz", "/%72eadyz", "/./healthz", "/readyz?now"]
)
def test_health_is_not_for_everybody(proxy, path):
    assert ask(proxy, path).status == 404


def test_a_connection_serves_more_than_one_request(proxy):
    with closing(connect(proxy)) as connection:
        sockets = set()
        for _ in range(3):
            connection.request("GET", "/")
            assert connection.getresponse().read()
            sockets.add(connection.sock)
        assert len(sockets) == 1
        assert None not in sockets


def test_it_speaks_http_2(proxy):
    context = ssl.create_default_context(cafile=str(proxy.certificate))
    context.set_alpn_protocols(["h2", "http/1.1"])
    with closing(http.client.HTTPSConnection(proxy.host, timeout=30, context=context)) as connection:
        connection.connect()
        assert connection.sock.selected_alpn_protocol() == "h2"


def test_plain_http_leads_to_https(proxy):
    with closing(http.client.HTTPConnection("127.0.0.1", proxy.plain_port, timeout=30)) as connection:
        connection.request("GET", "/card/", headers={"Host": "localhost"})
        answer = connection.getresponse()
        answer.read()
    assert answer.status in (301, 308)
    assert re.fullmatch(r"https://localhost(:\d+)?/card/", answer.headers["Location"])


def test_what_the_app_may_take_comes_through_and_more_is_refused_in_our_words(proxy):
    assert json.loads(ask(proxy, "/", b"x" * 19_000_000).words)["bytes"] == 19_000_000
    refused = announce(proxy, "/", 21_000_000)
    assert refused.status == 413
    assert "Lähetys oli liian suuri" in refused.words


def test_nothing_is_compressed_that_the_app_left_as_it_is(proxy):
    answer = ask(proxy, "/" + "x" * 3000, **{"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in answer.headers


def test_no_log_holds_a_path_or_whose_it_was(proxy):
    ask(proxy, A_PATH)
    announce(proxy, A_PATH, 21_000_000)
    written = proxy.logs()
    assert "c0de" not in written
    assert "/i/" not in written
    if isinstance(proxy, Nginx):
        lines = (proxy.folder / "rinnalla.log").read_text().splitlines()
        plain = re.compile(r"[\d-]{10}T[\d:]{8}\S+ (GET|POST) \d{3} [\d.]+ (\d{3}|-) ([\d.]+|-)")
        assert lines
        assert [line for line in lines if not plain.fullmatch(line)] == []


@pytest.mark.parametrize("kind", [Nginx, Caddy], ids=["nginx", "Caddy"])
def test_where_nobody_answers_it_says_so_in_our_words_and_in_no_log_where(kind, tmp_path, monkeypatch):
    proxy = kind(tmp_path)
    settings = proxy._with_our_paths
    monkeypatch.setattr(
        proxy,
        "_with_our_paths",
        lambda *given: settings(*given).replace("lb_try_duration 60s", "lb_try_duration 1s"),
    )
    proxy.start()
    try:
        answers = [ask(proxy, A_PATH), ask(proxy, A_PATH, b"x=y")]
    finally:
        proxy.stop()
    for answer in answers:
        assert answer.status == 503
        assert "Palvelu ei vastaa juuri nyt" in answer.words
        assert (answer.headers["Retry-After"], answer.headers["Cache-Control"]) == ("5", "no-store")
        assert "style-src" in answer.headers["Content-Security-Policy"]
    assert "c0de" not in proxy.logs()


def test_caddy_finds_nothing_wrong_with_our_file(tmp_path):
    file = tmp_path / "Caddyfile"
    file.write_text(Caddy(tmp_path).settings())
    validate = ["caddy", "validate", "--config", file, "--adapter", "caddyfile"]
    said = subprocess.run(validate, capture_output=True, text=True)
    assert said.returncode == 0, said.stderr
    formatted = subprocess.run(["caddy", "fmt", DEPLOY / "Caddyfile"], capture_output=True, text=True).stdout
    assert formatted == (DEPLOY / "Caddyfile").read_text()
