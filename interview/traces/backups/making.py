"""A backup made: copied, sealed, read again and looked through before it counts as one."""

from datetime import UTC
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils import timezone

from config.environment import MAKE_KEY
from interview.accounts import Attempt, Session
from interview.presses import Press
from interview.traces import deleted_ids, events

from . import folder as folders
from . import schema
from .contents import Contents, parted
from .database import kind
from .folder import Backup
from .refused import Refused
from .scratch import scratch
from .sealed_file import CannotRead, Head, Sealing, unsealed

# What is over within a day: a session that came back would be a log-in that somebody has ended.
SHORT_LIVED = [Session, Attempt, Press]


def default_folder() -> Path:
    return settings.DATA_DIR / "backups"


def make(folder: Path) -> Backup:
    """A new backup in ``folder``. Raises Refused, with nothing left behind, where none could be made."""
    keys = settings.BACKUP_KEYS
    if not keys:
        raise Refused(
            f"Set RINNALLA_BACKUP_KEYS to keyid:key, a key of its own for backups; make one with: {MAKE_KEY}"
        )
    with scratch() as place:
        return make_in(folder, place)


def make_in(folder: Path, place: Path) -> Backup:
    """The same, within a restore that has the scratch place already."""
    if kind().was_cut_short():
        raise Refused("A restore was cut short: run manage.py restore again, or with --take-back.")
    schema.refuse_where_behind()
    folders.checked(folder)
    folders.clear_what_was_cut_short(folder)
    deleted_ids.bring_up_to_date()
    key_id, key = next(iter(settings.BACKUP_KEYS.items()))
    now = timezone.now().replace(microsecond=0)
    made_at = now.astimezone(UTC).isoformat()
    head = Head(key_id, made_at, kind().KIND, deleted_ids.installation(), schema.newest_migrations())
    try:
        with folders.written(folder, head.time) as (path, file):
            rows = _write(Sealing(file, key, head), place)
            file.flush()
            _check(file, rows, place)
    except OSError as error:
        raise Refused(f"The backup could not be written ({error.strerror}).") from None
    events.keep("backed-up", None, reason=path.name)
    return Backup(path, head)


def _write(sealing: Sealing, place: Path) -> dict[str, int]:
    short_lived = [model._meta.db_table for model in SHORT_LIVED]
    with kind().copied(place, short_lived) as copy:
        sealing.write(Contents(copy.rows, deleted_ids.known().on).to_bytes())
        for part in copy.parts:
            sealing.write(part)
    sealing.finish()
    return copy.rows


def _check(file: BinaryIO, rows: dict[str, int], place: Path) -> None:
    """Read back from the disk and restored into the scratch place, it holds what was copied."""
    file.seek(0)
    try:
        contents, database = parted(unsealed(file, settings.BACKUP_KEYS))
        found = kind().looked_through(database, place)
    except CannotRead as error:
        raise Refused(f"The backup could not be read again: {error}.") from None
    if not found == rows == contents.rows:
        raise Refused("The backup does not hold what was copied: it was taken away again.")
