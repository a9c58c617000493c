"""A bad line on loopback: a SOCKS5 server that is slow to connect, slow to carry, and loses some connections.

Which connections die, and when, comes of a seed and of their order alone, so that a run can be seen again.
It leads to this machine and nowhere else.
"""

import asyncio
import random
import threading
from collections.abc import Coroutine
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

CONNECTING, TRIP = 0.3, 0.15  # seconds: until a connection stands; each way of what goes over it
DYING = 0.02  # of all connections
LATEST_DEATH = 8  # chunks, both ways counted together

VERSION, NO_PASSWORD, CONNECT, IPV4, NAME = 5, 0, 1, 1, 3
CONNECTED, NOT_ALLOWED, REFUSED = 0, 2, 5
HERE = "127.0.0.1"

End = tuple[asyncio.StreamReader, asyncio.StreamWriter]


def last_chunk(seed: int, number: int, dying: float) -> int | None:
    """After which chunk the connection with this number dies; None for one that lives."""
    fate = random.Random(f"{seed} {number}")
    return fate.randint(1, LATEST_DEATH) if fate.random() < dying else None


@dataclass
class BadLine:
    """Stands as long as its ``with`` does; ``opened`` counts connections, ``died`` names those it lost."""

    seed: int
    connecting: float = CONNECTING
    trip: float = TRIP
    dying: float = DYING
    opened: int = 0
    died: list[int] = field(default_factory=list)
    at_work: set[asyncio.Task] = field(default_factory=set)  # the loop itself lets go of one that waits

    def __enter__(self) -> "BadLine":
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = self._in_loop(asyncio.start_server(self._serve, HERE, 0))
        self.address = f"socks5://{HERE}:{self._server.sockets[0].getsockname()[1]}"
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, where: TracebackType | None) -> None:
        self._in_loop(self._hang_up())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _in_loop(self, doing: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(doing, self._loop).result(timeout=20)

    async def _hang_up(self) -> None:
        self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for other in others:
            other.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        own = asyncio.current_task()
        self.at_work.add(own)
        try:
            if far := await self._connect(reader, writer):
                await self._carry((reader, writer), far)
        except (OSError, EOFError, asyncio.CancelledError):
            pass  # either end hung up, or the line is taken down
        finally:
            writer.transport.abort()
            self.at_work.discard(own)

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> End | None:
        """The other end of what the browser asks for; None where it is told that it cannot be had."""
        _version, methods = await reader.readexactly(2)
        await reader.readexactly(methods)
        writer.write(bytes([VERSION, NO_PASSWORD]))
        host, port = await _wanted(reader)
        if host == HERE:
            await asyncio.sleep(self.connecting)
        far = await _reached(port) if host == HERE else None
        await _answer(writer, CONNECTED if far else REFUSED if host == HERE else NOT_ALLOWED)
        return far

    async def _carry(self, near: End, far: End) -> None:
        self.opened += 1
        number = self.opened
        connection = _Connection(self.trip, last_chunk(self.seed, number, self.dying))
        try:
            await connection.carry((near[0], far[1]), (far[0], near[1]))
        finally:
            far[1].transport.abort()
            if connection.is_dead:
                self.died.append(number)


async def _wanted(reader: asyncio.StreamReader) -> tuple[str, int]:
    """Where somebody wants to go; "" where that is no connection, or not written as any browser does."""
    _version, command, _reserved, kind = await reader.readexactly(4)
    if command != CONNECT or kind not in (IPV4, NAME):
        return "", 0
    if kind == NAME:
        host = (await reader.readexactly((await reader.readexactly(1))[0])).decode("ascii")
    else:
        host = ".".join(map(str, await reader.readexactly(4)))
    return host, int.from_bytes(await reader.readexactly(2), "big")


async def _reached(port: int) -> End | None:
    try:
        return await asyncio.open_connection(HERE, port)
    except OSError:
        return None


async def _answer(writer: asyncio.StreamWriter, reply: int) -> None:
    writer.write(bytes([VERSION, reply, 0, IPV4]) + bytes(6))
    await writer.drain()


@dataclass
class _Connection:
    trip: float
    last: int | None
    chunks: int = 0
    is_dead: bool = False

    async def carry(self, *ways: tuple[asyncio.StreamReader, asyncio.StreamWriter]) -> None:
        """Until both ends have said all, or one of them or the line breaks off."""
        carrying = [asyncio.ensure_future(part) for way in ways for part in self._parts(*way)]
        try:
            done, _ = await asyncio.wait(carrying, return_when=asyncio.FIRST_EXCEPTION)
            for part in done:
                part.result()
        except _Died:
            self.is_dead = True
        finally:
            for part in carrying:
                part.cancel()
            await asyncio.gather(*carrying, return_exceptions=True)

    def _parts(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> tuple[Coroutine, ...]:
        """One takes what comes and one hands it on when its trip is over: much can be on its way at once."""
        on_its_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        return self._take(reader, on_its_way), self._hand_on(on_its_way, writer)

    async def _take(self, reader: asyncio.StreamReader, on_its_way: asyncio.Queue) -> None:
        chunk = b"."
        while chunk:
            chunk = await reader.read(65536)
            on_its_way.put_nowait((asyncio.get_running_loop().time() + self.trip, chunk))

    async def _hand_on(self, on_its_way: asyncio.Queue, writer: asyncio.StreamWriter) -> None:
        while True:
            there_at, chunk = await on_its_way.get()
            await asyncio.sleep(there_at - asyncio.get_running_loop().time())
            if not chunk:
                return writer.write_eof()
            writer.write(chunk)
            await writer.drain()
            self.chunks += 1
            if self.chunks == self.last:
                raise _Died


class _Died(Exception):
    """This connection has carried its last."""
