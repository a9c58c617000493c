"""Days and times as they are said here: day first, a 24-hour clock, in the reader's language (Babel)."""

import datetime

from babel.dates import format_date
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def clock(when: datetime.datetime | datetime.time) -> str:
    """The time of day: 9.42 in Finnish and Swedish, 9:42 in English."""
    local = timezone.localtime(when) if isinstance(when, datetime.datetime) else when
    # Translators: hour and minute of the 24-hour clock
    return _("%(hour)d.%(minute)02d") % {"hour": local.hour, "minute": local.minute}


def day(when: datetime.date) -> str:
    """24.11.2026"""
    # Translators: a pattern of Babel's for a date with its year, day first
    return format_date(_date(when), _("d.M.y"), locale=get_language())


def moment(when: datetime.datetime) -> str:
    """At the head of a line: "Tänään klo 9.30", "To 19.11. klo 13.00", with the year once it is another."""
    words = moment_in_sentence(when)
    return words[:1].upper() + words[1:]


def moment_in_sentence(when: datetime.datetime) -> str:
    """After other words: "tänään klo 9.30", "to 19.11. klo 13.00"."""
    return _at(_named_day(_date(when)), when)


def day_in_sentence(when: datetime.date, time: datetime.time | None = None) -> str:
    """A day that may have a time, after other words: "to 3.12.", "to 3.12. klo 9.30"."""
    return _at(_named_day(when), time) if time else _named_day(when)


def dated_moment(when: datetime.datetime) -> str:
    """Where it is read another day, after other words: "24.11.2026 klo 9.30"."""
    return _at(day(when), when)


def weekday_and_moment(when: datetime.datetime) -> str:
    """For the head of a page: "Tiistai 24.11. klo 9.30"."""
    weekday = format_date(_date(when), "cccc", locale=get_language())
    return _at(f"{weekday[:1].upper()}{weekday[1:]} {_day_and_month(_date(when))}", when)


def _at(day: str, when: datetime.datetime | datetime.time) -> str:
    return _("%(day)s klo %(time)s") % {"day": day, "time": clock(when)}


def _named_day(date: datetime.date) -> str:
    today = timezone.localdate()
    if date == today:
        return _("tänään")
    if date == today - datetime.timedelta(days=1):
        return _("eilen")
    weekday = format_date(date, "EEE", locale=get_language())
    return f"{weekday} {_day_and_month(date) if date.year == today.year else day(date)}"


def _day_and_month(date: datetime.date) -> str:
    # Translators: a pattern of Babel's for a date without its year, day first
    return format_date(date, _("d.M."), locale=get_language())


def _date(when: datetime.date) -> datetime.date:
    return timezone.localtime(when).date() if isinstance(when, datetime.datetime) else when
