"""Whether the service runs: it holds a lock in DATA_DIR while it does, which a restore or a move needs.

The lock goes with the processes that hold it, however they end.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from .database import kind
from .refused import Refused
from .scratch import clear

FILE = ".in-use"


@contextmanager
def by_the_service() -> Iterator[None]:
    """By this process and those that it forks; refused during a restore or a move, or after half a one."""
    with _locked(fcntl.LOCK_SH, "A restore is under way, or a move: start the service when it has ended."):
        if kind().was_cut_short():
            raise Refused("A restore was cut short: run manage.py restore again, or with --take-back.")
        clear()
        yield


@contextmanager
def by_nobody_else() -> Iterator[None]:
    with _locked(fcntl.LOCK_EX, "The service is running: stop it first, and start it again afterwards."):
        yield


@contextmanager
def _locked(how: int, why_not: str) -> Iterator[None]:
    handle = os.open(settings.DATA_DIR / FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, how | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(why_not) from None
        yield
    finally:
        os.close(handle)
