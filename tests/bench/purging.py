"""A hundred thousand interviews are due at once, and workers save meanwhile.

Says how long it takes, how much memory the purging process takes at most, and how long the slowest save took,
beside saves with nothing else going on.
"""

import itertools
import os
import subprocess
import sys
import threading
import time
from statistics import median

from tests.bench.servers import Measured
from tests.bench.timing import milliseconds
from tests.bench.visitors import Visitor
from tests.browser.server import ROOT, Server

DUE = 100_000
SAVERS = 4
QUIET = 300  # saves of each before anything is due

FILL = f"""
import os
from datetime import timedelta
from django.contrib.auth.models import User
from django.utils import timezone
from guidance.models import Edition
from interview.models import Interview
from interview.seals import LatestSeal
owner, edition = User.objects.get(username="colleague"), Edition.objects.get()
long_ago = timezone.now() - timedelta(days=20)
made = dict(owner=owner, edition=edition, began_at=long_ago, last_active_at=long_ago, due_at=long_ago)
for begin in range(0, {DUE}, 1000):
    rows = [Interview(sealed=os.urandom(4096), **made) for _ in range(1000)]
    Interview.objects.bulk_create(rows)
    LatestSeal.objects.bulk_create(LatestSeal(interview=row) for row in rows)
"""


class Saver(threading.Thread):
    """Saves one answer after another, each as soon as the last is acknowledged."""

    def __init__(self, server: Server):
        super().__init__()
        self.times: list[float] = []
        self.over = threading.Event()
        self._visitor = Visitor(server)
        self._visitor.log_in()
        token = self._visitor.token("/i/")
        _, _, stage = self._visitor.ask("POST", "/i/", {"csrfmiddlewaretoken": token})
        self._stage = stage.replace("/1/", "/2/")
        self._token = self._visitor.token(self._stage)
        self._versions, self._answers = itertools.count(), itertools.cycle(["yes", "no", "unsure"])
        self._save()  # while it is empty it is everybody's who begins

    def run(self) -> None:
        while not self.over.is_set():
            self.times.append(milliseconds(self._save))

    def save(self, number: int) -> list[float]:
        return [milliseconds(self._save) for _ in range(number)]

    def _save(self) -> int:
        answer = {"version": next(self._versions), "check-threat": next(self._answers)}
        fields = answer | {"csrfmiddlewaretoken": self._token}
        return self._visitor.ask("POST", self._stage, fields, **{"HX-Request": "true", "X-Touched": "0"})[0]


def purged(server: Server) -> tuple[float, int]:
    """`manage.py purge` in a process of its own: seconds, and its most memory in MiB."""
    began = time.monotonic()
    command = [sys.executable, "manage.py", "purge"]
    process = subprocess.Popen(command, cwd=ROOT, env=server._environment())
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return time.monotonic() - began, usage.ru_maxrss // 1024


def report(what: str, times: list[float]) -> None:
    times = sorted(times)
    print(
        f"{what}: {len(times)} saves, median {median(times):.0f} ms,"
        f" 99 of 100 within {times[int(len(times) * 0.99)]:.0f} ms, slowest {times[-1]:.0f} ms",
        flush=True,
    )


def measure_purge(measured: Measured) -> None:
    server = measured.app()
    _, least = purged(server)
    print(f"Making {DUE} interviews that are due …", flush=True)
    server.manage("shell", "-v", "0", "-c", FILL)
    savers = [Saver(server) for _ in range(SAVERS)]
    report("nothing else going on", savers[0].save(QUIET))
    for saver in savers:
        saver.start()
    took, most = purged(server)
    for saver in savers:
        saver.over.set()
    for saver in savers:
        saver.join()
    report("while it purged", [each for saver in savers for each in saver.times])
    print(f"purging: {took:.0f} s, at most {most} MiB ({least} MiB with nothing due)")
