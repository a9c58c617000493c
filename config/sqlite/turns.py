"""Whose turn it is to write: a lock on a file, first come first served, between threads and processes alike.

The queue is the kernel's (``flock``), which lets go of the lock of whoever is killed. It knows no limit to a
wait: so a thread stands in the queue for whoever waits, and whoever gives up leaves it there, to let go as
soon as its turn comes. Turned down: asking again and again (``LOCK_NB``) has no queue, and an alarm is for a
process's main thread alone.
"""

import fcntl
import os
import threading
import time
from pathlib import Path
from weakref import WeakSet


class Turn:
    """Of one connection: its own handle of the file, so that two of one process wait for each other too."""

    def __init__(self, path: Path):
        self._path = path
        self._handle: int | None = None
        self.is_mine = False
        _of_this_process.add(self)

    @classmethod
    def beside(cls, database: Path | str) -> Path:
        """The file of its turns."""
        return Path(f"{database}-turn")

    def take(self, limit: float) -> float | None:
        """Seconds that it was waited for; None where it did not come within ``limit``. Raises OSError."""
        if self._handle is None:
            self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            waited = 0.0
        except BlockingIOError:
            place = _Place(self._handle)
            if not place.comes_within(limit):
                self._handle = None  # it is the place's now
                return None
            waited = place.waited
        self.is_mine = True
        return waited

    def give_back(self) -> None:
        if self.is_mine and self._handle is not None:
            self.is_mine = False
            fcntl.flock(self._handle, fcntl.LOCK_UN)

    def end(self) -> None:
        """With its connection."""
        self.give_back()
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def forget(self) -> None:
        """In a process that was forked: the turn is its parent's, and the parent alone gives it back."""
        if self._handle is not None:
            os.close(self._handle)
        self._handle, self.is_mine = None, False


class _Place:
    """In the queue, where a thread stands for another."""

    def __init__(self, handle: int):
        self._handle = handle
        self._came = threading.Event()
        self._is_given_up = False
        self._settling = threading.Lock()
        self._began = time.monotonic()

    @property
    def waited(self) -> float:
        return time.monotonic() - self._began

    def comes_within(self, limit: float) -> bool:
        threading.Thread(target=self._stand, daemon=True).start()
        if self._came.wait(limit):
            return True
        with self._settling:  # it may have come in this very moment
            self._is_given_up = not self._came.is_set()
            return not self._is_given_up

    def _stand(self) -> None:
        fcntl.flock(self._handle, fcntl.LOCK_EX)
        with self._settling:
            if not self._is_given_up:
                self._came.set()
                return
        fcntl.flock(self._handle, fcntl.LOCK_UN)
        os.close(self._handle)


_of_this_process: WeakSet[Turn] = WeakSet()


def _forget_all() -> None:
    for turn in _of_this_process:
        turn.forget()


os.register_at_fork(after_in_child=_forget_all)
