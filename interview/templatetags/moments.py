"""Days and times as they are said here: day first, a 24-hour clock, in the reader's language (Babel)."""

import datetime

from babel.dates import format_date
from django import template
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def clock(when: datetime.datetime) -> str:
    """The time of day: 9.42 in Finnish and Swedish, 9:42 in English."""
    local = timezone.localtime(when)
    return f"{local.hour}{_('.')}{local.minute:02}"


@register.filter
def day(when: datetime.date) -> str:
    """24.11.2026"""
    date = timezone.localtime(when).date() if isinstance(when, datetime.datetime) else when
    return f"{date.day}.{date.month}.{date.year}"


@register.filter
def moment(when: datetime.datetime) -> str:
    """When an interview began: "Tänään klo 9.30", "to 19.11. klo 13.00", with the year once it is another."""
    return _("%(day)s klo %(time)s") % {"day": _named_day(when), "time": clock(when)}


@register.filter
def weekday_and_moment(when: datetime.datetime) -> str:
    """ "Tiistai 24.11. klo 9.30": the whole weekday, for the head of a page."""
    date = timezone.localtime(when).date()
    name = format_date(date, "cccc", locale=get_language()).capitalize()
    return _("%(day)s klo %(time)s") % {"day": f"{name} {date.day}.{date.month}.", "time": clock(when)}


def _named_day(when: datetime.datetime) -> str:
    date, today = timezone.localtime(when).date(), timezone.localdate()
    if date == today:
        return _("Tänään")
    if date == today - datetime.timedelta(days=1):
        return _("Eilen")
    weekday = format_date(date, "EEEEEE", locale=get_language()).capitalize()
    year = "" if date.year == today.year else str(date.year)
    return f"{weekday} {date.day}.{date.month}.{year}"
