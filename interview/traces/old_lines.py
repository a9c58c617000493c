"""How long the log of use is kept, and the one door by which its lines go.

Only whole anchors' lines go, so that what stays is vouched for as before.
"""

from datetime import datetime, timedelta

from interview.accounts import Anchor, Event
from interview.models import Organisation

from .anchors import let_lines_go

A_YEAR = timedelta(days=365)
AT_A_TIME = 1000


def kept_for() -> timedelta:
    """As the organisation has set it; the stubs of interviews that are gone stay for as long."""
    return A_YEAR * Organisation.of_this_installation().log_years


def forget_old_lines(now: datetime) -> int:
    """Lines that were anchored before the log's own time; gives how many have gone.

    Killed half-way it goes on the next time. Nothing is missed meanwhile: it is said first that they may go.
    """
    old = Anchor.objects.filter(at__lt=now - kept_for()).last()
    if old is None:
        return 0
    if not old.lines_may_be_gone:
        let_lines_go(old)
    gone = 0
    while some := [*Event.objects.filter(pk__lte=old.up_to).values_list("pk", flat=True)[:AT_A_TIME]]:
        Event.objects.forget(some)
        gone += len(some)
    Anchor.objects.filter(number__lt=old.number).delete()
    return gone
