"""The organisation's clocks, as pages are given them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interview import models
from interview.doors import clocks
from interview.models import Organisation
from tests.markup import part

pytestmark = pytest.mark.django_db


def test_they_are_the_organisations_at_once_and_asked_for_once():
    assert clocks.clocks() == clocks.Clocks(180, 600, True)
    Organisation(cover_after=5, lock_after=20, cover_when_hidden=False).save()
    with CaptureQueriesContext(connection) as captured:
        assert clocks.clocks() == clocks.clocks() == clocks.Clocks(300, 1200, False)
    assert len(captured) == 1


def test_another_process_learns_of_a_change_within_a_minute(monkeypatch):
    Organisation().save()
    assert clocks.clocks().lock_after == 600
    Organisation.objects.update(lock_after=30)  # as from elsewhere: nobody here is told
    assert clocks.clocks().lock_after == 600
    later = models.time.monotonic() + 61
    monkeypatch.setattr(models.time, "monotonic", lambda: later)
    assert clocks.clocks().lock_after == 1800


def test_a_page_carries_them_where_somebody_has_logged_in(worker_client, leave, edition):
    leave(worker_client, minutes=0.5)
    cover = part(worker_client.get("/card/").content.decode(), "template#cover")
    assert "data-hides" in cover.attributes
    given = {name: cover.attributes.get(f"data-{name}") for name in ("after", "lock", "told")}
    assert given == {"after": "180", "lock": "600", "told": "30"}


def test_a_page_does_not_cover_itself_by_hiding_where_the_organisation_left_that_out(worker_client):
    Organisation(cover_when_hidden=False).save()
    cover = part(worker_client.get("/i/").content.decode(), "template#cover")
    assert "data-hides" not in cover.attributes


def test_a_strangers_page_carries_none(client, edition):
    cover = part(client.get("/card/").content.decode(), "template#cover")
    assert cover.attributes.get("data-after") is None
