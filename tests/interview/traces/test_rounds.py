"""While the server runs: once an hour, in one of its processes, and in none where the clock has jumped."""

import logging
import random
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connections
from django.utils import timezone

from interview.management.commands import serve
from interview.models import Interview
from interview.stubs import Upkeep
from interview.traces import rounds as module
from interview.traces.jumps import WHY, Watch
from interview.traces.rounds import Ended, Rounds
from tests.rounds import EVERY_ROUND

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def purged(monkeypatch):
    """The moments at which some process purged."""
    moments = []
    monkeypatch.setattr(module, "purge", lambda now, rest: moments.append(now))
    return moments


def test_of_many_processes_one_purges_once_an_hour(purged, now):
    processes = [Rounds() for _ in range(4)]
    for minutes in range(0, 121, 1):
        for process in processes:
            process.look(now + timedelta(minutes=minutes))
    assert purged == [now, now + HOUR, now + 2 * HOUR]


def test_what_is_due_goes(begun, now):
    begun(days=15)
    Rounds().look(now)
    assert not Interview.objects.exists()


def test_where_the_clock_jumped_nothing_goes_and_the_log_says_so_once_an_hour(begun, purged, now, caplog):
    begun(days=15)
    Upkeep.objects.create(pk=1, purged_at=now - timedelta(days=15))
    with caplog.at_level(logging.ERROR):
        for minutes in range(0, 130, 10):
            Rounds().look(now + timedelta(minutes=minutes))
    assert purged == []
    said = [record.getMessage() for record in caplog.records]
    assert [WHY["long-ago"] in line for line in said] == [True] * 4  # at once, and in each of three hours


@pytest.mark.faults
@pytest.mark.parametrize("number", EVERY_ROUND)
def test_a_clock_that_jumps_to_and_fro_takes_nothing_before_its_time(begun, now, number):
    """Each jump by days or years, while the server runs."""
    by_chance, at = random.Random(number), SimpleNamespace(now=now)
    begun(days=1)
    rounds = Rounds()
    rounds.watch = Watch(lambda: at.now, lambda: 0.0)
    for _ in range(10):
        days = by_chance.choice([1.5, 13, 20, 400, 4000])
        at.now = now + by_chance.choice([-1, 1]) * timedelta(days=days)
        rounds.look(at.now)
    at.now = now
    rounds.look(now)
    assert Interview.objects.count() == 1
    assert Upkeep.objects.get().stopped


def test_a_turn_that_was_taken_before_the_clock_was_set_back_is_taken_anew(purged, now):
    Upkeep.objects.create(pk=1, begun_at=now + timedelta(days=0.9))
    Rounds().look(now)
    assert purged == [now]


def test_a_process_that_ends_leaves_the_rest_to_another(begun, now, monkeypatch):
    monkeypatch.setattr("interview.traces.purge.BATCH", 1)
    begun(days=15), begun(days=15)
    rounds = Rounds()
    rounds.ended.set()
    with pytest.raises(Ended):
        rounds.look(now)
    assert Interview.objects.count() == 1


def test_a_failure_ends_no_thread_and_stands_in_the_log_without_its_words(monkeypatch, caplog):
    rounds = Rounds()
    waits = iter([False, False, True])
    monkeypatch.setattr(rounds.ended, "wait", lambda seconds: next(waits))
    monkeypatch.setattr(connections, "close_all", lambda: None)  # this test's own

    def look(now):
        raise ValueError

    monkeypatch.setattr(rounds, "look", look)
    with caplog.at_level(logging.ERROR):
        rounds.run()
    assert [record.getMessage() for record in caplog.records] == [
        "Purging failed; it is tried again in an hour"
    ] * 2


def test_every_process_of_the_server_makes_its_rounds_until_it_ends(monkeypatch):
    chosen = serve._Gunicorn(serve._gunicorn_settings("127.0.0.1", 8000, 2, 4, print)).cfg
    worker = SimpleNamespace()
    chosen.worker_exit(None, worker)  # one that never came to its beginning
    chosen.post_worker_init(worker)
    assert worker.rounds.is_alive()
    chosen.worker_exit(None, worker)
    assert not worker.rounds.is_alive()
