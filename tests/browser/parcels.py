"""A line between a browser and the demo, on which what a page's scripts send is lost, held, or comes late.

Pages themselves always come. It speaks HTTP and closes each connection, so that no browser quietly sends
again what was lost: what goes twice, the page has sent twice.
"""

import http.client
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

CARRIED = "carried"
LOST = "lost"  # before it comes to the server
ANSWER_LOST = "answer lost"  # after the server has taken it
LATE = "late"  # lost as far as the page can tell; the server gets it once it is delivered
HELD = "held"  # neither has heard; the answer comes once it is let go
BY_SCRIPT = {"cors", "same-origin", "no-cors"}  # where the browser itself sends a form, it says "navigate"
OWN_TO_A_CONNECTION = {"connection", "keep-alive", "transfer-encoding", "content-length"}


@dataclass
class Parcel:
    """One request as it came out of the browser."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    let_go: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)


class Parcels(ThreadingHTTPServer):
    """``fate`` is what becomes of whatever the scripts send from now on."""

    daemon_threads = True

    def __init__(self, beyond: str):
        super().__init__(("127.0.0.1", 0), _Parcel)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.beyond = urlsplit(beyond).netloc
        self.fate = CARRIED
        self.held: list[Parcel] = []
        self.late: list[Parcel] = []
        self.sent: list[bytes] = []

    def let_go(self, newest_first: bool = False) -> None:
        """What is held goes on, one after the other, each until its answer is back."""
        held, self.held = self.held, []
        for parcel in reversed(held) if newest_first else held:
            parcel.let_go.set()
            parcel.over.wait(timeout=20)

    def deliver(self, late: list[Parcel]) -> None:
        """It comes to the server; nobody hears the answers any more."""
        while late:
            self.forward(late.pop(0))

    def forward(self, parcel: Parcel) -> tuple[http.client.HTTPResponse, bytes]:
        with closing(http.client.HTTPConnection(self.beyond, timeout=20)) as app:
            app.request(parcel.method, parcel.path, parcel.body or None, parcel.headers)
            with app.getresponse() as answer:
                return answer, answer.read()

    def handle_error(self, request, client_address) -> None:
        """A browser that hangs up is no news."""


class _Parcel(BaseHTTPRequestHandler):
    server: Parcels

    def take(self) -> None:
        parcel = self._parcel()
        by_script = self.command == "POST" and self.headers.get("Sec-Fetch-Mode") in BY_SCRIPT
        if by_script:
            self.server.sent.append(parcel.body)
        fate = self.server.fate if by_script else CARRIED
        if fate == HELD:
            self.server.held.append(parcel)
            parcel.let_go.wait(timeout=60)
        if fate == LATE:
            self.server.late.append(parcel)
        if fate not in (LOST, LATE):
            with suppress(OSError):  # the page that wanted it may be gone
                self._answer(parcel, silently=fate == ANSWER_LOST)
        parcel.over.set()

    do_GET = do_POST = take  # noqa: N815 (names of the standard library's)

    def _parcel(self) -> Parcel:
        headers = {
            name: value for name, value in self.headers.items() if name.lower() not in OWN_TO_A_CONNECTION
        }
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        return Parcel(self.command, self.path, headers, body)

    def _answer(self, parcel: Parcel, silently: bool) -> None:
        answer, content = self.server.forward(parcel)
        if silently:
            return
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in OWN_TO_A_CONNECTION:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *words) -> None:
        """Nothing of what a test sends."""


@contextmanager
def parcels(beyond: str) -> Iterator[Parcels]:
    """The line to what is served at ``beyond``."""
    line = Parcels(beyond)
    threading.Thread(target=line.serve_forever, daemon=True).start()
    yield line
    line.let_go()
    line.shutdown()
    line.server_close()
