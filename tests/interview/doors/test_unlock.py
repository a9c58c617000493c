"""Unlocking: the password, and one is where one was; five wrong ones end the session."""

import html
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from interview.accounts import Event, Session
from interview.doors.lock import LOCKED, MOST_WRONG
from tests.markup import part, parts

pytestmark = pytest.mark.django_db

SCRIPT = {"HX-Request": "true"}
WORDS = "Piilokirjoitusta & <tädistä>"


def hidden(page: str, name: str) -> str:
    return part(page, f"#unlock input[name={name}]").attributes.get("value")


def unlock(client, password, headers=None, **more):
    return client.post("/unlock/", {"password": password, **more}, headers=headers or {})


def test_the_password_leads_back_to_where_one_was(locked, password):
    asked = part(locked.get("/i/?x=1").content.decode(), "#unlock input[name=next]").attributes.get("value")
    answer = unlock(locked, password, next=asked)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/i/?x=1")
    assert locked.get("/i/").status_code == 200


def test_a_script_is_told_by_a_number_alone(locked, password):
    wrong = unlock(locked, "ei tämä", SCRIPT)
    assert wrong.status_code == 422
    assert parts(wrong.content.decode(), "#unlock [role=alert]")
    assert unlock(locked, password, SCRIPT).status_code == 204
    assert unlock(locked, "", SCRIPT).status_code == 204  # open already: another tab did it


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elsewhere.example.fi/",
        "//elsewhere.example.fi/",
        "/\\elsewhere.example.fi",
        "i/",
        "javascript:alert(1)",
        "",
    ],
)
def test_it_leads_to_no_other_site(locked, password, elsewhere):
    assert unlock(locked, password, next=elsewhere).headers["Location"] == "/"


def test_an_empty_box_is_no_try(locked):
    assert unlock(locked, "", next="/i/").headers["Location"] == "/i/"
    assert Session.objects.get().wrong_passwords == 0


def test_a_wrong_password_is_answered_with_a_page_that_held_none(locked):
    answer = unlock(locked, "ei tämä", next="/i/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/i/")
    page = locked.get("/i/").content.decode()
    assert "Yrityksiä jäljellä: 4." in part(page, "#unlock [role=alert]").text()
    assert part(page, "#unlock-password").attributes.get("aria-invalid") == "true"


def test_no_password_at_all_is_no_try(locked):
    unlock(locked, "")
    assert Session.objects.get().wrong_passwords == 0


def test_five_wrong_passwords_end_the_session_and_the_sixth_is_not_looked_at(locked, password):
    answers = [unlock(locked, "ei tämä", next="/i/") for _ in range(MOST_WRONG)]
    assert {answer.status_code for answer in answers} == {302}
    assert not Session.objects.exists()
    unlock(locked, password)
    assert locked.get("/i/").headers["Location"].startswith("/accounts/login/")


def test_a_script_hears_that_the_session_ended(locked):
    assert [unlock(locked, "ei tämä", SCRIPT).status_code for _ in range(MOST_WRONG)] == [422] * 4 + [401]
    assert Event.objects.filter(kind="unlock-failed").count() == MOST_WRONG


def test_the_log_of_use_has_that_it_was_unlocked_and_that_it_was_not(locked, worker, password, leave):
    unlock(locked, password)
    leave(locked)
    for _ in range(MOST_WRONG):
        unlock(locked, "ei tämä")
    kinds = Event.objects.filter(account=worker.pk).exclude(kind="logged-in").values_list("kind", flat=True)
    assert [*kinds] == ["unlocked", *["unlock-failed"] * MOST_WRONG, "locked-out", "logged-out"]


def test_the_count_begins_anew_once_unlocked(locked, password, leave):
    for _ in range(4):
        unlock(locked, "ei tämä")
    unlock(locked, password)
    leave(locked)
    assert [unlock(locked, "ei tämä", SCRIPT).status_code for _ in range(4)] == [422] * 4


def test_tries_are_counted_by_the_session_alone(locked, worker, password, leave):
    other = Client()
    other.force_login(worker)
    leave(other)
    for _ in range(MOST_WRONG):
        unlock(other, "ei tämä")
    assert unlock(locked, password, SCRIPT).status_code == 204


def test_whoever_has_logged_in_anew_has_not_tried(client, worker, password, leave):
    client.force_login(worker)
    leave(client)
    unlock(client, "ei tämä")
    client.post("/accounts/logout/")
    client.post("/accounts/login/", {"login": "worker", "password": password})
    assert client.get("/i/").status_code == 200
    assert Session.objects.get().wrong_passwords == 0


def test_what_was_sent_without_javascript_comes_back_after_the_password(worker_client, at, password, leave):
    leave(worker_client)
    sent = {"note-pace": WORDS, "version": "0", "csrfmiddlewaretoken": "x"}
    answer = worker_client.post(at(1), sent)
    page = html.unescape(answer.content.decode())
    assert answer.status_code == LOCKED
    assert "Piilokirjoitusta" not in page
    held = {name: hidden(page, name) for name in ("next", "sent")}
    again = unlock(worker_client, "ei tämä", **held)
    assert again.status_code == 422
    held["sent"] = hidden(again.content.decode(), "sent")
    page = unlock(worker_client, password, **held).content.decode()
    assert part(page, "main form").attributes.get("action") == at(1)
    assert part(page, "main input[name=note-pace]").attributes.get("value") == WORDS
    assert part(page, "main input[name=version]").attributes.get("value") == "0"


