"""Sittings: one person at one interview, until half an hour without a use of it.

A sitting has one line of a kind in the log of use, however many pages are opened and fields saved in it. No
line is ever written anew, so what a sitting has already stands in the interview's own row: it is read with
it, and a save writes it along. A line that cannot be written takes what it tells of with it.
"""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from interview.access import WorkersRequest
from interview.models import Interview

from . import events

ENDS_AFTER = timedelta(minutes=30)
WRITTEN_EVERY = timedelta(minutes=1)  # a page that is opened sooner writes nothing

Sittings = dict[str, dict[str, Any]]  # account -> {"used": when, "kinds": the lines it has}


def note_use(sender: Any, request: WorkersRequest, interview: Interview, **signal: Any) -> None:
    """Somebody was let in and shown something; an answer to a form is an opening where no save has a line."""
    by_form = request.method == "POST"
    if not _note(interview, request.user, by_form):
        with transaction.atomic():  # somebody else's use came between
            current = Interview.objects.select_for_update().filter(pk=interview.pk).first()
            if current is not None:
                _note(current, request.user, by_form)


def note_save(interview: Interview, person: AbstractBaseUser, kind: str = "changed") -> None:
    """Inside the transaction of a save, whose caller writes ``sittings`` with it: as read, or held."""
    now = timezone.now()
    kinds = kinds_of(interview.sittings, person, now)
    if kind not in kinds:
        events.keep(kind, person, interview=interview.pk)
    interview.sittings = with_use(interview.sittings, person, now, kind)


def kinds_of(sittings: Sittings, person: AbstractBaseUser, now: datetime) -> list[str]:
    """The lines that the person's sitting has; none where it has ended, or none has begun."""
    sitting = sittings.get(str(person.pk))
    return sitting["kinds"] if sitting and _is_under_way(sitting, now) else []


def with_use(sittings: Sittings, person: AbstractBaseUser, now: datetime, kind: str = "") -> Sittings:
    """As they stand once the person has used the interview; those that have ended are left out."""
    kinds = kinds_of(sittings, person, now)
    used = {"used": now.isoformat(), "kinds": sorted({*kinds, *filter(None, [kind])})}
    under_way = {whose: sitting for whose, sitting in sittings.items() if _is_under_way(sitting, now)}
    return under_way | {str(person.pk): used}


def _note(interview: Interview, person: AbstractBaseUser, by_form: bool) -> bool:
    """Whether the use is noted; not where the row has changed since it was read."""
    now, before = timezone.now(), interview.sittings
    kinds = kinds_of(before, person, now)
    opens = not kinds if by_form else "opened" not in kinds
    if not opens and now - _used(before[str(person.pk)]) < WRITTEN_EVERY:
        return True
    interview.sittings = with_use(before, person, now, "opened" if opens else "")
    with transaction.atomic():
        as_read = Interview.objects.filter(pk=interview.pk, sittings=before)
        if not as_read.update(sittings=interview.sittings):
            return False
        if opens:
            events.keep("opened", person, interview=interview.pk)
    return True


def _is_under_way(sitting: dict[str, Any], now: datetime) -> bool:
    """A use from the future is of a clock that was wrong, but for what two machines differ by."""
    return -WRITTEN_EVERY < now - _used(sitting) < ENDS_AFTER


def _used(sitting: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(sitting["used"])
