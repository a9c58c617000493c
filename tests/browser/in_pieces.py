"""A slow line in front of the served demo: every page of HTML comes through it in pieces."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.request import Request, urlopen

PIECES = 8
BETWEEN = 0.06  # seconds: enough for a browser to draw what has come


@contextmanager
def served_in_pieces(url: str) -> Iterator[str]:
    """The address of the slow line to what is served at ``url``; it takes GET alone."""

    class Line(BaseHTTPRequestHandler):
        def do_GET(self):
            asked = Request(url + self.path, headers={"Cookie": self.headers.get("Cookie", "")})
            with urlopen(asked) as answer:  # noqa: S310
                kind, body = answer.headers["Content-Type"], answer.read()
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            size = -(-len(body) // PIECES) if kind.startswith("text/html") else len(body)
            with suppress(BrokenPipeError):  # the browser has gone on to another page
                for start in range(0, len(body), size):
                    self.wfile.write(body[start : start + size])
                    time.sleep(BETWEEN if size < len(body) else 0)

        def log_message(self, *args):
            pass

    line = ThreadingHTTPServer(("127.0.0.1", 0), Line)
    Thread(target=line.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{line.server_port}"
    line.shutdown()
    line.server_close()
