"""What leaves the service as a file: so many a minute, counted in the log of use."""

from django.contrib.auth.models import AbstractBaseUser

from .events import had_in_a_minute

KINDS = ("exported", "printed", "meeting-taken", "recorded", "consult-prepared", "card-given")
MOST_A_MINUTE = 20  # of one account: nobody needs so many, and a script that takes all it can ends there


def is_too_many(account: AbstractBaseUser) -> bool:
    """Whether the account has had all that it gets in a minute."""
    return had_in_a_minute(MOST_A_MINUTE, KINDS, account)
