"""What is due goes, and whatever else has come to its end; a batch at a time, each in its own transaction.

So it is safe when it is killed in the middle, when two do it at once, and for whoever saves meanwhile. No
sealed value is read. The moment is handed in; whether its clock can be trusted is asked before (``jumps``).
"""

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model

from interview.accounts import Anchor, Attempt, Session
from interview.colleagues import Notice
from interview.models import Interview, Organisation
from interview.presses import Press
from interview.stubs import Stub, Upkeep, Why

from . import deleted_ids, events
from .anchors import A_DAY, anchor
from .due import by_another_clock
from .journal import truncate
from .old_lines import forget_old_lines, kept_for

BATCH = 50  # so that whoever saves waits for a fraction of a second
NOTICES_KEPT = timedelta(days=180)

Told = Callable[[str, int], None]  # what goes, and how many have gone so far
Batches = Iterator[int]  # how many went in each


def purge(
    now: datetime, tell: Told = lambda what, gone: None, rest: Callable[[float], None] = time.sleep
) -> dict[str, int]:
    """What went, and how many of each. ``rest``: after each batch as long as it took: others save."""
    follow_the_clocks(now, rest)
    gone = {}
    for what, batches in _all_that_ends(now).items():
        gone[what] = 0
        for number in _with_rests(batches, rest):
            gone[what] += number
            tell(what, gone[what])
    _anchor_the_log(now)
    deleted_ids.add_the_newest()
    transaction.on_commit(truncate)
    Upkeep.objects.update(purged_at=now)
    return gone


def _all_that_ends(now: datetime) -> dict[str, Batches]:
    """What -> batches, of which each goes when it is asked for."""
    return {
        "interviews": _interviews(now),
        "log-ins": _older(Session, "expire_date", now),
        "tries to log in": _older(Attempt, "at", now - Attempt.COUNTS),
        "presses": _older(Press, "at", now - Press.KEPT),
        "notices": _older(Notice, "at", now - NOTICES_KEPT),
        "stubs": _older(Stub, "deleted_at", now - kept_for()),
        "lines of the log": (forget_old_lines(now) for _once in range(1)),
    }


def _anchor_the_log(now: datetime) -> None:
    """Once a day, however often old things go."""
    newest = Anchor.objects.last()
    if newest is None or newest.at <= now - A_DAY:
        anchor(now)


def _interviews(now: datetime) -> Batches:
    """One that somebody is just saving is left for the next time; once saved it is no longer due."""
    due = Interview.objects.due(now).order_by("due_at").values_list("pk", "owner_id")
    while True:
        with transaction.atomic():
            owners = dict(due.select_for_update(skip_locked=True)[:BATCH])
            people = User.objects.in_bulk(set(owners.values()))
            for owner, person in people.items():
                theirs = [interview for interview, whose in owners.items() if whose == owner]
                events.keep_many("deleted", person, None, theirs, reason=Why.DUE)
            Interview.objects.filter(pk__in=owners).delete(Why.DUE)
        if not owners:
            return
        yield len(owners)


def _older(model: type[Model], moment: str, than: datetime) -> Batches:
    """In the order of that moment, which has an index where rows are many: by their ids all would be read."""
    rows = model._default_manager.filter(**{f"{moment}__lt": than}).order_by(moment)
    while True:
        batch = [*rows.values_list("pk", flat=True)[:BATCH]]
        if not batch:
            return
        yield model._default_manager.filter(pk__in=batch).delete()[0]


def follow_the_clocks(now: datetime, rest: Callable[[float], None] = time.sleep) -> None:
    """Where the organisation has set its clocks anew, every due day follows, and nothing is opened for it.

    Another process may go by the old ones for a minute more; what is written there then follows when it is
    written again.
    """
    row, upkeep = Organisation.of_this_installation(), Upkeep.row()
    if (upkeep.unfinished_days, upkeep.finished_days) == (row.unfinished_days, row.finished_days):
        return
    for batches in (_to_follow(row.unfinished_days, False, now), _to_follow(row.finished_days, True, now)):
        for _number in _with_rests(batches, rest):
            pass
    followed = {"unfinished_days": row.unfinished_days, "finished_days": row.finished_days}
    Upkeep.objects.filter(pk=upkeep.pk).update(**followed)


def _to_follow(days: int, finished: bool, now: datetime) -> Batches:
    behind = Interview.objects.filter(finished_at__isnull=not finished).exclude(clock_days=days)
    behind = behind.order_by("pk").only("pk", "due_at", "clock_days")
    while True:
        with transaction.atomic():
            batch = [*behind.select_for_update(of=("self",))[:BATCH]]
            for interview in batch:
                interview.due_at = by_another_clock(interview.due_at, interview.clock_days, days, now)
                interview.clock_days = days
            Interview.objects.bulk_update(batch, ["due_at", "clock_days"])
        if not batch:
            return
        yield len(batch)


def _with_rests(batches: Batches, rest: Callable[[float], None]) -> Batches:
    began = time.monotonic()
    for number in batches:
        yield number
        rest(time.monotonic() - began)
        began = time.monotonic()
