"""When an interview goes, with a moved time."""

from datetime import date, datetime, timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from interview.models import Interview, Organisation
from interview.traces.due import by_another_clock, due_at, due_when_extended, extend, wind

DAY = timedelta(days=1)


def local(*moment: int) -> datetime:
    return timezone.make_aware(datetime(*moment))


WRITTEN = local(2026, 11, 24, 9, 30)


@pytest.mark.parametrize(
    ("given", "due"),
    [
        ({}, local(2026, 12, 8, 9, 30)),
        ({"meeting": date(2026, 11, 20)}, local(2026, 12, 8, 9, 30)),  # it was before
        ({"meeting": date(2026, 11, 24)}, local(2026, 12, 8, 23, 59)),  # it is later the same day
        ({"meeting": date(2026, 12, 3)}, local(2026, 12, 17, 23, 59)),
        ({"meeting": date(2027, 2, 22)}, local(2027, 3, 8, 9, 30)),  # the ninetieth day, at 9.30
        ({"meeting": date(2027, 2, 20)}, local(2027, 3, 6, 23, 59)),
        ({"meeting": date(9999, 12, 31)}, local(2027, 3, 8, 9, 30)),
        ({"extended_at": local(2026, 12, 5, 14, 0)}, local(2026, 12, 19, 14, 0)),
        ({"extended_at": local(2026, 11, 20, 14, 0)}, local(2026, 12, 8, 9, 30)),
        (
            {"extended_at": local(2026, 12, 5, 14, 0), "meeting": date(2026, 12, 6)},
            local(2026, 12, 20, 23, 59),
        ),
    ],
    ids=str,
)
def test_it_is_a_fortnight_after_the_latest_of_what_counts(given, due):
    assert due_at(14, WRITTEN, **given) == due


def test_over_a_change_to_summer_time_it_goes_at_the_same_time_of_day():
    assert due_at(14, local(2026, 3, 20, 9, 30)) == local(2026, 4, 3, 9, 30)


@pytest.mark.parametrize(
    ("left", "before", "days", "then"),
    [(10, 14, 30, 26), (13, 14, 7, 7), (9, 14, 7, 7), (5, 14, 7, 5), (80, 30, 90, 140), (80, 90, 7, 7)],
)
def test_another_clock_moves_the_day_but_ends_nobodys_time_unannounced(left, before, days, then):
    assert by_another_clock(WRITTEN + left * DAY, before, days, now=WRITTEN) == WRITTEN + then * DAY


# --- In an interview --------------------------------------------------------------------------------------


@pytest.fixture
def days_left(interview):
    """days_left(): until it goes, as its row says now."""

    def days_left() -> float:
        row = Interview.objects.get(pk=interview.pk)
        return (row.due_at - row.last_active_at) / DAY

    return days_left


def test_one_just_begun_is_due_in_a_fortnight(days_left):
    assert days_left() == pytest.approx(14, abs=0.05)


def test_a_save_finishing_and_reopening_set_its_clock_anew(worker_client, at, interview, days_left, sheet):
    long_ago = timezone.now() - 13 * DAY
    Interview.objects.update(last_active_at=long_ago, due_at=long_ago + 14 * DAY)
    worker_client.post(at(1), {"version": 0, "note-pace": "Uusi rivi"})
    assert Interview.objects.get().due_at > timezone.now() + 13.9 * DAY
    worker_client.post(at("summary"), {"version": sheet().version, "finish": "yes"})
    assert days_left() == pytest.approx(30, abs=0.05)
    worker_client.post(at("summary"), {"version": sheet().version, "finish": "no"})
    assert days_left() == pytest.approx(14, abs=0.05)


def test_opening_it_or_sending_what_stands_there_already_moves_nothing(worker_client, at, interview):
    due = Interview.objects.get().due_at
    worker_client.get(at("summary"))
    worker_client.post(at(1), {"version": 0, "note-pace": ""})
    assert Interview.objects.get().due_at == due


def test_the_meeting_counts_while_it_is_agreed_on(worker_client, at, sheet, days_left):
    when = timezone.localdate() + 40 * DAY
    worker_client.post(at(3), {"version": 0, "meeting-date": when.isoformat(), "check-meeting": "not-yet"})
    assert days_left() == pytest.approx(14, abs=0.05)
    worker_client.post(at(3), {"version": sheet().version, "check-meeting": "yes"})
    assert 54 <= days_left() < 55
    worker_client.post(at(3), {"version": sheet().version, "check-meeting": "not-yet"})
    assert days_left() == pytest.approx(14, abs=0.05)


def test_the_organisations_clocks_count(interview, days_left):
    Organisation(unfinished_days=21, finished_days=60).save()
    wind(interview, meeting=None)
    assert interview.due_at - interview.last_active_at == pytest.approx(21 * DAY, abs=0.05 * DAY)
    interview.finished_at = timezone.now()
    wind(interview, meeting=None)
    assert interview.due_at - interview.last_active_at == pytest.approx(60 * DAY, abs=0.05 * DAY)


# --- Extended ---------------------------------------------------------------------------------------------


def test_it_is_extended_once_by_a_whole_clock_from_that_day(begun):
    interview = begun(days=12)
    now = timezone.now()
    assert extend(interview, now)
    interview.refresh_from_db()
    assert interview.due_at == due_at(14, now)
    assert interview.extended_at == now
    assert not extend(interview, now + 13 * DAY)


def test_only_what_is_soon_to_go_is_extended(begun):
    interview = begun(days=8)
    now = timezone.now()
    assert not extend(interview, now)
    assert extend(interview, now + 1.1 * DAY)


def test_what_is_written_after_it_was_extended_does_not_shorten_it(begun):
    interview = begun(days=12)
    extend(interview, timezone.now())
    extended = interview.due_at
    interview.last_active_at = timezone.now() - DAY
    wind(interview, meeting=None)
    assert interview.due_at == extended


def test_an_extension_never_shortens(begun):
    interview = begun(days=12)
    Organisation(unfinished_days=7).save()
    interview.due_at = timezone.now() + 4.9 * DAY
    extend(interview, timezone.now())
    assert interview.due_at >= timezone.now() + 6.9 * DAY
    assert due_when_extended(interview, timezone.now()) >= interview.due_at


def test_interviews_from_before_the_clocks_go_no_sooner_than_any_clock_would_let_them(begun):
    give_due_days = import_module("interview.migrations.0012_going_away").give_due_days
    old, young, finished = begun(days=400), begun(days=1), begun(days=1)
    Interview.objects.filter(pk=finished.pk).update(finished_at=timezone.now())
    give_due_days(apps, SimpleNamespace(connection=connection))
    left = {row.pk: ((row.due_at - timezone.now()) / DAY, row.clock_days) for row in Interview.objects.all()}
    assert left == {
        old.pk: (pytest.approx(14, abs=0.01), 14),
        young.pk: (pytest.approx(103, abs=0.01), 14),
        finished.pk: (pytest.approx(119, abs=0.01), 30),
    }
