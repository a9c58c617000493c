"""While the server runs old things go by themselves: every hour, in whichever of its processes looks first.

Each process looks once a minute whether it is time, and whether its clock has jumped. Whose turn it is stands
in a row of the database, so that it is one process however many there are, and on however many machines.
"""

import logging
import threading
from datetime import datetime, timedelta

from django.db import connections
from django.db.models import Q
from django.utils import timezone

from interview.stubs import Upkeep

from .jumps import WHAT_TO_DO, WHY, Watch, what_stops_purging
from .purge import purge

log = logging.getLogger(__name__)

EVERY = timedelta(hours=1)
LOOKS = 60  # seconds between two looks
AT_MOST = 5  # seconds that the end of a process waits for the batch that is under way


class Ended(Exception):
    """The process is about to end: the rest is for another, or for the next hour."""


class Rounds(threading.Thread):
    def __init__(self) -> None:
        super().__init__(name="purge", daemon=True)
        self.ended = threading.Event()
        self.watch = Watch()

    def run(self) -> None:
        while not self.ended.wait(LOOKS):
            try:
                self.look(timezone.now())
            except Ended:
                return
            except Exception:
                log.exception("Purging failed; it is tried again in an hour")
            finally:
                connections.close_all()  # of this thread

    def look(self, now: datetime) -> None:
        why = what_stops_purging(now, self.watch)
        if not _is_our_turn(now):
            return
        if why:
            log.error("%s %s", WHY[why], WHAT_TO_DO)  # once an hour until somebody has looked
        else:
            purge(now, rest=self._rest)

    def end(self) -> None:
        self.ended.set()
        self.join(AT_MOST)

    def _rest(self, seconds: float) -> None:
        if self.ended.wait(seconds):
            raise Ended


def _is_our_turn(now: datetime) -> bool:
    """Taken by whoever asks first. A turn that lies ahead of the clock was taken before that was set back."""
    is_time = Q(begun_at=None) | Q(begun_at__lte=now - EVERY) | Q(begun_at__gt=now + EVERY)
    turns = Upkeep.objects.filter(is_time)
    return turns.exists() and turns.update(begun_at=now) == 1
