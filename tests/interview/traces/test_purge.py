"""What is due goes, and nothing else; in the middle of it, twice at once, and beside whoever saves."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from interview.accounts import Anchor, Attempt, Event, Session
from interview.colleagues import Kind, Notice
from interview.models import Interview, Organisation
from interview.presses import Press
from interview.stubs import Stub, Upkeep
from interview.traces import purge as purging
from interview.traces.anchors import anchor
from interview.traces.checking import Check
from interview.traces.purge import follow_the_clocks, purge

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """As by a signal: no `except Exception` meets it."""


def rest(seconds: float) -> None:
    """None: nobody saves meanwhile."""


@pytest.fixture
def now():
    return timezone.now()


def test_what_is_due_goes_with_a_stub_and_a_line_and_nothing_else_goes(begun, worker, now):
    old, young = begun(days=15), begun(days=13)
    assert purge(now)["interviews"] == 1
    assert [*Interview.objects.all()] == [young]
    assert [(stub.interview, stub.why) for stub in Stub.objects.all()] == [(old.pk, "due")]
    line = Event.objects.get(kind="deleted")
    assert (line.account, line.interview, line.reason) == (worker.pk, old.pk, "due")


def test_it_goes_in_the_moment_that_it_is_due_and_not_before(begun):
    due = begun(days=1).due_at
    assert purge(due - timedelta(seconds=1))["interviews"] == 0
    assert purge(due)["interviews"] == 1


def test_a_second_time_there_is_nothing_to_do(begun, now):
    begun(days=15)
    purge(now)
    assert not any(purge(now).values())
    assert Stub.objects.count() == Event.objects.filter(kind="deleted").count() == 1


@pytest.mark.sqlite
def test_a_purge_reads_no_more_where_twenty_times_as_much_has_gone_before(now):
    def steps_of_sqlite(many):
        Stub.objects.all().delete()
        given = {"code": "KAI-52", "owner": 1, "began_at": now, "why": "due"}
        went = (now - timedelta(days=3 + 600 * number / many) for number in range(many))
        Stub.objects.bulk_create(Stub(interview=uuid.uuid4(), deleted_at=at, **given) for at in went)
        purge(now, rest=rest)
        steps = 0

        def count():
            nonlocal steps
            steps += 1

        connection.connection.set_progress_handler(count, 10)
        purge(now, rest=rest)
        connection.connection.set_progress_handler(None, 10)
        return steps

    assert steps_of_sqlite(10_000) < 1.2 * steps_of_sqlite(500)


def test_no_sealed_value_is_read(begun, now):
    begun(days=15)
    with CaptureQueriesContext(connection) as captured:
        purge(now)
    assert [q["sql"] for q in captured if 'interview_interview"."sealed' in q["sql"]] == []


def test_killed_in_the_middle_it_has_done_whole_batches_and_goes_on_from_there(begun, now, monkeypatch):
    monkeypatch.setattr(purging, "BATCH", 2)
    for _ in range(5):
        begun(days=15)

    def tell(what, gone):
        raise Killed

    with pytest.raises(Killed):
        purge(now, tell, rest)
    assert Interview.objects.count() == 3
    assert Stub.objects.count() == Event.objects.filter(kind="deleted").count() == 2
    assert Upkeep.row().purged_at is None
    assert purge(now, rest=rest)["interviews"] == 3
    assert Stub.objects.count() == Event.objects.filter(kind="deleted").count() == 5


def test_between_batches_it_rests_so_that_others_save(begun, now, monkeypatch):
    monkeypatch.setattr(purging, "BATCH", 1)
    begun(days=15), begun(days=15)
    rests = []
    purge(now, rest=rests.append)
    assert len(rests) >= 2
    assert min(rests) > 0


def test_an_ended_log_in_an_old_try_press_and_notice_and_an_old_stub_go(worker, now):
    for ago in (timedelta(minutes=-1), timedelta(minutes=1)):
        Session.objects.create(session_key=f"{ago}", session_data="", expire_date=now - ago)
    for minutes in (14, 16):
        Attempt.objects.create(at=now - timedelta(minutes=minutes))
    for hours in (23, 25):
        Press.objects.create(key=f"{hours}", leads_to="/i/", at=now - timedelta(hours=hours))
    for days in (179, 181):
        Notice.objects.create(person=worker, kind=Kind.YOU_LEFT, at=now - timedelta(days=days))
    for years, number in ((1.9, 1), (2.1, 2)):
        at = now - timedelta(days=365 * years)
        Stub.objects.create(interview=f"{number:032}", owner=worker.pk, began_at=at, deleted_at=at)
    gone = purge(now, rest=rest)
    assert {what: number for what, number in gone.items() if number} == dict.fromkeys(
        ["log-ins", "tries to log in", "presses", "notices", "stubs"], 1
    )
    assert [rows.objects.count() for rows in (Session, Attempt, Press, Notice)] == [1, 1, 1, 1]
    assert Stub.objects.get().interview.int == 1


@pytest.mark.parametrize(("years", "kept"), [(1, 1), (5, 3)])
def test_the_organisation_says_how_long_log_and_stubs_stay(worker, now, years, kept):
    Organisation(log_years=years).save()
    for number, ago in enumerate((4, 2, 0.5)):
        at = now - timedelta(days=365 * ago)
        Event.objects.create(kind="logged-in", at=at)
        anchor(at)
        Stub.objects.create(interview=f"{number:032}", owner=worker.pk, began_at=at, deleted_at=at)
    purge(now, rest=rest)
    assert Event.objects.count() == Stub.objects.count() == kept


def test_the_log_is_anchored_once_a_day_however_often_old_things_go(begun, now):
    for hours in range(0, 49, 6):
        begun(days=15)  # which brings a line
        purge(now + timedelta(hours=hours), rest=rest)
    assert [(each.at - now) // timedelta(hours=1) for each in Anchor.objects.all()] == [0, 24, 48]
    assert [*Check(now + timedelta(hours=48)).faults()] == []


def test_it_remembers_when_it_last_came_to_its_end(now):
    purge(now)
    assert Upkeep.row().purged_at == now


# --- Another clock ----------------------------------------------------------------------------------------


def left(interview: Interview, now) -> float:
    interview.refresh_from_db()
    return (interview.due_at - now) / timedelta(days=1)


def test_a_longer_clock_gives_what_is_there_longer_too(begun, now):
    interview = begun(days=4)
    Organisation(unfinished_days=30).save()
    follow_the_clocks(now)
    assert left(interview, now) == pytest.approx(26, abs=0.01)
    assert interview.clock_days == 30


@pytest.mark.parametrize(("ago", "stays"), [(0, 7), (1, 7), (10, 4)])
def test_a_shorter_clock_leaves_a_week_or_what_was_left(begun, now, ago, stays):
    interview = begun(days=ago)
    Organisation(unfinished_days=7).save()
    follow_the_clocks(now)
    assert left(interview, now) == pytest.approx(stays, abs=0.01)
    follow_the_clocks(now + timedelta(hours=1))
    assert left(interview, now) == pytest.approx(stays, abs=0.01)


def test_each_state_follows_its_own_clock(begun, now):
    unfinished, finished = begun(days=1), begun(days=1)
    Interview.objects.filter(pk=finished.pk).update(
        finished_at=now, due_at=now + timedelta(days=30), clock_days=30
    )
    Organisation(unfinished_days=21, finished_days=60).save()
    follow_the_clocks(now)
    assert left(unfinished, now) == pytest.approx(20, abs=0.01)
    assert left(finished, now) == pytest.approx(60, abs=0.01)


def test_clocks_that_stay_cost_no_look_through_the_interviews(begun, now):
    begun(days=1)
    follow_the_clocks(now)
    with CaptureQueriesContext(connection) as captured:
        follow_the_clocks(now)
    assert [q["sql"] for q in captured if "interview_interview" in q["sql"]] == []


# --- At once ----------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_at_once_and_savers_beside_them_take_each_once_and_lose_no_save(begun, now, monkeypatch):
    monkeypatch.setattr(purging, "BATCH", 3)
    for _ in range(20):
        begun(days=15)
    written_in = begun(days=13)

    def save() -> None:
        for number in range(20):
            with transaction.atomic():
                row = Interview.objects.select_for_update().get(pk=written_in.pk)
                row.code = f"{number}"
                row.save(update_fields=["code"])

    gone = at_once(lambda: purge(now)["interviews"], lambda: purge(now)["interviews"], save)
    assert gone[0] + gone[1] == 20
    assert Stub.objects.count() == Event.objects.filter(kind="deleted").count() == 20
    assert [row.code for row in Interview.objects.all()] == ["19"]


def at_once(*calls: Callable) -> list:
    """What each gives, in a thread and with a connection of its own."""

    def own_connection(call: Callable):
        try:
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as threads:
        return [*threads.map(own_connection, calls)]
