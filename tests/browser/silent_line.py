"""A line to the served demo that may fall silent: it stands, and carries nothing."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Event, Thread


class Line(ThreadingTCPServer):
    """Whatever is said to it goes on to the port of the app, and what the app says comes back."""

    request_queue_size = 50

    def __init__(self, port: int):
        super().__init__(("127.0.0.1", 0), _Connection)
        self.app = port
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.carries = Event()
        self.carries.set()
        self._ends: list[socket.socket] = []
        self._left: int | None = None  # bytes of answers until it falls silent, where that is to come

    def fall_silent(self, after: int = 0) -> None:
        """At once, or in the middle of an answer, after so many bytes."""
        if after:
            self._left = after
        else:
            self.carries.clear()

    def carry_on(self) -> None:
        self.carries.set()

    def hang_up(self) -> None:
        """Browsers leave a connection open that they may use again."""
        self.carry_on()
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def connect(self, browser: socket.socket) -> None:
        with socket.create_connection(("127.0.0.1", self.app)) as app:
            self._ends += [browser, app]
            there = Thread(target=self.carry, args=(browser, app))
            there.start()
            self.carry(app, browser, answers=True)
            there.join()

    def carry(self, source: socket.socket, target: socket.socket, answers: bool = False) -> None:
        with suppress(OSError):  # whoever waited has gone
            while part := source.recv(65_536):
                if answers and self._left is not None:
                    target.sendall(part[: self._left])
                    part, self._left = part[self._left :], None
                    self.fall_silent()
                self.carries.wait()
                target.sendall(part)
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)


class _Connection(BaseRequestHandler):
    server: Line

    def handle(self) -> None:
        self.server.connect(self.request)


@contextmanager
def line_to(port: int) -> Iterator[Line]:
    with Line(port) as line:
        Thread(target=line.serve_forever, daemon=True).start()
        yield line
        line.shutdown()
        line.hang_up()
