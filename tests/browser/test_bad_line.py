"""The bad line of the browser tests: what it carries, what it takes for that, and what it loses."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from tests.browser.bad_line import CONNECTED, HERE, LATEST_DEATH, NOT_ALLOWED, REFUSED, BadLine, last_chunk

LONG = bytes(range(256)) * 4000


@pytest.fixture
def echo() -> Iterator[int]:
    """The port of a server that says again whatever it hears."""
    with socket.create_server((HERE, 0)) as server:
        threading.Thread(target=_say_again, args=[server], daemon=True).start()
        yield server.getsockname()[1]


def _say_again(server: socket.socket) -> None:
    while True:
        try:
            heard, _ = server.accept()
        except OSError:  # the test is over
            return
        threading.Thread(target=_say_all_again, args=[heard], daemon=True).start()


def _say_all_again(heard: socket.socket) -> None:
    with heard, suppress(OSError):
        while chunk := heard.recv(65536):
            heard.sendall(chunk)


@contextmanager
def over(line: BadLine, port: int, host: str = HERE) -> Iterator[tuple[socket.socket, int]]:
    """A connection over the line, and what the line said to it."""
    near = int(line.address.rpartition(":")[2])
    with socket.create_connection((HERE, near), timeout=20) as connection:
        connection.sendall(bytes([5, 1, 0]))
        assert connection.recv(2) == bytes([5, 0])
        name = host.encode()  # Chromium writes an address as a name too
        connection.sendall(bytes([5, 1, 0, 3, len(name)]) + name + port.to_bytes(2, "big"))
        yield connection, connection.recv(10)[1]


def test_what_goes_over_the_line_comes_whole_and_in_order(echo):
    with BadLine(1, connecting=0, trip=0, dying=0) as line, over(line, echo) as (connection, answer):
        sending = threading.Thread(target=connection.sendall, args=[LONG])
        sending.start()
        come = b""
        while len(come) < len(LONG):
            come += connection.recv(65536)
        sending.join()
    assert answer == CONNECTED
    assert come == LONG


def test_no_trip_is_shorter_than_the_line_is_long(echo):
    began = time.monotonic()
    with BadLine(1, dying=0) as line, over(line, echo) as (connection, _):
        assert time.monotonic() - began >= line.connecting
        said = time.monotonic()
        connection.sendall(b"Kuuluuko?")
        assert connection.recv(20) == b"Kuuluuko?"
        assert time.monotonic() - said >= 2 * line.trip


def test_a_connection_that_dies_breaks_off_and_is_counted(echo):
    with BadLine(1, connecting=0, trip=0, dying=1) as line:
        for _ in range(3):
            with over(line, echo) as (connection, _):
                assert words_until_death(connection) <= LATEST_DEATH
        assert (line.opened, line.died) == (3, [1, 2, 3])


def words_until_death(connection: socket.socket) -> int:
    """How many came back."""
    count = 0
    with suppress(ConnectionError):
        while count < 100:
            connection.sendall(b"sana")
            if not connection.recv(4):
                break
            count += 1
    return count


def test_the_same_seed_loses_the_same_connections():
    def lost(seed: int) -> dict[int, int]:
        fates = {number: last_chunk(seed, number, 0.02) for number in range(5000)}
        return {number: last for number, last in fates.items() if last}

    assert lost(7) == lost(7) != lost(8)
    assert 50 < len(lost(7)) < 150


def test_nobody_gets_anywhere_but_to_this_machine(echo):
    with BadLine(1, connecting=0) as line:
        with over(line, echo, "192.0.2.1") as (_, answer):
            assert answer == NOT_ALLOWED
        with socket.create_server((HERE, 0)) as closed:
            port = closed.getsockname()[1]
        with over(line, port) as (_, answer):
            assert answer == REFUSED
        assert line.opened == 0
