"""Memory: of a process that answers request after request, and of all of them while many log in at once.

Fifty thousand requests take minutes: by itself a tenth of them is measured, and the slope told.
`make bench PARTS=memory REQUESTS=50000` goes all the way.
"""

import os
import threading
import time

from tests.bench.processes import memory_in_all, memory_of, workers_of
from tests.bench.servers import Measured
from tests.bench.timing import percentiles
from tests.bench.visitors import Visitor, walkers
from tests.bench.walking import Walker
from tests.browser.server import Server

REQUESTS = int(os.environ.get("REQUESTS") or 5_000)
ALL_THE_WAY = 50_000
LOOKS = 10
WALKING = 8  # each in a thread, so that every thread of a process has worked
MOST = 150  # MiB of one process
AT_ONCE = 16
MOST_IN_ALL = 300  # MiB while so many log in


def measure_memory(measured: Measured) -> None:
    """Of each process at each tenth of the requests; the slope is that of the last half."""
    server = measured.app()
    those = [Walker(visitor) for visitor in walkers(server, WALKING)]
    for walker in those:
        walker.begin()
    seen = []
    for look in range(LOOKS + 1):
        seen.append(max(map(memory_of, workers_of(server))))
        print(
            f"   after {look * REQUESTS // LOOKS:6} requests: {seen[-1]:6.1f} MiB in the larger process",
            flush=True,
        )
        if look < LOOKS:
            _ask(those, REQUESTS // LOOKS // WALKING)
    half = seen[LOOKS // 2 :]
    a_thousand = (half[-1] - half[0]) / (REQUESTS / 2) * 1000
    further = half[-1] + a_thousand * max(0, ALL_THE_WAY - REQUESTS) / 1000
    print(
        f"   {a_thousand * 1024:+.0f} KiB a thousand requests in the last half; at {ALL_THE_WAY} that would"
        f" be {further:.0f} MiB (to reach: under {MOST}, and flat)"
    )


def _ask(those: list[Walker], each: int) -> None:
    def ask(walker: Walker) -> None:
        asked = 0
        while asked < each:
            for step in walker.steps():
                walker.take(step)
                asked += 1

    threads = [threading.Thread(target=ask, args=(walker,)) for walker in those]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def measure_log_ins(measured: Measured) -> None:
    server = measured.app()
    visitors = [Visitor(server) for _ in range(AT_ONCE)]
    took: list[float] = []
    before = memory_in_all(server)

    def log_in(visitor: Visitor) -> None:
        began = time.perf_counter()
        visitor.log_in()
        took.append((time.perf_counter() - began) * 1000)

    threads = [threading.Thread(target=log_in, args=(visitor,)) for visitor in visitors]
    for thread in threads:
        thread.start()
    most = _most_while(threads, server)
    print(
        f"{AT_ONCE} log-ins at once: {percentiles(took)}; {before:.0f} MiB before, at most {most:.0f} MiB in"
        f" all (to reach: under {MOST_IN_ALL})"
    )


def _most_while(threads: list[threading.Thread], server: Server) -> float:
    most = 0.0
    while any(thread.is_alive() for thread in threads):
        most = max(most, memory_in_all(server))
        time.sleep(0.01)
    return most
