"""When an interview goes: counted from the last time somebody wrote in it, or from the agreed meeting.

Its row keeps the day that it is due and by how long a clock that was worked out, and nothing else of what is
sealed, so that another clock can be followed without opening anything.
Which are due by now: `Interview.objects.due`.
"""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from interview.models import Interview, Organisation

WORKED_OUT = ("due_at", "clock_days")  # fields of an interview; whoever winds its clock saves them
FARTHEST_MEETING = timedelta(days=90)
WARNED = timedelta(days=5)  # before it goes, in the list
NOTICE = timedelta(days=7)  # what is left at least, or all there was, where the organisation shortens a clock


def due_at(
    days: int, last_active_at: datetime, meeting: date | None = None, extended_at: datetime | None = None
) -> datetime:
    """``days`` after the latest of them, at the same time of the local day.

    ``meeting``: the day of the agreed one, counted to its end, and no farther than ninety days ahead.
    """
    moments = [last_active_at, extended_at or last_active_at]
    if meeting is not None:
        moments.append(min(_end_of(meeting), last_active_at + FARTHEST_MEETING))
    return timezone.localtime(max(moments)) + timedelta(days=days)


def days_of(interview: Interview, organisation: Organisation) -> int:
    return organisation.finished_days if interview.finished_at else organisation.unfinished_days


def wind(interview: Interview, meeting: date | None) -> None:
    """Work out when it goes, after what was written just now; the caller saves ``WORKED_OUT``."""
    interview.clock_days = days_of(interview, Organisation.remembered())
    interview.due_at = due_at(interview.clock_days, interview.last_active_at, meeting, interview.extended_at)


def can_be_extended(interview: Interview, now: datetime) -> bool:
    """Once, and only where it is soon to go: before that it would gain next to nothing."""
    return interview.extended_at is None and is_warned_of(interview, now)


def extend(interview: Interview, now: datetime) -> bool:
    """As though somebody had written in it now; the row is saved. False where it may not be extended."""
    if not can_be_extended(interview, now):
        return False
    interview.extended_at, interview.due_at = now, due_when_extended(interview, now)
    interview.clock_days = days_of(interview, Organisation.remembered())
    interview.save(update_fields=["extended_at", *WORKED_OUT])
    return True


def due_when_extended(interview: Interview, now: datetime) -> datetime:
    return max(interview.due_at, due_at(days_of(interview, Organisation.remembered()), now))


def is_warned_of(interview: Interview, now: datetime) -> bool:
    return interview.due_at - now <= WARNED


def by_another_clock(due: datetime, before: int, days: int, now: datetime) -> datetime:
    """What was due by a clock of ``before`` days, by one of ``days``; no time ends unannounced."""
    return max(due + timedelta(days=days - before), min(due, now + NOTICE))


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(23, 59)))