@pytest.mark.parametrize("ends", ["the log-in", "the fifth wrong password"])
def test_what_was_sent_outlives_the_end_of_the_session(worker_client, worker, at, password, leave, ends):
    leave(worker_client)
    page = worker_client.post(at(1), {"note-pace": WORDS, "version": "0"}).content.decode()
    held = {name: hidden(page, name) for name in ("next", "sent")}
    if ends == "the log-in":
        Session.objects.all().delete()
    for _ in range(1 if ends == "the log-in" else MOST_WRONG):
        answer = unlock(worker_client, "ei tämä", **held)
    assert answer.status_code == 401
    assert WORDS not in html.unescape(answer.content.decode())
    again = answer.content.decode()
    assert {name: part(again, f"main input[name={name}]").attributes.get("value") for name in held} == held
    worker_client.force_login(worker)
    page = worker_client.post("/unlock/", held).content.decode()
    assert part(page, "main input[name=note-pace]").attributes.get("value") == WORDS


@pytest.mark.parametrize(
    ("whence", "kept"), [("same-origin", True), ("same-site", False), ("cross-site", False)]
)
def test_what_another_sites_page_sent_is_not_offered_to_be_sent_again(
    worker_client, at, password, leave, whence, kept
):
    leave(worker_client)
    headers = {"Sec-Fetch-Site": whence}
    page = worker_client.post(at(1), {"note-pace": WORDS}, headers=headers).content.decode()
    opened = unlock(worker_client, password, sent=hidden(page, "sent"), next=at(1))
    assert opened.status_code == (200 if kept else 302)


def test_nobody_else_opens_what_was_sent(worker_client, colleague, at, password, leave):
    leave(worker_client)
    page = worker_client.post(at(1), {"note-pace": WORDS}).content.decode()
    sent = hidden(page, "sent")
    other = Client()
    other.force_login(colleague)
    leave(other)
    for value in (sent, sent[:-8], "x", "ä", "🙂"):
        leave(other)
        answer = unlock(other, password, sent=value, next="/i/")
        assert answer.status_code == 302


def test_an_unlocked_session_is_led_on(worker_client):
    assert worker_client.get("/unlock/?next=/i/").headers["Location"] == "/i/"
    assert worker_client.get("/unlock/", headers=SCRIPT).status_code == 204


def test_a_stranger_has_nothing_to_unlock(client):
    assert client.get("/unlock/").headers["Location"] == "/"
    assert unlock(client, "x", next="/i/").headers["Location"] == "/i/"


@pytest.mark.django_db(transaction=True)
def test_tries_that_come_at_once_are_each_counted(client, worker, password, leave):
    client.force_login(worker)
    leave(client)
    cookie = client.cookies["sessionid"].value

    def attempt(number: int) -> int:
        own = Client()
        own.cookies["sessionid"] = cookie
        try:
            return unlock(own, f"ei {number}", SCRIPT).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as at_once:
        answers = list(at_once.map(attempt, range(12)))
    assert answers.count(422) == MOST_WRONG - 1


# --- A form whose protection was renewed meanwhile -------------------------------------------------------


@pytest.fixture
def strict(worker_client):
    """The worker's browser, asked for the protection of forms."""
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = worker_client.cookies
    return strict


def sent_again(client, page, **more):
    """The form of a page, sent as it stands."""
    form = part(page, "main form")
    fields = {
        field.attributes["name"]: field.attributes.get("value") or "" for field in parts(form, "input[name]")
    }
    return client.post(form.attributes["action"], fields | more)


def test_what_was_sent_outlives_a_log_in_in_another_tab(strict, interview, at, password, leave):
    leave(strict)
    asking = strict.post(at(1), {"note-pace": WORDS, "version": "0"})
    tab = strict.get("/accounts/logout/")
    sent_again(strict, tab)
    sent_again(strict, strict.get("/accounts/login/"), login="worker", password=password)
    refused = sent_again(strict, asking, password=password)
    assert refused.status_code == 403
    page = html.unescape(refused.content.decode())
    assert password not in page
    assert WORDS not in page
    shown = sent_again(strict, refused)
    assert part(shown, "main input[name=note-pace]").attributes.get("value") == WORDS
    assert sent_again(strict, shown).status_code == 302


def test_no_password_is_given_back_in_a_page_that_sends_again(in_earnest, worker_client, password):
    """Whoever is at the gate changes a password first; and what was typed stands on no page."""
    sent = {"password1": "Piilokirjoitusta", "oldpassword": password, "note": "jää"}
    page = worker_client.post("/admin/auth/user/1/password/", sent).content.decode()
    assert parts(page, "input[name=note]")
    assert "Piilokirjoitusta" not in page
    assert password not in page
