"""The lock: an untouched session asks for the password, at every address that needs a log-in."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver, resolve

from interview.doors.lock import LOCKED, OPEN
from interview.models import Organisation
from tests.markup import part

pytestmark = pytest.mark.django_db

EVERYBODY = ["worker", "supervisor", "officer", "administrator"]
SAMPLES = {"uuid": "00000000-0000-4000-8000-000000000000", "int": "1"}
OPEN_PART = re.compile(r"<(?:(\w+):)?\w+>")
NAMED_PART = re.compile(r"\(\?P<\w+>\w[^)]*\)")


def addresses(patterns=None, before: str = "/") -> Iterator[str]:
    """One address of every route there is."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + _filled(str(pattern.pattern))
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from addresses(pattern.url_patterns, route)


def _filled(route: str) -> str:
    route = NAMED_PART.sub(
        "guidance", route.removeprefix("^").removesuffix("$").replace("(?P<url>.*)", "nowhere")
    )
    return OPEN_PART.sub(lambda part: SAMPLES.get(part[1], "x"), route)


ADDRESSES = sorted(addresses())
SHUT = [address for address in ADDRESSES if resolve(address).view_name not in OPEN]


def test_every_route_has_an_address_here():
    assert len(ADDRESSES) > 140
    assert "/i/00000000-0000-4000-8000-000000000000/1/" in SHUT
    assert "/admin/interview/organisation/add/" in SHUT


@pytest.fixture
def not_locked(request, leave) -> Callable[..., dict]:
    """not_locked("worker", addresses): what each answers instead, where nobody touches a session."""

    def not_locked(who: str, addresses: list[str]) -> dict:
        client = Client()
        client.force_login(request.getfixturevalue(who))
        leave(client)
        asked = [(method, address) for address in addresses for method in ("get", "post")]
        answers = {each: getattr(client, each[0])(each[1]).status_code for each in asked}
        return {each: status for each, status in answers.items() if status != LOCKED}

    return not_locked


@pytest.mark.variants
@pytest.mark.parametrize("turn", range(len(EVERYBODY)), ids=EVERYBODY)
def test_every_address_that_needs_a_log_in_is_locked(not_locked, turn):
    assert not_locked(EVERYBODY[turn], SHUT[turn :: len(EVERYBODY)]) == {}


@pytest.mark.heavy
@pytest.mark.parametrize("who", EVERYBODY)
def test_every_address_that_needs_a_log_in_is_locked_for_everybody(not_locked, who):
    assert not_locked(who, SHUT) == {}


def test_what_is_open_needs_no_log_in(client):
    """So nothing behind the log-in slips into the list."""
    views = {resolve(address).view_name: address for address in ADDRESSES}
    assert views.keys() >= OPEN
    asked = {name: client.get(views[name]) for name in OPEN - {"admin:logout", "unlock"}}
    to_log_in = {name for name, answer in asked.items() if "login" in answer.headers.get("Location", "")}
    assert to_log_in == set()


def test_card_contacts_help_cover_and_log_out_stay_open(locked, edition):
    for address in (
        "/card/",
        "/contacts/",
        "/tell/",
        "/afterwards/",
        "/help/",
        "/break/",
        "/accounts/logout/",
    ):
        assert locked.get(address).status_code == 200
    assert locked.post("/accounts/logout/").status_code == 302
    assert locked.get("/i/").status_code == 302  # to the log-in


def test_an_open_page_does_not_unlock(locked, edition):
    locked.get("/card/")
    assert locked.get("/i/").status_code == LOCKED


def test_the_page_says_nothing_but_the_day_and_asks_for_the_password(worker_client, interview, leave):
    leave(worker_client)
    page = worker_client.get(f"/i/{interview.pk}/2/").content.decode()
    assert part(page, "title").text() == "Kalenteri"
    assert part(page, "#cover-page input[type=password]").attributes.get("autocomplete") == "current-password"
    assert interview.code not in page
    assert "worker" not in page


@pytest.mark.parametrize(("minutes", "status"), [(9.9, 200), (10.1, LOCKED)])
def test_it_locks_ten_minutes_after_the_last_touch(worker_client, leave, minutes, status):
    leave(worker_client, minutes)
    assert worker_client.get("/i/").status_code == status


@pytest.mark.parametrize(("minutes", "status"), [(29, 200), (31, LOCKED)])
def test_the_organisation_says_after_how_long(worker_client, leave, minutes, status):
    Organisation(lock_after=30).save()
    leave(worker_client, minutes)
    assert worker_client.get("/i/").status_code == status


def test_a_stranger_is_never_locked(client, edition):
    assert client.get("/card/").status_code == 200
    assert client.get("/i/").status_code == 302


def test_an_account_that_was_closed_is_not_asked_for_its_password(locked, worker):
    worker.is_active = False
    worker.save()
    assert locked.get("/i/").headers["Location"].startswith("/accounts/login/")


def test_a_script_is_told_by_a_number_alone(locked):
    answer = locked.post("/i/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (LOCKED, b"")


def test_whoever_logs_in_begins_anew(client, worker, password, leave):
    client.force_login(worker)
    leave(client)
    client.force_login(worker)
    assert client.get("/i/").status_code == 200


def test_a_form_without_its_protection_shows_nothing_of_what_it_held(worker, leave, at, client):
    strict = type(client)(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    leave(client)
    answer = strict.post(at(1), {"note-pace": "Piilokirjoitusta"})
    assert answer.status_code == LOCKED
    assert "Piilokirjoitusta" not in answer.content.decode()


def test_locking_costs_no_page_a_query(worker_client):
    """The session and the clocks are there already."""
    worker_client.get("/i/")
    with CaptureQueriesContext(connection) as open_page:
        worker_client.get("/i/")
    assert [
        query["sql"] for query in open_page if "organisation" in query["sql"] or "UPDATE" in query["sql"]
    ] == []
