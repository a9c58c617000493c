"""The cover: a wall calendar that takes the page's place at once. It knows the day and nothing else."""

import calendar
import datetime
from functools import lru_cache

from babel.dates import format_date, get_day_names
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from .moments import clock


def cover(request) -> dict:
    """Context of every page: the calendar as every page carries it, and as the break page draws it."""
    today, language = timezone.localdate(), get_language()
    return {
        "cover": SimpleLazyObject(lambda: month_around(today, language)),
        "drawn_cover": SimpleLazyObject(lambda: _drawn(today, language)),
    }


@lru_cache(maxsize=16)
def _drawn(today: datetime.date, language: str) -> str:
    """The calendar as markup, in the language that is active; it is the same for everybody all day."""
    return render_to_string("_cover.html", {"cover": month_around(today, language)})


def month_around(today: datetime.date, language: str) -> dict:
    """``today`` in words, and its month by weeks that begin on Monday, with their numbers."""
    names = get_day_names("abbreviated", "stand-alone", locale=language)
    weeks = [
        {
            "number": week[0].isocalendar().week,
            "days": [
                {"day": date.day if date.month == today.month else None, "today": date == today}
                for date in week
            ],
        }
        for week in calendar.Calendar(firstweekday=0).monthdatescalendar(today.year, today.month)
    ]
    return {
        "separator": clock(datetime.time(0, 0))[1],
        "weekday": format_date(today, "cccc", locale=language),
        "day": today.day,
        "month": format_date(today, "MMMM y", locale=language),
        "weeks": weeks,
        "weekdays": [names[number] for number in range(7)],
    }
