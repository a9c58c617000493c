"""A clock that has jumped deletes nothing: purging stops until an administrator says that the clock is right.

Inside a process the wall clock is held against one that nobody sets. At a start there is only what the
database remembers: rows from the future, or a long time in which nothing was purged.
"""

import logging
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import Max
from django.utils import timezone

from interview.accounts import Event, Session
from interview.stubs import Upkeep

log = logging.getLogger(__name__)

APART = timedelta(days=1)
LONGEST_WITHOUT = timedelta(days=14)
WHY = {
    "jumped": "The clock of this machine was set while the server ran.",
    "ahead": "There are rows from the future: the clock is behind, or was ahead.",
    "long-ago": "Nothing was purged for more than 14 days: the clock may be ahead.",
}
WHAT_TO_DO = "Nothing is purged. Look at the clock, then run: manage.py purge --clock-is-right"


def since_the_machine_began() -> float:
    """Seconds that nobody sets, and that go on while the machine sleeps (but on Linux alone)."""
    return time.clock_gettime(time.CLOCK_BOOTTIME if sys.platform == "linux" else time.CLOCK_MONOTONIC)


class Watch:
    """Whether the wall clock was set since this process began; its two clocks are handed in by tests."""

    def __init__(
        self,
        now: Callable[[], datetime] = timezone.now,
        ticks: Callable[[], float] = since_the_machine_began,
    ):
        self.now, self.ticks = now, ticks
        self._begin()

    def _begin(self) -> None:
        self._began = self.now() - timedelta(seconds=self.ticks())
        self._told = False

    def tells_of_a_jump(self, upkeep: Upkeep) -> bool:
        """Until somebody has confirmed the clock, which goes on from there."""
        jumped = abs(self.now() - timedelta(seconds=self.ticks()) - self._began) > APART
        if jumped and self._told and not upkeep.stopped:
            self._begin()
            return False
        self._told = jumped
        return jumped


def what_stops_purging(now: datetime, watch: Watch | None = None) -> str:
    """A key of ``WHY``, or nothing. It is kept, so that a restart does not undo it, and logged once."""
    upkeep = Upkeep.row()
    jumped = watch is not None and watch.tells_of_a_jump(upkeep)
    why = upkeep.stopped or ("jumped" if jumped else _what_the_database_tells(upkeep, now))
    if why and Upkeep.objects.filter(pk=upkeep.pk, stopped="").update(stopped=why):
        log.error("%s %s", WHY[why], WHAT_TO_DO)
    return why


def confirm(now: datetime) -> None:
    """The clock is right, or an older database has just been restored: purging goes on from here."""
    upkeep = Upkeep.row()
    upkeep.stopped, upkeep.confirmed_at, upkeep.newest_known = "", now, _newest()
    upkeep.save(update_fields=["stopped", "confirmed_at", "newest_known"])


def _what_the_database_tells(upkeep: Upkeep, now: datetime) -> str:
    newest = _newest()
    is_known = upkeep.newest_known is not None and newest is not None and newest <= upkeep.newest_known
    if newest is not None and newest - now > APART and not is_known:
        return "ahead"
    last = max(filter(None, [upkeep.purged_at, upkeep.confirmed_at]), default=None)
    return "long-ago" if last is not None and now - last > LONGEST_WITHOUT else ""


def _newest() -> datetime | None:
    """Of rows that every use of the app brings: a line of the log, a log-in, a purge."""
    lines = Event.objects.order_by("-pk").values_list("at", flat=True)[:1]
    used = Session.objects.aggregate(newest=Max("used_at"))["newest"]
    purged = Upkeep.objects.values_list("purged_at", flat=True)
    return max(filter(None, [*lines, used, *purged]), default=None)
