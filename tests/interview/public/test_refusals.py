"""Words for every error: what happened, that nothing is lost where that is so, and a way onward."""

import errno
import sqlite3
from itertools import product

import pytest
from django.db import OperationalError
from django.template import Engine
from django.test import Client

from config.pages.loaders import OurTemplates
from config.sqlite.base import NoTurn
from interview.public import views as public
from interview.public.refusals import read_ahead
from interview.walk import my_interviews, views
from tests.markup import attributes, part, token

pytestmark = pytest.mark.django_db


def say(answer) -> str:
    """The page's main part."""
    page = answer.content.decode()
    assert page.startswith("<!doctype html>")
    assert 'id="cover"' in page
    assert "data-break-began" in page  # it can be covered, like any page
    assert 'href="tel:112"' in page
    return part(page, "main").html


def onward(answer) -> list[str]:
    return attributes(say(answer), "a.button", "href")


@pytest.fixture
def break_with(monkeypatch, client):
    """break_with(exception): whichever page is asked for next breaks; the client sees the answer to it."""
    client.raise_request_exception = False

    def break_with(exception: Exception):
        def broken(*arguments, **named):
            raise exception

        for module in (public, my_interviews):
            monkeypatch.setattr(module, "render", broken)
        monkeypatch.setattr(views, "_answer", broken)

    return break_with


def strict_client(user=None) -> Client:
    client = Client(enforce_csrf_checks=True)
    if user:
        client.force_login(user)
    return client


def test_an_address_where_nothing_is(client):
    answer = client.get("/nothing/")
    assert answer.status_code == 404
    assert "Täällä ei ole mitään" in say(answer)
    assert onward(answer) == ["/"]


def test_a_page_for_others(client, supervisor):
    client.force_login(supervisor)
    answer = client.get("/i/")
    assert answer.status_code == 403
    assert onward(answer) == ["/", "/accounts/logout/"]


def test_a_form_whose_protection_ran_out():
    answer = strict_client().post("/accounts/login/", {"login": "worker", "password": "secret words"})
    assert answer.status_code == 403
    assert "Sivu ehti vanhentua" in say(answer)
    assert "secret words" not in answer.content.decode()
    assert onward(answer) == ["", "/"]


@pytest.mark.variants(stay=2)
@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("/remarks/new/", {"page": "card", "sentence": "Kanarialintu lauloi."}),
        ("/try/", {"here": "1", "note-pace": "Kanarialintu lauloi."}),
        ("{walk}1/", {"version": "0", "note-pace": "Kanarialintu lauloi."}),
        ("{walk}name/", {"version": "0", "label": "Kanarialintu"}),
        ("{walk}colleagues/", {"colleague": "Kanarialintu"}),
    ],
)
def test_what_is_sent_again_after_a_log_out_leads_to_the_log_in(worker, password, edition, address, fields):
    client = strict_client(worker)
    sent = {"csrfmiddlewaretoken": token(client.get("/i/").content.decode())}
    walk = client.post("/i/", sent).headers["Location"].removesuffix("1/")
    address = address.format(walk=walk)
    assert client.post(address, sent | fields).status_code in (200, 302, 422)
    client.post("/accounts/logout/", sent)
    answer = client.post(address, sent | fields)
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/accounts/login/?next={address}"


def test_what_no_page_sends(worker_client, edition):
    first = worker_client.post("/i/").headers["Location"]
    answer = worker_client.post(first, {"version": "none"})
    assert answer.status_code == 400
    assert "Lomakkeen versio puuttuu" in say(answer)
    assert onward(answer) == ["", "/"]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
@pytest.mark.parametrize("address", ["/", "/card/", "/sw.js"])
def test_a_way_of_asking_that_a_page_does_not_know(client, method, address):
    answer = getattr(client, method)(address)
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert "Mitään ei muutettu" in say(answer)
    assert onward(answer) == ["", "/"]


def test_more_than_a_form_can_hold(worker_client, edition):
    first = worker_client.post("/i/").headers["Location"]
    answer = worker_client.post(first, {"version": 0, "note-pace": "ä" * 2_000_000})
    assert answer.status_code == 413
    assert "Lähetys oli liian suuri" in say(answer)
    assert onward(answer) == ["", "/"]
    assert len(answer.content) < 20_000


@pytest.fixture
def tries(client, settings):
    """tries("worker"): the answer to a sixth wrong password for that name."""
    settings.DEMO = False

    def tries(name: str):
        wrong = {"login": name, "password": "not this one"}
        assert [client.post("/accounts/login/", wrong).status_code for _ in range(5)] == [200] * 5
        return client.post("/accounts/login/", wrong)

    return tries


