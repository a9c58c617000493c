"""The log of use: what happened, one line after another, and never what was written."""

from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest

from interview.accounts import Event


def keep(
    kind: str,
    account: AbstractBaseUser | None,
    by: AbstractBaseUser | None = None,
    reason: str = "",
    interview: UUID | None = None,
) -> None:
    """One line. ``by``: who did it to the account, where somebody else did."""
    assert kind in Event.KINDS
    Event.objects.create(
        kind=kind,
        account=account.pk if account else None,
        by=by.pk if by and by != account else None,
        reason=reason,
        interview=interview,
    )


def keep_log_in(sender, request: HttpRequest, user: AbstractBaseUser, **kwargs) -> None:
    keep("logged-in", user)


def keep_log_out(sender, request: HttpRequest, user: AbstractBaseUser | None, **kwargs) -> None:
    if user is not None:
        keep("logged-out", user)
