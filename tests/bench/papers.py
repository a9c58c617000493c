"""The plan of a full summary as a PDF: how long it takes once one has been made, and what memory it takes.

An account gets twenty files a minute, so there are few rounds.
"""

from statistics import median

from tests.bench.processes import memory_of, processor_time, workers_of
from tests.bench.servers import Measured
from tests.bench.timing import milliseconds, percentile
from tests.bench.visitors import walkers
from tests.browser.server import Server

WARM_UP, ROUNDS = 3, 15
SMALLEST = 20_000  # bytes, compressed as for a browser
FASTEST, LIGHTEST = 100, 100  # what it is aimed at: milliseconds in the middle, MB more in the process

# Steps in every tier, some of them held.
FULL = {
    "2": {
        "check-alone": "yes",
        "check-threat": "unsure",
        "check-safe-tonight": "no",
        "check-minor": "unsure",
    },
    "3": {"check-consent": "yes", "check-police": "yes", "check-contacts-given": "not-yet"},
    "signs": {
        f"sign-{sign}": "noticed"
        for sign in ("nervous", "controlled-papers", "no-pay", "marriage-talk", "made-to-do", "untreated")
    },
}


def measure_papers(measured: Measured) -> None:
    server = measured.app()
    (worker,) = walkers(server, 1)
    _, _, first = worker.ask("POST", "/i/", {"csrfmiddlewaretoken": worker.token("/i/")})
    for page, answers in FULL.items():
        address = first.replace("/1/", f"/{page}/")
        seen = {name: worker.hidden(address, name) for name in ("version", "csrfmiddlewaretoken")}
        worker.ask("POST", address, seen | answers)
    address = first.replace("/1/", "/pdf/")
    asked = {"reading": "full", "csrfmiddlewaretoken": worker.token(address)}

    def paper() -> int:
        status, content, _ = worker.ask("POST", address, asked)
        assert len(content) > SMALLEST, "that was another page"
        return status

    before = _memory(server)
    cold = milliseconds(paper)
    for _ in range(WARM_UP):
        paper()
    worked = processor_time(server)
    took = [milliseconds(paper) for _ in range(ROUNDS)]
    worked = (processor_time(server) - worked) / ROUNDS * 1000
    print(
        f"a PDF of a full summary: {median(took):.0f} ms in the middle, p95 {percentile(took, 95):.0f} ms,"
        f" the first {cold:.0f} ms (aim: {FASTEST} ms); {worked:.0f} ms of processor time each"
    )
    print(f"   {_grown(before, _memory(server)):.0f} MB more in the process (aim: {LIGHTEST} MB)")


def _memory(server: Server) -> dict[int, float]:
    return {pid: memory_of(pid) for pid in workers_of(server)}


def _grown(before: dict[int, float], after: dict[int, float]) -> float:
    """Of the process that made them: the others stay as they were."""
    return max(after[pid] - before.get(pid, 0) for pid in after) * 1024**2 / 1000**2
