from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import models

from interview.accounts import Event
from interview.traces import anchors
from interview.traces.events import keep

NIGHT = datetime(2026, 11, 28, 1, tzinfo=UTC)


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
