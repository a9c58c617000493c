"""The move: all of it in one transaction of the new database, read back before it counts.

Until then the new one is empty, however the move ends. The old one is held meanwhile, so that nobody writes
into it, and is only read.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from interview.accounts import Anchor
from interview.keys import lost_keys, secrets_of
from interview.models import Interview
from interview.sheet.sealing import SECOND_FACTORS, CannotOpen, unseal
from interview.traces import deleted_ids
from interview.traces.anchors import content_of
from interview.traces.backups import in_use
from interview.traces.backups.refused import Refused

from . import rows
from .target import TARGET, as_the_default, models, opened, prepare, refuse_where_in_use

Told = Callable[[str, int, int], None]  # what is being done, how many are done, of how many


@dataclass
class Moved:
    tables: int = 0
    rows: int = 0
    opened: int = 0  # sealed values
    closed: list[str] = field(default_factory=list)  # names of those that open neither there nor here


def move(address: str, told: Told) -> Moved:
    """Into the database at ``address``. Raises Refused, with nothing moved, where it fails."""
    if connection.vendor != "sqlite":
        raise Refused("This installation has PostgreSQL already: RINNALLA_DATABASE names it.")
    if settings.DEMO:
        raise Refused("A demo stays in SQLite: move an installation.")
    with in_use.by_nobody_else(), _held(), opened(address) as target:
        _refuse_lost_keys()
        prepare(target)
        with transaction.atomic(using=TARGET):
            refuse_where_in_use(target)
            return _fill(target, told)


@contextmanager
def _held() -> Iterator[None]:
    """The source as it is at one moment; nobody else writes into it, and nothing is written here."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _refuse_lost_keys() -> None:
    if lost := lost_keys():
        faults = ", ".join(f"{key_id} {why}" for key_id, why in lost.items())
        raise Refused(f"Set RINNALLA_SEALING_KEYS to the keys that sealed what is to be moved: {faults}.")


def _fill(target: BaseDatabaseWrapper, told: Told) -> Moved:
    everything, moved = models(), Moved()
    number = sum(model._base_manager.count() for model in everything)
    with target.cursor() as cursor:
        for statement in target.ops.sql_flush(no_style(), [model._meta.db_table for model in everything]):
            cursor.execute(statement)
    copied = _Count("Copied", number, told)
    for model in everything:
        rows.copy(model, target, copied)
    with target.cursor() as cursor:
        for statement in target.ops.sequence_reset_sql(no_style(), everything):
            cursor.execute(statement)
    rows.refuse_dangling(target)
    compared = _Count("Compared", number, told)
    moved.tables, moved.rows = len(everything), sum(rows.compare(model, compared) for model in everything)
    _bring_the_deleted(target)
    _open_what_is_sealed(moved, told)
    return moved


class _Count:
    def __init__(self, what: str, number: int, told: Told):
        self._what, self._number, self._told, self._done = what, number, told, 0

    def __call__(self, more: int) -> None:
        self._done += more
        self._told(self._what, self._done, self._number)


def _bring_the_deleted(target: BaseDatabaseWrapper) -> None:
    """The list beside SQLite's file is a table there."""
    deleted = deleted_ids.known().on
    with as_the_default(target):
        deleted_ids.make_table()
        deleted_ids.bring_up_to_date(deleted)


# --- What is sealed ---------------------------------------------------------------------------------------


def _open_what_is_sealed(moved: Moved, told: Told) -> None:
    """Read back from there, with the keys that are set here."""
    interviews = Interview.objects.using(TARGET).order_by("pk").select_related("latest_seal")
    opening = _Count("Opened", interviews.count(), told)
    for interview in interviews.iterator(chunk_size=rows.BATCH):
        _open(moved, f"interview {interview.pk}", interview.unsealed)
        opening(1)
    for factor in Authenticator.objects.using(TARGET).order_by("pk"):
        for sealed in secrets_of(factor.data).values():
            _open(moved, f"second factor {factor.pk}", lambda sealed=sealed: unseal(sealed, SECOND_FACTORS))
    for anchor in Anchor.objects.using(TARGET).order_by("pk"):
        _open(moved, f"anchor {anchor.pk} of the log of use", lambda anchor=anchor: content_of(anchor))


def _open(moved: Moved, name: str, unsealed: Callable[[], object]) -> None:
    try:
        unsealed()
    except CannotOpen:
        moved.closed.append(name)
    else:
        moved.opened += 1
