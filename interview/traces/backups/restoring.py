"""A backup put back: looked through first, said and agreed to, then all of it or nothing.

Whatever has to be done to it (newer migrations, what was deleted since, the clocks) is done before it takes
the place of what is there.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils import timezone

from interview.keys import lost_keys
from interview.traces import deleted_ids, events
from interview.traces.deleted_ids import Known

from . import carried_over, in_use, making, schema
from . import folder as folders
from .carried_over import CarriedOver
from .contents import Contents, parted
from .database import kind
from .folder import Backup
from .refused import Refused
from .scratch import scratch
from .sealed_file import CannotRead, Head, read_head, unsealed

RECENT = timedelta(days=2)  # the list of deleted interviews is brought up to date every night


@dataclass(frozen=True)
class Present:
    """The database that would be replaced."""

    can_be_read: bool
    is_of_the_same: bool = False  # installation
    interviews: int = 0


@dataclass(frozen=True)
class Offer:
    """What somebody has to know before they agree."""

    backup: Backup
    contents: Contents
    present: Present
    deleted: Known

    @property
    def knows_of_deletions(self) -> bool:
        until = self.deleted.until
        return until is not None and until > timezone.now() - RECENT


@dataclass
class Restored:
    set_aside: Backup | None = None  # what was there before
    deleted: int = 0  # interviews that had been deleted since
    carried_over: CarriedOver = field(default_factory=CarriedOver)
    clocks: str = ""  # what they did, in words


def restore(path: Path, agreed: Callable[[Offer], bool]) -> Restored:
    """Put the backup in the place of the database. Raises Refused, with nothing replaced, where it fails."""
    with in_use.by_nobody_else(), scratch() as place, _opened(path) as file:
        kind().take_back()
        try:
            offer = _offer(Backup(path, _checked_head(file)), file, place)
            if not agreed(offer):
                raise Refused("Nothing was replaced.")
            restored = Restored()
            if offer.present.can_be_read:
                restored.set_aside = _set_aside(place)
            with kind().put_in_place(place, lambda: _database(file)[1]), deleted_ids.left_alone():
                _finish(offer, restored)
        except CannotRead as error:
            raise Refused(f"{path} cannot be restored: {error}.") from None
    deleted_ids.make_table()
    deleted_ids.bring_up_to_date(offer.deleted.on)
    return restored


def take_back() -> None:
    """What was there before a restore that was cut short comes back."""
    with in_use.by_nobody_else():
        kind().take_back()


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        file = path.open("rb")
    except OSError as error:
        raise Refused(f"Name a backup that can be read ({path}: {error.strerror}).") from None
    with file:
        yield file


def _checked_head(file: BinaryIO) -> Head:
    if not settings.BACKUP_KEYS:
        raise Refused("Set RINNALLA_BACKUP_KEYS to the keys of the backups: without them none can be opened.")
    head = read_head(file)
    _database(file)  # its first chunk opens: what stands in front is true
    if head.database != kind().KIND:
        raise Refused(f"The backup is of a database in {head.database}, and this one is in {kind().KIND}.")
    if unknown := schema.unknown_here(head.schema):
        raise Refused(
            f"The backup was made by a newer Rinnalla ({', '.join(unknown)}): upgrade first, then restore."
        )
    return head


def _database(file: BinaryIO) -> tuple[Contents, Iterator[bytes]]:
    file.seek(0)
    return parted(unsealed(file, settings.BACKUP_KEYS))


def _offer(backup: Backup, file: BinaryIO, place: Path) -> Offer:
    contents, database = _database(file)
    if kind().looked_through(database, place) != contents.rows:
        raise Refused(f"{backup.path} does not hold what was copied into it.")
    present = _present(backup.head)
    return Offer(backup, contents, present, _deleted(backup, contents, present))


def _present(head: Head) -> Present:
    if not kind().can_be_read():
        return Present(can_be_read=False)
    schema.refuse_where_behind()
    return Present(True, deleted_ids.installation() == head.installation, carried_over.interviews())


def _deleted(backup: Backup, contents: Contents, present: Present) -> Known:
    """All that is known of deletions, and up to when, of the installation that the backup is of."""
    listed, of = deleted_ids.known(), backup.head.installation
    on = {**contents.deleted, **listed.on}
    until = [backup.head.time]
    if listed.until and listed.of == of:
        until.append(listed.until)
    if present.is_of_the_same:
        on |= deleted_ids.in_the_database()
        until.append(timezone.now())
    if len(until) == 1:
        newest = _newest_beside(backup)
        on |= newest.on
        until += [newest.until] if newest.until else []
    return Known(on, max(until), of)


def _newest_beside(backup: Backup) -> Known:
    """The list in the newest backup of the same installation that lies beside it."""
    for other in folders.found(backup.path.parent, settings.BACKUP_KEYS)[0]:
        if other.head.installation == backup.head.installation:
            with other.path.open("rb") as file:
                return Known(_database(file)[0].deleted, other.head.time)
    return Known()


def _set_aside(place: Path) -> Backup:
    """What is there, sealed: a restore that was a mistake can be undone."""
    beside = place / "present"
    beside.mkdir(mode=0o700)
    return making.make_in(making.default_folder(), beside)


def _finish(offer: Offer, restored: Restored) -> None:
    """Within the restored database, which is not in use yet."""
    carried_over.bring_up_to_date()
    if offer.present.is_of_the_same:
        restored.carried_over = carried_over.carry_over()
    restored.deleted = carried_over.delete_again(offer.deleted.on)
    carried_over.end_what_is_short_lived()
    events.keep("restored", None, reason=f"the backup of {offer.backup.head.time:%Y-%m-%d %H:%M} UTC")
    restored.clocks = carried_over.run_the_clocks(timezone.now(), restored.carried_over.stopped)
    _refuse_lost_keys()  # of what is left by now


def _refuse_lost_keys() -> None:
    if lost := lost_keys():
        faults = ", ".join(f"{key_id} {why}" for key_id, why in lost.items())
        raise Refused(f"Set RINNALLA_SEALING_KEYS to the keys that sealed what the backup holds: {faults}.")