def test_too_many_tries_to_log_in_say_how_long_to_wait(tries, worker):
    answer = tries("worker")
    assert answer.status_code == 429
    assert 890 < int(answer.headers["Retry-After"]) <= 900  # seconds since the first of the tries count
    assert "Odota 15 minuuttia" in say(answer)
    assert onward(answer) == ["/accounts/login/", "/"]


def test_too_many_tries_tell_nobody_whether_there_is_such_an_account(tries, worker):
    assert say(tries("worker")) == say(tries("nobody"))


def test_something_that_broke_says_so_in_the_readers_language_and_none_of_its_own_words(
    client, break_with, edition, django_assert_num_queries
):
    break_with(ValueError("SECRET"))
    client.cookies["django_language"] = "sv"
    answer = client.get("/")
    assert answer.status_code == 500
    assert '<html lang="sv">' in answer.content.decode()
    assert "SECRET" not in answer.content.decode()
    assert onward(answer) == ["", "/"]


def test_the_words_for_what_broke_need_no_database(rf, django_assert_num_queries):
    from interview.public.refusals import server_error

    with django_assert_num_queries(0):
        answer = server_error(rf.get("/"))
    assert answer.status_code == 500
    assert "Jokin meni meillä rikki" in say(answer)


def test_a_database_that_is_busy_passes(client, break_with):
    break_with(NoTurn("database is locked"))
    answer = client.get("/")
    assert answer.status_code == 503
    assert "ruuhkaa" in say(answer)
    assert onward(answer) == ["", "/"]


def test_a_database_that_is_not_reached_is_not_called_busy(client, break_with):
    break_with(OperationalError("connection refused"))
    answer = client.get("/")
    assert answer.status_code == 503
    assert "hetken poissa käytöstä" in say(answer)
    assert onward(answer) == ["", "/"]


def test_a_disk_that_is_full_is_told_as_something_that_does_not_pass(client, break_with):
    break_with(nothing_fits())
    answer = client.get("/")
    assert answer.status_code == 507
    assert "ei pysty juuri nyt tallentamaan" in say(answer)
    assert "Odottaminen ei auta" in say(answer)


def test_a_script_gets_the_sentence_to_show_beside_what_it_could_not_save(worker_client, break_with, edition):
    first = worker_client.post("/i/").headers["Location"]
    break_with(nothing_fits())
    answer = worker_client.post(first, {"version": "0", "note-pace": "Tämä"}, headers={"HX-Request": "true"})
    assert answer.status_code == 507
    assert answer.content.decode().startswith("Palvelu ei pysty juuri nyt tallentamaan. Pidä tämä sivu auki")
    assert "<" not in answer.content.decode()


def test_whoever_can_open_no_file_any_more_still_says_what_is_amiss(
    worker_client, break_with, edition, monkeypatch
):
    first = worker_client.post("/i/").headers["Location"]
    for loader in Engine.get_default().template_loaders:
        loader.reset()
    read_ahead()

    def crowded(*_any, **_thing):
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr(OurTemplates, "get_contents", crowded)
    errors = [OSError(errno.EMFILE, "…"), OperationalError("gone"), nothing_fits(), ValueError()]
    for language, error in product(("fi", "sv", "en"), errors):
        worker_client.cookies["django_language"] = language
        break_with(error)
        for answer in (worker_client.get("/"), worker_client.post(first, {"version": "0", "note-pace": "…"})):
            assert answer.status_code in (500, 503, 507)
            assert f'<html lang="{language}">' in answer.content.decode()


def nothing_fits() -> OperationalError:
    error = OperationalError("database or disk is full")
    error.__cause__ = sqlite3.OperationalError()
    error.__cause__.sqlite_errorname = "SQLITE_FULL"
    return error


@pytest.mark.parametrize("status", [503, 507], ids=["a busy database", "a full disk"])
def test_what_was_typed_outlives(worker_client, break_with, edition, status):
    first = worker_client.post("/i/").headers["Location"]
    break_with(NoTurn("database is locked") if status == 503 else nothing_fits())
    answer = worker_client.post(
        first, {"version": "0", "note-pace": "Tämä & tuo", "csrfmiddlewaretoken": "x"}
    )
    assert answer.status_code == status
    page = say(answer)
    assert f'action="{first}"' in page
    assert 'name="note-pace" value="Tämä &amp; tuo"' in page
    assert page.count("csrfmiddlewaretoken") == 1
    assert 'value="x"' not in page


def test_a_password_is_never_shown_again(client, monkeypatch):
    def locked(*arguments, **named):
        raise NoTurn("database is locked")

    monkeypatch.setattr("interview.doors.log_in.LogIn.clean", locked)
    client.raise_request_exception = False
    answer = client.post("/accounts/login/", {"login": "worker", "password": "secret words"})
    assert answer.status_code == 503
    assert "secret words" not in say(answer)
