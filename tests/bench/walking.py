"""Workers who walk through interviews, each in one of their own: open a page, answer on it, go on.

1, 8 and 32 without a pause, which shows what the machine gives at most; a hundred with two seconds of thought
before each step, as in so many meetings at once.
"""

import http.client
import itertools
import random
import threading
import time
from dataclasses import dataclass, field
from functools import partial

from tests.bench.processes import processor_time
from tests.bench.servers import POSTGRESQL, Measured
from tests.bench.timing import percentile, percentiles
from tests.bench.visitors import Visitor, walkers

WALKS = [(1, 0.0), (8, 0.0), (32, 0.0), (100, 2.0)]  # how many at once, and seconds of thought in the middle
SECONDS = 20.0
SLOWEST = {POSTGRESQL: 150}  # milliseconds at p95, of those who think
SLOWEST_ELSEWHERE = 100
SAVED = (200, 204)

# The pages in the order of a meeting, and what is answered on each: one thing the first time, another the
# next, since what stands there already is no change. Words get a number.
PAGES: list[tuple[str, dict[str, tuple[str, str]]]] = [
    ("1", {"check-alone": ("yes", "no"), "note-pace": ("Tauko kello kaksi.",) * 2}),
    (
        "2",
        {
            "check-threat": ("unsure", "no"),
            "check-escort": ("waiting", "no"),
            "note-safety": ("Odottaa käytävässä.",) * 2,
        },
    ),
    ("signs", {"sign-escort-always": ("noticed", "not-noticed"), "note-escort-always": ("Vapisi.",) * 2}),
    ("3", {"note-follow-up": ("Kertoi itse.",) * 2}),
    ("4", {}),
    ("summary", {"meeting-place": ("Asemalla",) * 2}),
]


@dataclass
class Heard:
    """Milliseconds of each answer, and what else came."""

    saves: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    lost: int = 0

    @property
    def all(self) -> list[float]:
        return self.saves + self.pages


class Walker:
    """One worker in one interview. ``version`` grows with each save that was acknowledged; once one was not,
    it is asked for before each save, for one that is no change leaves it as it is.

    ``noted`` holds the last words of each field, but where later ones got no answer: either may stand there.
    """

    def __init__(self, visitor: Visitor, thought: float = 0):
        self.visitor, self.thought, self.version = visitor, thought, 0
        self.heard, self.unsure = Heard(), False
        self.noted: dict[tuple[str, str], str] = {}
        self._random, self._turn = random.Random(id(self)), itertools.count()

    def begin(self) -> None:
        _, _, first = self.visitor.ask("POST", "/i/", {"csrfmiddlewaretoken": self.visitor.token("/i/")})
        self.walk = first.removesuffix("1/")
        self.token = self.visitor.token(first)

    def steps(self):
        """What is done in one walk, one thing after another."""
        turn = next(self._turn) % 2
        for page, answers in PAGES:
            path = f"{self.walk}{page}/"
            yield partial(self._open, path)
            for name, values in answers.items():
                yield partial(self._save, path, name, values[turn])

    def walk_until(self, end: float) -> None:
        for step in itertools.chain.from_iterable(self.steps() for _ in itertools.count()):
            time.sleep(self._random.uniform(0.5, 1.5) * self.thought)
            if time.monotonic() >= end:
                return
            self.take(step)

    def take(self, step) -> None:
        try:
            step()
        except (OSError, http.client.HTTPException) as error:
            self.visitor.connection.close()
            self.unsure = True
            self.heard.wrong.append(type(error).__name__)

    def check(self) -> None:
        """What was acknowledged has to be there; what was not, may be."""
        version = int(self.visitor.hidden(f"{self.walk}summary/", "version"))
        self.heard.lost = (0 if self.unsure else self.version - version) + sum(
            words.encode() not in self.visitor.ask("GET", path, **{"Accept-Encoding": "identity"})[1]
            for (path, _), words in self.noted.items()
        )

    def _open(self, path: str) -> None:
        status, took = self._timed("GET", path)
        self._note(status == 200, status, self.heard.pages, took)

    def _save(self, path: str, name: str, value: str) -> None:
        if self.unsure:
            self.version = int(self.visitor.hidden(path, "version"))
        said = value if name.startswith(("check-", "sign-")) else f"{value} {self.version}"
        fields = {"version": self.version, "csrfmiddlewaretoken": self.token, name: said}
        self.noted.pop((path, name), None)
        status, took = self._timed("POST", path, fields, **{"HX-Request": "true", "X-Touched": "0"})
        self.version += status in SAVED
        if status in SAVED and name.startswith("note-"):
            self.noted[path, name] = said
        self._note(status in SAVED, status, self.heard.saves, took)

    def _timed(self, *asked, **headers) -> tuple[int, float]:
        began = time.perf_counter()
        status, _, _ = self.visitor.ask(*asked, **headers)
        return status, (time.perf_counter() - began) * 1000

    def _note(self, well: bool, status: int, times: list[float], took: float) -> None:
        if well:
            times.append(took)
        else:
            self.heard.wrong.append(str(status))


def together(all_of_them: list[Walker], seconds: float) -> None:
    end = time.monotonic() + seconds
    threads = [threading.Thread(target=walker.walk_until, args=(end,)) for walker in all_of_them]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def summed(all_of_them: list[Walker]) -> Heard:
    heard = Heard()
    for walker in all_of_them:
        heard.saves += walker.heard.saves
        heard.pages += walker.heard.pages
        heard.wrong += walker.heard.wrong
        heard.lost += walker.heard.lost
    return heard


def measure_walking(measured: Measured) -> None:
    server = measured.app()
    visitors = walkers(server, max(number for number, _ in WALKS))
    for number, thought in WALKS:
        those = [Walker(visitor, thought) for visitor in visitors[:number]]
        for walker in those:
            walker.begin()
        worked = processor_time(server)
        together(those, SECONDS)
        worked = processor_time(server) - worked
        for walker in those:
            walker.check()
            walker.visitor.connection.close()  # it would be parked too long meanwhile
        heard = summed(those)
        report(number, thought, heard, worked / max(1, len(heard.all)) * 1000)
        if thought:
            most = SLOWEST.get(measured.kind, SLOWEST_ELSEWHERE)
            print(f"   p95 {percentile(heard.all, 95):5.1f} ms (to reach: {most}, and no error)", flush=True)


def report(number: int, thought: float, heard: Heard, worked: float) -> None:
    many = f"{number:3} walking, {thought:.0f} s of thought"
    print(f"{many}   saves {percentiles(heard.saves)}   pages {percentiles(heard.pages)}")
    print(
        f"   {len(heard.all) / SECONDS:6.1f} answers a second, {worked:4.1f} ms of processor time each;"
        f" lost {heard.lost}, wrong {len(heard.wrong)} {sorted({*heard.wrong}) or ''}",
        flush=True,
    )
