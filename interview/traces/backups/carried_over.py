"""What a restored database is told of what has happened since, before anybody works with it.

The log of use is of the present and stays that, whole. Whoever is no longer let in stays outside, and
what is needed to get in is what it is now.

What is being replaced is read under the schema ``BEFORE``, where it is there at all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

from interview.accounts import Admission, Anchor, Event
from interview.colleagues import Invitation
from interview.models import Interview, Organisation
from interview.stubs import Stub, Upkeep
from interview.traces import jumps
from interview.traces.purge import purge

from . import schema
from .making import SHORT_LIVED
from .tables import BEFORE

BATCH = 500
LOG = [Event, Anchor]
CLOCKS = ["unfinished_days", "finished_days", "log_years", "cover_after", "lock_after", "cover_when_hidden"]


@dataclass(frozen=True)
class CarriedOver:
    lines: int = 0  # of the log of use, since the backup
    accounts: int = 0  # that were closed since, and stay so
    invitations: int = 0  # that were revoked since, and stay so
    stopped: str = ""  # why nothing is purged (traces.jumps)


def interviews() -> int:
    return Interview.objects.count()


def bring_up_to_date() -> None:
    """An older database gets the migrations that it lacks."""
    if schema.is_behind():
        call_command("migrate", verbosity=0, interactive=False)


def carry_over() -> CarriedOver:
    with transaction.atomic(), connection.cursor() as cursor:
        _copy(cursor, Stub, f"WHERE interview NOT IN (SELECT interview FROM {_now(Stub)})")
        _clocks_as_they_are(cursor)
        return CarriedOver(
            lines=_lines(cursor),
            accounts=_closed_accounts(cursor),
            invitations=_revoked_invitations(cursor),
            stopped=_what_stops_purging(cursor),
        )


def delete_again(deleted: Iterable[UUID]) -> int:
    """Of those that were deleted the backup may hold some: they go. Whoever was invited was told before."""
    ids, gone = list(deleted), 0
    for start in range(0, len(ids), BATCH):
        with transaction.atomic():
            these = ids[start : start + BATCH]
            Invitation.objects.filter(interview__in=these).delete()
            gone += Interview.objects.filter(pk__in=these).count()
            Interview.objects.filter(pk__in=these).delete()
    return gone


def end_what_is_short_lived() -> None:
    for model in SHORT_LIVED:
        model.objects.all().delete()


def run_the_clocks(now: datetime, stopped: str = "") -> str:
    """What they did, in words. ``stopped``: what keeps them from deleting until somebody has confirmed it.

    That the restored database was not purged for long is no sign of a clock that has jumped.
    """
    upkeep = Upkeep.row()
    upkeep.stopped, upkeep.confirmed_at = stopped, now
    upkeep.save(update_fields=["stopped", "confirmed_at"])
    if why := jumps.what_stops_purging(now):
        return f"{jumps.WHY[why]} {jumps.WHAT_TO_DO}"
    gone = purge(now, rest=lambda seconds: None)["interviews"]
    return f"{gone} interviews were due and are deleted." if gone else ""


# --- The log of use ---------------------------------------------------------------------------------------


def _lines(cursor) -> int:
    """The log as it is now takes the place of the backup's, from which it goes on; both are one chain.

    Where it does not go on from there (a disk was set back), the backup's stays, and lines that it lacks come
    after it, for nobody to vouch for but the next anchor.
    """
    many = Event.objects.count()
    if _goes_on(cursor):
        for model in reversed(LOG):
            cursor.execute(f"DELETE FROM {_now(model)}")
        for model in LOG:
            _copy(cursor, model)
    else:
        same = f"SELECT 1 FROM {_now(Event)} n WHERE n.id = b.id AND n.at = b.at"
        _copy(cursor, Event, f"WHERE NOT EXISTS ({same}) ORDER BY id", without=["id"])
    for statement in connection.ops.sequence_reset_sql(no_style(), LOG):
        cursor.execute(statement)
    return max(0, Event.objects.count() - many)


def _goes_on(cursor) -> bool:
    newest = Event.objects.values_list("pk", flat=True).last()
    same = " AND ".join(f"n.{column} = b.{column}" for column in ("id", "at", "kind"))
    cursor.execute(
        f"SELECT count(*) FROM {_now(Event)} n, {_before(Event)} b WHERE n.id = %s AND {same}", [newest]
    )
    return newest is None or cursor.fetchone()[0] == 1


# --- The doors --------------------------------------------------------------------------------------------


def _closed_accounts(cursor) -> int:
    """An account has the password, the second factors and no more rights than it has now; one that is gone
    comes back disabled. Gives how many are closed that the backup has open."""
    now, before = _now(User), _before(User)
    of_the_account = f"FROM {before} b WHERE b.id = {now}.id"
    is_there = f"WHERE EXISTS (SELECT 1 {of_the_account})"
    opened = User.objects.filter(is_active=True)
    many = opened.count()
    cursor.execute(f"UPDATE {now} SET password = (SELECT b.password {of_the_account}) {is_there}")
    for right in ("is_active", "is_staff", "is_superuser"):
        cursor.execute(
            f"UPDATE {now} SET {right} = false WHERE NOT EXISTS (SELECT 1 {of_the_account} AND b.{right})"
        )
    _take_away_what_is_no_longer_there(cursor, User.groups.through, ["user_id", "group_id"])
    _take_away_what_is_no_longer_there(cursor, User.user_permissions.through, ["user_id", "permission_id"])
    for model in (Authenticator, Admission):
        cursor.execute(f"DELETE FROM {_now(model)}")
        _copy(cursor, model, f"WHERE user_id IN (SELECT id FROM {now})")
    return many - opened.count()


def _revoked_invitations(cursor) -> int:
    return _take_away_what_is_no_longer_there(cursor, Invitation, ["interview_id", "colleague_id"])


def _take_away_what_is_no_longer_there(cursor, model: type[Model], columns: Iterable[str]) -> int:
    now = _now(model)
    same = " AND ".join(f"b.{column} = {now}.{column}" for column in columns)
    cursor.execute(f"DELETE FROM {now} WHERE NOT EXISTS (SELECT 1 FROM {_before(model)} b WHERE {same})")
    return cursor.rowcount


# --- The clocks -------------------------------------------------------------------------------------------


def _clocks_as_they_are(cursor) -> None:
    """Nothing is kept longer than the organisation has it by now."""
    now, before = _now(Organisation), _before(Organisation)
    both = set(_columns(cursor, now)) & set(_columns(cursor, before))
    for column in both & set(CLOCKS):
        cursor.execute(
            f"UPDATE {now} SET {column} = (SELECT b.{column} FROM {before} b WHERE b.id = {now}.id)"
            f" WHERE EXISTS (SELECT 1 FROM {before} b WHERE b.id = {now}.id)"
        )


def _what_stops_purging(cursor) -> str:
    cursor.execute(f"SELECT stopped FROM {_before(Upkeep)}")
    return next((stopped for (stopped,) in cursor.fetchall()), "")


# --- Tables -----------------------------------------------------------------------------------------------


def _copy(cursor, model: type[Model], which: str = "", without: Iterable[str] = ()) -> None:
    """Rows as they were before; columns that only one of the two has are left aside."""
    known = [name for name in _columns(cursor, _now(model)) if name not in without]
    both = set(_columns(cursor, _before(model)))
    columns = ", ".join(f'"{name}"' for name in known if name in both)
    cursor.execute(f"INSERT INTO {_now(model)} ({columns}) SELECT {columns} FROM {_before(model)} b {which}")


def _columns(cursor, table: str) -> list[str]:
    cursor.execute(f"SELECT * FROM {table} LIMIT 0")
    return [column[0] for column in cursor.description]


def _table(model: type[Model]) -> str:
    return model._meta.db_table


def _now(model: type[Model]) -> str:
    return f'"{_table(model)}"'


def _before(model: type[Model]) -> str:
    return f'{BEFORE}."{_table(model)}"'
