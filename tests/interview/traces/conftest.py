"""A moved time: everything here is told what time it is. And lines of the log of use."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import models
from django.utils import timezone

from interview.accounts import Event
from interview.models import Interview
from interview.stubs import Upkeep
from interview.traces import anchors
from interview.traces.events import keep

NIGHT = datetime(2026, 11, 28, 1, tzinfo=UTC)


@pytest.fixture
def later():
    """later(days=14): the moment so long after now."""
    return lambda **time: timezone.now() + timedelta(**time)


@pytest.fixture
def begun(worker, edition):
    """begun(days=15): an interview of the worker's, in which somebody last wrote so long ago."""

    def begun(owner=None, **ago) -> Interview:
        at = timezone.now() - timedelta(**ago)
        made = {"began_at": at, "last_active_at": at, "due_at": at + timedelta(days=14)}
        interview = Interview(owner=owner or worker, edition=edition, **made)
        interview.sealed = b"sealed " + interview.pk.bytes * 200
        interview.save()
        return interview

    return begun


@pytest.fixture
def upkeep(db) -> Upkeep:
    return Upkeep.row()


@pytest.fixture
def few_at_a_time(monkeypatch):
    """Three lines to an anchor."""
    monkeypatch.setattr(anchors, "MOST_LINES", 3)


@pytest.fixture
def write(worker) -> Callable[[int], list[int]]:
    """write(5): so many lines; gives their keys."""

    def write(number: int) -> list[int]:
        for _ in range(number):
            keep("opened", worker)
        return [*Event.objects.order_by("pk").values_list("pk", flat=True)][-number:]

    return write


@pytest.fixture
def behind_its_back() -> Callable[..., models.QuerySet]:
    """behind_its_back(pk=3): lines as whoever can write into the database reaches them."""
    return lambda **which: models.QuerySet(Event).filter(**which)
