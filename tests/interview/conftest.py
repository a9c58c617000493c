from datetime import timedelta

import pytest
from django.db.models import F

from interview.models import Interview


@pytest.fixture
def begin(edition):
    """Begin an interview through the page: begin(client) -> Interview, another one each time."""

    def begin(client) -> Interview:
        Interview.objects.update(began_at=F("began_at") - timedelta(minutes=1))
        client.post("/i/")
        return Interview.objects.latest("began_at")

    return begin


@pytest.fixture
def interview(worker_client, begin) -> Interview:
    """The worker's own interview, just begun."""
    return begin(worker_client)


@pytest.fixture
def at(interview):
    """The address of a page of the interview: at(2), at("signs"), at("summary")."""
    return lambda page: f"/i/{interview.pk}/{page}/"


@pytest.fixture
def sheet(interview):
    """The sheet as it stands in the database now: sheet()."""
    return lambda: Interview.objects.get(pk=interview.pk).open_sheet()
