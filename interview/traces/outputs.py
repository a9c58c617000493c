"""What leaves the service as a file: so many a minute, counted in the log of use."""

from datetime import timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from interview.accounts import Event

MOST_A_MINUTE = 20  # of one account: nobody needs so many, and a script that takes all it can ends there


def is_too_many(account: AbstractBaseUser) -> bool:
    """Whether the account has had all that it gets in a minute."""
    theirs = Event.objects.filter(account=account.pk, kind="exported").order_by("-pk")
    times = theirs.values_list("at", flat=True)[MOST_A_MINUTE - 1 : MOST_A_MINUTE]
    return any(at > timezone.now() - timedelta(minutes=1) for at in times)
