"""What a person is told stands above their list until they put it away."""

import pytest
from django.test import Client

from interview.colleagues import Kind, Notice
from tests.interview.doors.device import Device
from tests.interview.doors.test_second_factor import code_of
from tests.markup import attributes, parts, words


@pytest.fixture
def notice(worker):
    return Notice.objects.create(person=worker, kind="invited-you", by="colleague", code="KAI-52")


def test_it_stands_above_the_list_with_its_time(worker_client, notice):
    shown = words(worker_client.get("/i/"), "#notices")
    assert "colleague kutsui sinut keskusteluun KAI-52." in shown
    assert "Tänään klo" in shown


def test_who_is_told_nothing_sees_no_box(worker_client):
    assert parts(worker_client.get("/i/"), "#notices") == []


def test_a_press_puts_away_what_was_shown_and_nothing_that_came_since(worker_client, notice, worker):
    shown = attributes(worker_client.get("/i/"), "#notices input[name=notice]", "value")
    assert shown == [str(notice.pk)]
    later = Notice.objects.create(person=worker, kind="you-left", code="KAI-52")
    answer = worker_client.post("/notices/", {"notice": shown})
    assert answer.headers["Location"] == "/i/"
    assert [*Notice.objects.all()] == [later]


def test_nobody_puts_away_what_another_is_told(notice, colleague):
    other = Client()
    other.force_login(colleague)
    other.post("/notices/", {"notice": notice.pk})
    assert Notice.objects.exists()
    assert parts(other.get("/i/"), "#notices") == []


@pytest.mark.parametrize("key", ["", "x", "\0", "9" * 30, "-1"])
def test_a_key_that_is_none_puts_nothing_away(worker_client, notice, key):
    assert worker_client.post("/notices/", {"notice": key}).status_code == 302
    assert Notice.objects.exists()


def test_the_address_alone_leads_to_the_list(worker_client):
    assert worker_client.get("/notices/").headers["Location"] == "/i/"


def test_a_stranger_is_led_to_the_log_in(client):
    assert client.post("/notices/").headers["Location"].startswith("/accounts/login/")


# --- What lets one in has changed ------------------------------------------------------------------------


SECOND_FACTOR = "/accounts/second-factor/"


@pytest.fixture
def with_an_app(worker_client, commits_at_once):
    """A worker's client; the worker has just set up an app."""
    secret = words(worker_client.get(f"{SECOND_FACTOR}app/"), "code")
    worker_client.post(f"{SECOND_FACTOR}app/", {"code": code_of(secret)})
    return worker_client


def kinds() -> list[str]:
    return sorted(Notice.objects.values_list("kind", flat=True))


def test_whoever_adds_an_app_is_told_of_it_with_the_day_and_what_to_do_if_it_was_another(with_an_app):
    shown = words(with_an_app.get("/i/"), "#notices")
    assert "Tunnuksellesi otettiin käyttöön todennussovellus. Tänään klo" in shown
    assert "Jos se et ollut sinä, päätä muut istuntosi, vaihda salasana ja kerro ylläpidolle." in shown
    assert parts(with_an_app.get("/i/"), "#notices a[href='/accounts/sessions/']")
    assert kinds() == ["app-added"]


def test_whoever_takes_it_away_or_makes_new_codes_is_told_of_that(with_an_app):
    Notice.objects.all().delete()
    with_an_app.post(f"{SECOND_FACTOR}codes/new/")
    assert kinds() == ["codes-renewed"]
    with_an_app.post(f"{SECOND_FACTOR}app/remove/")
    assert kinds() == ["app-removed", "codes-renewed"]


def test_a_passkey_is_told_of_as_well(worker_client, worker):
    passkey = Device().belong_to(worker)
    worker_client.post(f"{SECOND_FACTOR}passkeys/{passkey.pk}/remove/")
    assert kinds() == ["passkey-removed"]


def test_what_is_told_of_an_interview_leads_to_no_sessions(worker_client, notice):
    assert "Jos se et ollut sinä" not in words(worker_client.get("/i/"), "#notices")


@pytest.mark.parametrize("who", ["supervisor", "officer", "administrator"])
def test_whoever_has_no_interviews_is_told_on_the_page_of_the_account(client, request, who):
    person = request.getfixturevalue(who)
    client.force_login(person)
    told = Notice.objects.create(person=person, kind=Kind.PASSKEY_ADDED)
    assert "Tunnuksellesi lisättiin pääsyavain." in words(client.get("/accounts/"), "#notices")
    assert parts(client.get("/admin/"), "a[href='/accounts/']:not(#user-tools a)")
    assert client.post("/notices/", {"notice": told.pk}).headers["Location"] == "/accounts/"
    assert not Notice.objects.exists()
    assert parts(client.get("/accounts/"), "#notices") == []
