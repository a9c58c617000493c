import sqlite3

from django.db import OperationalError
from django.utils import timezone

from interview.checkup.findings import amiss, fine, looked_at


def test_what_cannot_be_looked_at_hides_nothing_else():
    def the_moon(now):
        raise OSError("SECRET")

    def the_sun(now):
        error = OperationalError("SECRET")
        error.__cause__ = sqlite3.OperationalError("SECRET")
        error.__cause__.sqlite_errorname = "SQLITE_FULL"
        raise error

    def the_rest(now):
        return [fine("All is well.")]

    said = [*looked_at([the_moon, the_sun, the_rest], timezone.now())]
    assert said == [
        amiss("Could not look at the moon: OSError. The log and `check` may say more."),
        amiss("Could not look at the sun: OperationalError, SQLITE_FULL. The log and `check` may say more."),
        fine("All is well."),
    ]
