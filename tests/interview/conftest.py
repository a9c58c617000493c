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


@pytest.fixture
def post(worker_client, at, sheet):
    """post(2, {"check-threat": "yes"}): as a page made from ``version`` would, or as one up to date."""

    def post(page, fields, version=None, **how):
        version = sheet().version if version is None else version
        return worker_client.post(at(page), {"version": version, **fields}, **how)

    return post
