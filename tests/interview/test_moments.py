"""Days and times as they are said here: day first, 24 hours, no American forms."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from interview.cover import month_around
from interview.moments import clock, day, moment, weekday_and_moment

HELSINKI = ZoneInfo("Europe/Helsinki")
TUESDAY = datetime.datetime(2026, 11, 24, 9, 5, tzinfo=HELSINKI)


@pytest.fixture
def today(monkeypatch):
    def set_today(date):
        monkeypatch.setattr(timezone, "localdate", lambda *args: date)

    return set_today


def test_a_time_has_no_leading_zero():
    assert clock(TUESDAY) == "9.05"


def test_a_day_comes_first():
    assert day(TUESDAY) == "24.11.2026"
    assert day(datetime.date(2026, 1, 2)) == "2.1.2026"


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (datetime.date(2026, 11, 24), "Tänään klo 9.05"),
        (datetime.date(2026, 11, 25), "Eilen klo 9.05"),
        (datetime.date(2026, 11, 29), "Ti 24.11. klo 9.05"),
        (datetime.date(2027, 1, 2), "Ti 24.11.2026 klo 9.05"),
    ],
)
def test_a_moment_is_said_as_people_say_it(today, on, said):
    today(on)
    assert moment(TUESDAY) == said


def test_a_page_head_says_the_whole_weekday():
    assert weekday_and_moment(TUESDAY) == "Tiistai 24.11. klo 9.05"


def test_an_evening_in_utc_is_the_next_day_here():
    assert day(datetime.datetime(2026, 11, 24, 23, 30, tzinfo=datetime.UTC)) == "25.11.2026"


@pytest.mark.parametrize(
    ("language", "weekday", "first"),
    [("fi", "tiistai", "ma"), ("sv", "tisdag", "mån"), ("en", "Tuesday", "Mon")],
)
def test_the_calendar_begins_on_monday_in_every_language(language, weekday, first):
    with translation.override(language):
        month = month_around(datetime.date(2026, 11, 24), language)
    assert month["weekday"] == weekday
    assert month["weekdays"][0] == first
    assert [week["number"] for week in month["weeks"]] == [44, 45, 46, 47, 48, 49]
    assert month["weeks"][0]["days"][-1] == {"day": 1, "today": False}
    assert [d["day"] for week in month["weeks"] for d in week["days"] if d["today"]] == [24]


@pytest.mark.parametrize(
    ("language", "said"),
    [("fi", "Tiistai 24.11. klo 9.05"), ("sv", "Tisdag 24.11 kl. 9.05"), ("en", "Tuesday 24 Nov at 9:05")],
)
def test_a_moment_is_said_in_the_readers_language_and_never_the_american_way(language, said):
    with translation.override(language):
        assert weekday_and_moment(TUESDAY) == said
