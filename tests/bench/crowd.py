"""Everything that takes memory, at once: log-ins, walks, papers, and an editor who looks at a large file.

What systemd's `MemoryMax` in deploy/rinnalla.service is held against. `SECONDS=60` of it, by itself.
"""

import os
import threading
import time
import uuid
from collections.abc import Callable

from guidance.packs.files import BUILT_IN, read_pack_file, write_pack
from tests.bench.memory import AT_ONCE
from tests.bench.processes import memory_in_all, memory_of, workers_of
from tests.bench.servers import AppServer, Measured
from tests.bench.visitors import Visitor, walkers
from tests.bench.walking import Walker, summed
from tests.guidance.large import large_pack

SECONDS = float(os.environ.get("SECONDS") or 60)
WALKING, ON_PAPER = 32, 4
LIMIT = 1024  # MiB; as MemoryMax says
IMPORT = "/admin/guidance/edition/import/"

Answered = dict[str, list[int]]  # what was asked -> its answers


def measure_crowd(measured: Measured) -> None:
    server = measured.app()
    before = memory_in_all(server)
    answered: Answered = {}
    everybody = [Walker(visitor, thought=0.5) for visitor in walkers(server, WALKING + ON_PAPER)]
    for walker in everybody:
        walker.begin()
    those, on_paper = everybody[:WALKING], everybody[WALKING:]
    end = time.monotonic() + SECONDS
    asked = [lambda walker=walker: walker.walk_until(end) for walker in those]
    asked += [_again_until(end, answered, "log-in", _log_in(server)) for _ in range(AT_ONCE)]
    asked += [_again_until(end, answered, "paper", _paper(server, walker)) for walker in on_paper]
    asked.append(_again_until(end, answered, "large file", _large_file(server)))
    threads = [threading.Thread(target=each) for each in asked]
    for thread in threads:
        thread.start()
    in_all, of_one = before, 0.0
    while any(thread.is_alive() for thread in threads):
        in_all = max(in_all, memory_in_all(server))
        of_one = max(of_one, *map(memory_of, workers_of(server)))
        time.sleep(0.05)
    _report(those, answered)
    print(
        f"{before:.0f} MiB before, at most {in_all:.0f} MiB in all and {of_one:.0f} in one process"
        f" (limit: {LIMIT} in all)"
    )


def _report(those: list[Walker], answered: Answered) -> None:
    for walker in those:
        walker.check()
    heard = summed(those)
    answered["save"], answered["page"] = [200] * len(heard.saves), [200] * len(heard.pages)
    for what, statuses in answered.items():
        many = {status: statuses.count(status) for status in sorted({*statuses})}
        print(f"   {what}: {len(statuses)} {many}")
    print(f"   lost {heard.lost}, wrong {len(heard.wrong)} {sorted({*heard.wrong}) or ''}", flush=True)


def _again_until(end: float, answered: Answered, what: str, ask: Callable[[], int]) -> Callable[[], None]:
    def again() -> None:
        while time.monotonic() < end:
            answered.setdefault(what, []).append(ask())

    return again


def _log_in(server: AppServer) -> Callable[[], int]:
    def log_in() -> int:
        Visitor(server).log_in()
        return 200

    return log_in


def _paper(server: AppServer, walker: Walker) -> Callable[[], int]:
    visitor = Visitor(server, walker.visitor.cookies)
    fields = {"csrfmiddlewaretoken": visitor.token(f"{walker.walk}summary/")}

    def paper() -> int:
        time.sleep(1)
        return visitor.ask("POST", f"{walker.walk}pdf/", fields)[0]

    return paper


def _large_file(server: AppServer) -> Callable[[], int]:
    """Three hundred steps, shown with all that taking them would change."""
    supervisor = Visitor(server)
    supervisor.log_in("supervisor")
    token, edge = supervisor.token(IMPORT), uuid.uuid4().hex
    pack = write_pack(large_pack(read_pack_file(BUILT_IN)))
    parts = {"csrfmiddlewaretoken": ("", token), "file": ('; filename="large.yaml"', pack)}
    body = "".join(
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n{value}\r\n'
        for name, (more, value) in parts.items()
    )
    content = f"{body}--{edge}--\r\n".encode()
    kind = {"Content-Type": f"multipart/form-data; boundary={edge}"}
    return lambda: supervisor.ask("POST", IMPORT, content, **kind)[0]
