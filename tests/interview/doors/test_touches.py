"""What counts as a touch, and how seldom it is written."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db

BY_A_SCRIPT = [
    {"HX-Request": "true"},
    {"Sec-Fetch-Mode": "cors"},
    {"Sec-Fetch-Mode": "no-cors"},
    {"Sec-Fetch-Mode": "navigate", "Sec-Purpose": "prefetch"},
    {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "cross-site"},  # a page elsewhere, again and again
]


@pytest.fixture
def after(worker_client, leave, touched_ago):
    """after(seconds, **headers): how long ago the last touch is once something was asked for, in seconds."""

    def after(seconds: float, address: str = "/i/", **headers: str) -> float:
        leave(worker_client, seconds / 60)
        worker_client.get(address, headers=headers)
        return touched_ago(worker_client)

    return after


@pytest.mark.parametrize(
    "headers",
    [{}, {"Sec-Fetch-Mode": "navigate"}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}],
    ids=str,
)
def test_a_page_that_somebody_opens_is_a_touch(after, headers):
    assert after(300, **headers) == 0


@pytest.mark.parametrize("headers", BY_A_SCRIPT, ids=str)
def test_what_a_script_asks_for_by_itself_is_none(after, headers):
    assert after(300, **headers) == 300


@pytest.mark.parametrize("headers", [{}, *BY_A_SCRIPT], ids=str)
def test_a_script_says_how_long_ago_a_touch_was(after, headers):
    assert after(300, "/touch/", **headers, **{"X-Touched": "40"}) == 40


@pytest.mark.parametrize("said", ["-5", "soon", "4e1", "٤", "99999", "1" * 5000, "4 0"])
def test_what_is_no_number_of_seconds_is_no_touch(after, said):
    assert after(300, "/touch/", **{"X-Touched": said.encode().decode("latin-1")}) == 300


def test_a_touch_that_is_told_late_takes_nothing_back(after):
    assert after(30, "/touch/", **{"X-Touched": "50"}) == 30


def test_a_locked_session_is_not_opened_by_what_a_script_says(worker_client, after):
    assert after(660, "/touch/", **{"X-Touched": "0"}) == 660
    assert worker_client.get("/touch/", headers={"X-Touched": "0", "HX-Request": "true"}).status_code == 423


def test_a_form_that_is_about_to_go_hears_as_whose_and_gets_a_token_that_is_taken(worker):
    client = Client(enforce_csrf_checks=True)
    client.force_login(worker)
    answer = client.get("/touch/", headers={"X-Touched": "0", "HX-Request": "true"})
    assert answer.headers["X-Who"] == str(worker.pk)
    logged_out = client.post("/accounts/logout/", {"csrfmiddlewaretoken": answer.headers["X-CSRFToken"]})
    assert logged_out.status_code == 302
    assert client.get("/touch/", headers={"HX-Request": "true"}).status_code == 401


def test_telling_of_a_touch_shows_nothing(worker_client, client):
    assert worker_client.get("/touch/", headers={"X-Touched": "0"}).status_code == 204
    assert worker_client.post("/touch/").status_code == 405
    client.logout()
    assert client.get("/touch/", headers={"X-Touched": "0"}).status_code == 401


@pytest.mark.parametrize(("seconds", "writes"), [(59, 0), (61, 1)])
def test_opening_pages_writes_the_session_at_most_once_a_minute(worker_client, leave, seconds, writes):
    leave(worker_client, seconds / 60)
    worker_client.get("/i/")
    leave(worker_client, seconds / 60)
    with CaptureQueriesContext(connection) as captured:
        worker_client.get("/i/")
    assert sum(query["sql"].startswith("UPDATE") for query in captured) == writes


def test_a_session_that_is_written_for_something_else_keeps_when_it_was_touched(after, worker_client):
    session = worker_client.session
    session["reading"] = "full"
    assert after(50) == 50
    session = worker_client.session
    session["reading"] = "short"
    session.save()
    assert after(50) == 50
