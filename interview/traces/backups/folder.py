"""The folder that backups lie in: how they are named, written, found and taken away when they expire."""

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from .refused import Refused
from .sealed_file import CannotRead, Head, Keys, vouched_head

NAME = re.compile(r"rinnalla-\d{8}T\d{6}Z(-\d+)?\.backup")
ASIDE = re.compile(rf"\.{NAME.pattern}\.part")
CLOSED_TO = 0o077  # the group and all others


@dataclass(frozen=True)
class Backup:
    path: Path
    head: Head


def checked(folder: Path) -> Path:
    """The folder, made where there is none yet; refused where it is open to others."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        status = folder.stat()
    except OSError as error:
        raise Refused(f"Name a folder that can be written to ({folder}: {error.strerror}).") from None
    if status.st_uid != os.geteuid():
        raise Refused(f"Name a folder of your own for the backups: {folder} belongs to another user.")
    if status.st_mode & CLOSED_TO:
        raise Refused(f"Close {folder} to all but its owner (chmod 700), or name another folder.")
    return folder


@contextmanager
def written(folder: Path, at: datetime) -> Iterator[tuple[Path, BinaryIO]]:
    """The path of a new backup, and a file to write it to; it has its name once all went well."""
    path = _free_name(folder, at)
    aside = folder / f".{path.name}.part"
    handle = os.open(aside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with open(handle, "w+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield path, file
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
        keep_names(folder)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def keep_names(folder: Path) -> None:
    """A name that was given outlives a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def clear_what_was_cut_short(folder: Path) -> None:
    """What a backup that was killed has left: nobody holds it."""
    for path in folder.iterdir():
        if ASIDE.fullmatch(path.name):
            _take_away_unless_held(path)


def _take_away_unless_held(path: Path) -> None:
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        path.unlink()


def found(folder: Path, keys: Keys) -> tuple[list[Backup], list[str]]:
    """Our backups in a folder, the newest first; and a sentence on each that has our name and is not ours."""
    ours, others = [], []
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if NAME.fullmatch(path.name) and path.is_file() and not path.is_symlink():
            try:
                with path.open("rb") as file:
                    ours.append(Backup(path, vouched_head(file, keys)))
            except (CannotRead, OSError) as error:
                others.append(f"{path} stays as it is: {_why(error)}.")
    return sorted(ours, key=lambda backup: backup.head.time, reverse=True), others


def _why(error: Exception) -> str:
    return error.strerror or "it cannot be read" if isinstance(error, OSError) else str(error)


def _free_name(folder: Path, at: datetime) -> Path:
    name, number = f"rinnalla-{at:%Y%m%dT%H%M%SZ}", 1
    path = folder / f"{name}.backup"
    while path.exists():
        number += 1
        path = folder / f"{name}-{number}.backup"
    return path
