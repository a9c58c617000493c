"""The database, what it holds, its keys, and what has to happen again and again."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from config import health
from config.management import schema
from guidance.models import Edition
from interview.keys import begins_with, lost_keys
from interview.models import Interview
from interview.sheet.sealing import front
from interview.stubs import Upkeep
from interview.traces import jumps, rotation
from interview.traces.backups import making
from interview.traces.backups.folder import found

from .findings import Finding, amiss, fine

ROUNDS_APART = timedelta(hours=3)  # it is an hour, and a start may fall between
BACKUPS_APART = timedelta(hours=36)  # once a night


def the_database(now: datetime) -> Iterator[Finding]:
    if schema.is_newer():
        yield amiss(schema.NEWER)
    elif schema.is_older():
        yield amiss("The database is older than this version: start the service, which brings it up to date.")
    else:
        health.database_stores()
        kind = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
        yield fine(f"The database ({kind}) is of this version and stores what it is given.")


def the_guidance(now: datetime) -> Iterator[Finding]:
    live = Edition.objects.live()
    if live is None:
        yield amiss(
            "Nothing is published, so nobody can begin: manage.py init --guidance, or publish at the desk."
        )
    else:
        yield fine(f"Edition {live.number} is live, since {_day(live.published_at)}.")


def the_keys(now: datetime) -> Iterator[Finding]:
    lost = lost_keys()
    yield from (amiss(f"The sealing key {key_id} {why}.") for key_id, why in lost.items())
    for key_id in settings.SEALING_KEYS:
        rows = Interview.objects.filter(begins_with(front(key_id))).count()
        yield fine(f"The sealing key {key_id} seals {rows} interviews.")
    if needed := rotation.keys_still_needed():
        yield amiss(f"Still needed behind the first key: {', '.join(needed)}. Run manage.py rotate_keys.")


def the_backups(now: datetime) -> Iterator[Finding]:
    """Those in the folder that `manage.py backup` uses by itself."""
    if not settings.BACKUP_KEYS:
        yield amiss("No backup can be made: set RINNALLA_BACKUP_KEYS (docs/operating.md, Backups).")
        return
    folder = making.default_folder()
    backups, others = found(folder, settings.BACKUP_KEYS)
    yield from (amiss(sentence) for sentence in others)
    newest = backups[0].head.time if backups else None
    if newest is None:
        yield amiss(f"There is no backup in {folder}: run manage.py backup, every night.")
    elif now - newest > BACKUPS_APART:
        yield amiss(f"The newest backup in {folder} is of {_day(newest)}: it should be made every night.")
    else:
        yield fine(f"The newest backup is of {_day(newest)}.")


def the_purge(now: datetime) -> Iterator[Finding]:
    upkeep = Upkeep.row()
    if upkeep.stopped:
        yield amiss(f"{jumps.WHY[upkeep.stopped]} {jumps.WHAT_TO_DO}")
    elif upkeep.purged_at is None or now - upkeep.purged_at > ROUNDS_APART:
        since = f"since {_day(upkeep.purged_at)}" if upkeep.purged_at else "yet"
        yield amiss(f"Nothing was purged {since}: the service does it every hour. Is it running?")
    else:
        yield fine(f"What is due was purged on {_day(upkeep.purged_at)}.")


def _day(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d at %H:%M}"
