"""What the processes of a server take: memory, and processor time."""

import os
from pathlib import Path

from tests.browser.server import Server

TICK = os.sysconf("SC_CLK_TCK")
MIB = 1024  # KiB


def workers_of(server: Server) -> list[int]:
    """The processes that answer."""
    return [int(pid) for pid in _of(server.process.pid, f"task/{server.process.pid}/children").split()]


def memory_of(pid: int) -> float:
    """MiB that the process holds, what it shares with others counted whole."""
    return _sum_of("Rss", pid) / MIB


def memory_in_all(server: Server) -> float:
    """MiB of all of its processes, what they share counted once."""
    return sum(_sum_of("Pss", pid) for pid in [server.process.pid, *workers_of(server)]) / MIB


def processor_time(server: Server) -> float:
    """Seconds that the processes that answer have worked."""
    return (
        sum(sum(map(int, _of(pid, "stat").rpartition(")")[2].split()[11:13])) for pid in workers_of(server))
        / TICK
    )


def _sum_of(what: str, pid: int) -> int:
    lines = _of(pid, "smaps_rollup").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{what}:"))


def _of(pid: int, name: str) -> str:
    return Path(f"/proc/{pid}/{name}").read_text()
