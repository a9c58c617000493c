"""A clock that has jumped stops purging, until an administrator has confirmed it."""

import logging
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from interview.accounts import Event, Session
from interview.stubs import Upkeep
from interview.traces import jumps
from interview.traces.jumps import Watch, confirm, what_stops_purging

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def now():
    return timezone.now()


class Machine:
    """Its two clocks: the one on the wall, which somebody may set, and the one that nobody sets."""

    def __init__(self, now: datetime):
        self.wall, self.seconds = now, 1000.0

    def passes(self, time: timedelta) -> None:
        self.wall += time
        self.seconds += time.total_seconds()

    def watch(self) -> Watch:
        return Watch(lambda: self.wall, lambda: self.seconds)


@pytest.fixture
def machine(now):
    return Machine(now)


def test_time_that_passes_is_no_jump(machine):
    watch = machine.watch()
    for _ in range(40):
        machine.passes(DAY)
        assert what_stops_purging(machine.wall, watch) == ""


@pytest.mark.parametrize("jump", [-400 * DAY, -1.1 * DAY, 1.1 * DAY, 400 * DAY], ids=str)
def test_a_clock_that_is_set_while_the_server_runs_stops_purging(machine, jump):
    watch = machine.watch()
    machine.passes(3 * DAY)
    machine.wall += jump
    assert what_stops_purging(machine.wall, watch) == "jumped"


@pytest.mark.parametrize("jump", [-0.9 * DAY, timedelta(hours=1), 0.9 * DAY], ids=str)
def test_less_than_a_day_is_no_jump(machine, jump):
    watch = machine.watch()
    machine.wall += jump
    assert what_stops_purging(machine.wall, watch) == ""


def test_a_machine_that_slept_has_not_jumped():
    """The other clock goes on in a sleep: it is the one since the machine began."""
    assert jumps.since_the_machine_began() == pytest.approx(
        jumps.time.clock_gettime(jumps.time.CLOCK_BOOTTIME), abs=5
    )


def test_it_stays_stopped_over_a_restart_and_when_the_clock_is_set_back(machine):
    watch = machine.watch()
    machine.wall += 2 * DAY
    assert what_stops_purging(machine.wall, watch) == "jumped"
    machine.wall -= 2 * DAY
    assert what_stops_purging(machine.wall, watch) == "jumped"
    assert what_stops_purging(machine.wall, machine.watch()) == "jumped"


def test_once_confirmed_every_process_goes_on_and_a_second_jump_is_noticed(machine):
    watches = [machine.watch(), machine.watch()]
    machine.wall += 2 * DAY
    assert [what_stops_purging(machine.wall, watch) for watch in watches] == ["jumped"] * 2
    confirm(machine.wall)
    assert [what_stops_purging(machine.wall, watch) for watch in watches] == [""] * 2
    machine.wall += 2 * DAY
    assert what_stops_purging(machine.wall, watches[0]) == "jumped"


# --- At a start -------------------------------------------------------------------------------------------


def a_line_of_the_log(at):
    Event.objects.create(kind="logged-in", at=at)


def a_log_in(at):
    Session.objects.create(session_key="a", session_data="", expire_date=at, used_at=at)


def a_purge(at):
    Upkeep.row()
    Upkeep.objects.update(purged_at=at)


@pytest.mark.parametrize("row", [a_line_of_the_log, a_log_in, a_purge])
def test_a_row_from_the_future_stops_it(now, row):
    row(now + 0.9 * DAY)
    assert what_stops_purging(now) == ""
    Session.objects.all().delete()
    row(now + 1.1 * DAY)
    assert what_stops_purging(now) == "ahead"


def test_what_was_confirmed_as_lying_ahead_stops_it_no_more_and_a_later_row_does(now):
    a_line_of_the_log(now + 300 * DAY)
    assert what_stops_purging(now) == "ahead"
    confirm(now)
    assert what_stops_purging(now) == ""
    a_line_of_the_log(now + 301 * DAY)
    assert what_stops_purging(now) == "ahead"


def test_a_fortnight_without_a_purge_stops_it(now):
    a_purge(now - 13.9 * DAY)
    assert what_stops_purging(now) == ""
    a_purge(now - 14.1 * DAY)
    assert what_stops_purging(now) == "long-ago"


def test_where_nothing_was_ever_purged_nothing_stops_the_first(now):
    assert what_stops_purging(now) == ""


def test_an_older_database_that_was_just_restored_is_confirmed_so(now):
    a_purge(now - 200 * DAY)
    confirm(now)
    assert what_stops_purging(now) == ""
    assert what_stops_purging(now + 15 * DAY) == "long-ago"


def test_the_log_says_why_and_what_to_do(now, caplog):
    a_purge(now - 20 * DAY)
    with caplog.at_level(logging.ERROR):
        what_stops_purging(now)
        what_stops_purging(now)
    assert len(caplog.records) == 1
    assert jumps.WHY["long-ago"] in caplog.text
    assert "manage.py purge --clock-is-right" in caplog.text
