"""The log of use: what happened, one line after another, and never what was written.

A line is written where it happens, in the same transaction: what could not be logged has not happened.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from django.utils import timezone

from interview.access import WorkersRequest
from interview.accounts import Event

MOST_REFUSED = 60  # lines a minute of one account: a script that guesses ids fills no disk


def keep(
    kind: str,
    account: AbstractBaseUser | None,
    by: AbstractBaseUser | None = None,
    reason: str = "",
    interview: UUID | None = None,
) -> None:
    """One line. ``by``: who did it to the account, where somebody else did."""
    _line(kind, account, by, reason, interview).save()


def keep_many(
    kind: str,
    account: AbstractBaseUser | None,
    by: AbstractBaseUser | None,
    interviews: Iterable[UUID],
    reason: str = "",
) -> None:
    """One line for each of the interviews."""
    lines = (_line(kind, account, by, reason, interview) for interview in interviews)
    Event.objects.bulk_create(lines, batch_size=500)


def _line(
    kind: str,
    account: AbstractBaseUser | None,
    by: AbstractBaseUser | None = None,
    reason: str = "",
    interview: UUID | None = None,
) -> Event:
    assert kind in Event.KINDS
    return Event(
        kind=kind,
        account=account.pk if account else None,
        by=by.pk if by and by != account else None,
        reason=reason,
        interview=interview,
    )


def keep_log_in(sender: Any, request: HttpRequest, user: AbstractBaseUser, **signal: Any) -> None:
    keep("logged-in", user)


def keep_log_out(sender: Any, request: HttpRequest, user: AbstractBaseUser | None, **signal: Any) -> None:
    if user is not None:
        keep("logged-out", user)


def keep_refused(sender: Any, request: WorkersRequest, interview_id: UUID, **signal: Any) -> None:
    """Alike whether there is such an interview: neither the answer nor its time tells."""
    if not had_in_a_minute(MOST_REFUSED, ["refused"], request.user):
        keep("refused", request.user, interview=interview_id)


def had_in_a_minute(number: int, kinds: Iterable[str], account: AbstractBaseUser) -> bool:
    """Whether the account has so many lines of the kinds, all told, that are a minute old at most."""
    theirs = Event.objects.filter(account=account.pk, kind__in=kinds).order_by("-pk")
    times = theirs.values_list("at", flat=True)[number - 1 : number]
    return any(at > timezone.now() - timedelta(minutes=1) for at in times)
