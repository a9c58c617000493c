"""`python -m tests.bench.day`: a working day of a nation's social workers, a share of it, in some minutes.

Meetings come over the day as they do in an office, most before and after noon. In each somebody logs in with
a password, walks through the stages in the pace of a meeting and looks at the summary. At the end of the day
everything that was acknowledged is looked for, a backup is made and the purge runs. With ``ENDS`` the service
ends so often meanwhile, stopped and killed by turns, and is started again.

    MINUTES=20 SHARE=0.1 ENDS=10 ON=postgresql .venv/bin/python -m tests.bench.day
"""

import http.client
import os
import random
import socket
import threading
import time
from collections.abc import Callable, Iterator

from tests.bench.processes import memory_in_all, processor_time
from tests.bench.servers import SQLITE, AppServer, measured
from tests.bench.timing import beside, percentiles
from tests.bench.visitors import Visitor
from tests.bench.walking import Heard, Walker, summed
from tests.browser.server import PASSWORD

MINUTES = float(os.environ.get("MINUTES") or 20)
SHARE = float(os.environ.get("SHARE") or 0.1)
ON = os.environ.get("ON") or SQLITE
ENDS = int(os.environ.get("ENDS") or 0)
TRIES = 5  # of what has to go well in the end, while the service is away

# What is assumed of a nation (docs/operating.md, *Sizing*).
WORKERS = 20_000
MEETINGS_A_DAY = WORKERS // 5  # one in five has one
STEPS = 105  # of a meeting and its summary: seven times through the pages, 63 saves and 42 pages
# Meetings that begin in each hour from eight, of a hundred.
HOURS = [6, 14, 18, 16, 8, 14, 14, 10]
MEETING = 0.75  # of an hour, in which it is walked through

MAKE = """
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, User
password, workers = make_password({password!r}), Group.objects.get(name="Workers")
people = User.objects.bulk_create(
    User(username=f"meeting-{{number}}", password=password) for number in range({number})
)
workers.user_set.add(*people)
"""


class Meeting(threading.Thread):
    """Somebody who logs in at ``begins`` (of the clock) and walks until all steps are done."""

    def __init__(self, server: AppServer, number: int, begins: float, lasts: float):
        super().__init__()
        self.walker = Walker(Visitor(server))
        self.begins, self.hour = begins, 0
        self._name, self._pause = f"meeting-{number}", lasts / STEPS

    def run(self) -> None:
        time.sleep(max(0.0, self.begins - time.monotonic()))
        if not self._tried("log-in", self._begin):
            return
        for step in self._steps():
            time.sleep(random.uniform(0.5, 1.5) * self._pause)
            self.walker.take(step)
        self._tried("look", self.walker.check)
        self.walker.visitor.connection.close()

    def _begin(self) -> None:
        self.walker.visitor.log_in(self._name)
        self.walker.begin()

    def _tried(self, what: str, call: Callable[[], None]) -> bool:
        """Whether it went well in the end."""
        for _ in range(TRIES):
            try:
                call()
                return True
            except (OSError, http.client.HTTPException, AssertionError) as error:
                self.walker.visitor.connection.close()
                self.walker.heard.wrong.append(f"{what}: {type(error).__name__}")
                time.sleep(self._pause)
        self.walker.heard.wrong.append(f"{what}: never")
        return False

    def _steps(self) -> Iterator:
        taken = 0
        while taken < STEPS:
            for step in self.walker.steps():
                yield step
                taken += 1


def meetings_of_a_day(server: AppServer, number: int) -> list[Meeting]:
    """As many as there are on such a day, in the order in which they begin."""
    an_hour = MINUTES * 60 / len(HOURS)
    hours = sorted(random.choices(range(len(HOURS)), HOURS, k=number))
    now = time.monotonic()
    meetings = []
    for each, hour in enumerate(hours):
        meeting = Meeting(server, each, now + (hour + random.random()) * an_hour, MEETING * an_hour)
        meeting.hour = hour
        meetings.append(meeting)
    return meetings


def main() -> None:
    number = round(MEETINGS_A_DAY * SHARE * min(1, MINUTES / 20))
    print(f"{number} meetings in {MINUTES:.0f} minutes, {ON} ({beside()})", flush=True)
    with measured(ON) as here, socket.create_server(("127.0.0.1", 0), backlog=4096) as listening:
        server = here.app()
        server.manage("shell", "-v", "0", "-c", MAKE.format(password=PASSWORD, number=number))
        server.stop()
        server.answer_at(listening)  # as systemd hands it in: who asks while the service is away waits
        server.start()
        worked, most = -processor_time(server), 0.0
        began = time.monotonic()
        meetings, ends = meetings_of_a_day(server, number), ends_of_the_service(began)
        for meeting in meetings:
            meeting.start()
        while any(meeting.is_alive() for meeting in meetings):
            most = max(most, memory_in_all(server))
            if ends and time.monotonic() > ends[0]:
                worked += processor_time(server)
                end_and_start(server, len(ends))
                worked -= processor_time(server)
                ends.pop(0)
            time.sleep(1)
        took = time.monotonic() - began
        report(meetings)
        worked += processor_time(server)
        print(f"{worked / took:.2f} cores of {os.cpu_count()} on the average, {most:.0f} MiB in all at most")
        _evening(server)
    print(beside())


def ends_of_the_service(began: float) -> list[float]:
    """When (of the clock), over the whole day alike."""
    return [began + MINUTES * 60 * (number + 0.5) / ENDS for number in range(ENDS)]


def end_and_start(server: AppServer, number: int) -> None:
    ended = time.monotonic()
    if number % 2:
        server.kill()
    else:
        server.stop()
    server.start()
    print(
        f"{'killed' if number % 2 else 'stopped'}, and away for {time.monotonic() - ended:.1f} s", flush=True
    )


def report(meetings: list[Meeting]) -> None:
    for hour in range(len(HOURS)):
        _say(f"{8 + hour:2} o'clock", [each for each in meetings if each.hour == hour])
    _say("the day", meetings)


def _say(when: str, meetings: list[Meeting]) -> None:
    heard: Heard = summed([meeting.walker for meeting in meetings])
    print(
        f"{when:9} {len(meetings):4} meetings   {len(heard.saves):6} saves {percentiles(heard.saves)}"
        f"   {len(heard.pages):5} pages {percentiles(heard.pages)}"
        f"   lost {heard.lost}, wrong {len(heard.wrong)} {sorted({*heard.wrong}) or ''}",
        flush=True,
    )


def _evening(server: AppServer) -> None:
    for command in ("backup", "purge"):
        began = time.monotonic()
        server.manage(command)
        print(f"{command} in the evening: {time.monotonic() - began:.1f} s")


if __name__ == "__main__":
    main()
