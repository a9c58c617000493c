"""The tail of a save: how long the unlucky wait while many save at once, beside bare saves at once.

Each visitor has a log-in, a connection and an interview, and sends the next answer as soon as the one before
is acknowledged. Ours and the bare ones take turns, a few seconds each, so that whatever else the machine does
slows both.
"""

import http.client
import itertools
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.bench.servers import Measured
from tests.bench.visitors import Visitor
from tests.browser.server import Server

AT_ONCE = (1, 8, 32)
TURNS = 4
SECONDS = 2.5  # each
MOST = 1.5  # times the bare one's p99
LEAST = 0.8  # of the bare one's steps a second


@dataclass
class Tally:
    """What became of the saves of some visitors; ``broken``: connections, and answers other than saved."""

    took: list[float] = field(default_factory=list)
    seconds: float = 0
    broken: int = 0
    lost: int = 0

    def percentile(self, percent: int) -> float:
        """In milliseconds."""
        ordered = sorted(self.took)
        return ordered[min(len(ordered) * percent // 100, len(ordered) - 1)] * 1000

    @property
    def a_second(self) -> float:
        return len(self.took) / self.seconds


class Saver:
    """A visitor in an interview of its own. ``saved``: how many of its saves were acknowledged."""

    def __init__(self, server: Server):
        self.visitor = Visitor(server)
        self.visitor.log_in()
        _, _, first = self.visitor.ask("POST", "/i/", {"csrfmiddlewaretoken": self.visitor.token("/i/")})
        self.stage = first.replace("/1/", "/2/")
        self.pk = first.split("/")[2]
        self.token = self.visitor.token(self.stage)
        self.answers = itertools.cycle(["yes", "no", "unsure"])
        self.saved = 0
        assert self.save(), "the first save failed"  # one that is empty may be given out again

    def save(self) -> bool:
        fields = {
            "version": self.saved,
            "check-threat": next(self.answers),
            "csrfmiddlewaretoken": self.token,
        }
        status, _, _ = self.visitor.ask("POST", self.stage, fields, **{"HX-Request": "true"})
        self.saved += status in (200, 204)
        return status in (200, 204)

    def lost(self) -> int:
        """Acknowledged saves that the interview knows nothing of."""
        return self.saved - int(self.visitor.hidden(self.stage, "version"))


class BareSaver:
    """A visitor of the bare server, who updates the row of an interview."""

    def __init__(self, server: Server, pk: str):
        self.visitor, self.page = Visitor(server), f"/bare/{pk}/"
        self.visitor.ask("GET", "/enter/")
        self.token = self.visitor.token(self.page)

    def save(self) -> bool:
        fields = {"answer": "yes", "csrfmiddlewaretoken": self.token}
        return self.visitor.ask("POST", self.page, fields)[0] == 200


def save_on(savers: list[Saver] | list[BareSaver], tally: Tally, seconds: float = SECONDS) -> None:
    """All of them at once, without a pause."""
    began = time.perf_counter()
    until = began + seconds
    threads = [threading.Thread(target=_save_until, args=(saver, until, tally)) for saver in savers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tally.seconds += time.perf_counter() - began


def _save_until(saver: Saver | BareSaver, until: float, tally: Tally) -> None:
    while (began := time.perf_counter()) < until:
        try:
            saved = saver.save()
        except (OSError, http.client.HTTPException):
            saver.visitor.connection.close()
            saved = False
        tally.took.append(time.perf_counter() - began)
        tally.broken += not saved


def measure(savers: list[Saver], bare_savers: list[BareSaver], turns: int = TURNS) -> tuple[Tally, Tally]:
    """Ours and the bare ones, by turns; a first one of each is only to warm up."""
    ours, bare = Tally(), Tally()
    for turn in range(turns + 1):
        for savers_of, tally in ((savers, ours), (bare_savers, bare)):
            if turn:
                save_on(savers_of, tally)
            else:
                save_on(savers_of, Tally(), seconds=SECONDS / 5)
    ours.lost = sum(saver.lost() for saver in savers)
    return ours, bare


def lines(at_once: int, ours: Tally, bare: Tally) -> Iterator[str]:
    for name, tally in (("ours", ours), ("bare", bare)):
        times = "   ".join(f"p{percent} {tally.percentile(percent):7.1f} ms" for percent in (50, 95, 99))
        yield f"{at_once:2} at once, {name}   {times}   {tally.a_second:6.1f} saves a second"
    slower, share = ours.percentile(99) / bare.percentile(99), ours.a_second / bare.a_second
    yield (
        f"   p99 {slower:5.2f} times the bare one (to reach: {MOST}), saves a second {share:4.2f} of it"
        f" (to reach: {LEAST}); lost {ours.lost}, broken {ours.broken} (bare {bare.broken})"
    )


def measure_tail(measured: Measured) -> None:
    server, bare_server = measured.app_and_bare()
    savers = [Saver(server) for _ in range(max(AT_ONCE))]
    bare_savers = [BareSaver(bare_server, saver.pk) for saver in savers]
    for at_once in AT_ONCE:
        for line in lines(at_once, *measure(savers[:at_once], bare_savers[:at_once])):
            print(line, flush=True)
