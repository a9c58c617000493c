"""When an interview goes by itself, in words: a quiet line where notes are typed, a warning in the list."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interview.models import Interview
from interview.moments import day_in_sentence
from interview.traces.due import can_be_extended, due_when_extended, is_warned_of


@dataclass(frozen=True)
class Going:
    """In the list. ``until``: the day to which one press keeps it; "" where none may."""

    sentence: str
    is_soon: bool
    until: str
    is_extended: bool


def going(interview: Interview, now: datetime) -> Going:
    soon = is_warned_of(interview, now)
    return Going(
        sentence=_in_days(_day(interview.due_at, now)) if soon else _on_day(interview.due_at),
        is_soon=soon,
        until=_named(due_when_extended(interview, now)) if can_be_extended(interview, now) else "",
        is_extended=interview.extended_at is not None,
    )


def goes_unless_written_in(due_at: datetime | None) -> str:
    """For whoever types into it; "" where nothing is kept. Over a shoulder it tells nothing."""
    if due_at is None:
        return ""
    return _("Poistuu itsestään %(day)s, ellei mitään lisätä.") % {"day": _named(due_at)}


def _on_day(due_at: datetime) -> str:
    return _("Poistuu %(day)s itsestään.") % {"day": _named(due_at)}


def _in_days(days: int) -> str:
    if days < 1:
        return _("Poistuu tänään.")
    return ngettext("Poistuu huomenna.", "Poistuu %(days)d päivän päästä.", days) % {"days": days}


def _day(due_at: datetime, now: datetime) -> int:
    """How many days of the calendar ahead."""
    return (timezone.localdate(due_at) - timezone.localdate(now)).days


def _named(moment: datetime) -> str:
    return day_in_sentence(timezone.localdate(moment))
