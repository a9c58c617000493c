"""A place in DATA_DIR for copies that are needed for a moment, of which nothing stays."""

import fcntl
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from .refused import Refused

FOLDER = ".scratch"
AT_A_TIME = 2**20  # bytes


@contextmanager
def scratch() -> Iterator[Path]:
    """The folder, for one backup or restore at a time. What one that was killed has left goes first."""
    folder = settings.DATA_DIR / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _lock(handle)
        _empty(folder)
        try:
            yield folder
        finally:
            _empty(folder)
    finally:
        os.close(handle)


def clear() -> None:
    """What a backup or a restore that was killed has left goes; while one is under way it stays."""
    with suppress(Refused), scratch():
        pass


@contextmanager
def tidy_when_ended() -> Iterator[None]:
    """Whoever ends this process with a SIGTERM leaves nothing half behind either."""
    before = signal.signal(signal.SIGTERM, lambda *received: sys.exit(128 + signal.SIGTERM))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def new_file(path: Path) -> Path:
    """An empty file that nobody else can read, whatever the umask."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    return path


def wipe(path: Path) -> None:
    """Overwrite a file and take it away. A disk that writes elsewhere each time still has it for a while."""
    with path.open("r+b") as file:
        left = os.fstat(file.fileno()).st_size
        while left > 0:
            left -= file.write(bytes(min(left, AT_A_TIME)))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()


def _lock(handle: int) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Refused("A backup or a restore is under way already: wait until it has ended.") from None


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir():
            _empty(path)
            path.rmdir()
        else:
            wipe(path)
