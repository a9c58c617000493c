"""A worker says that a guidance text is wrong or unclear; no interview is attached."""

import base64
import threading
from contextlib import suppress

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test import Client

from guidance.models import Remark
from tests.guidance.filled_in import form_on
from tests.markup import attributes

NEW = "/remarks/new/"
SAID = {
    "page": "safety",
    "place": "check:threat",
    "kind": "unclear",
    "sentence": "Mitä ”juuri nyt” tarkoittaa?",
}


def test_it_is_kept_with_its_place_and_edition_and_without_a_person(worker_client, edition):
    answer = worker_client.post(NEW, SAID, follow=True)
    assert "Kiitos huomautuksesta" in answer.content.decode()
    remark = Remark.objects.get()
    assert (remark.place, remark.kind, remark.language) == ("check:threat", "unclear", "fi")
    assert (remark.sentence, remark.edition) == (SAID["sentence"], edition)
    names = {field.name for field in Remark._meta.fields}
    assert names == {"id", "place", "kind", "sentence", "language", "edition", "made_on"}


def test_sent_twice_it_is_kept_once(worker_client, edition):
    for _ in range(2):
        worker_client.post(NEW, SAID)
    assert Remark.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_sent_twice_at_once_it_is_kept_once(worker, edition, monkeypatch):
    """Whoever asks whether it is there waits, as long as they can, for the other to have asked too."""
    both_asked, exists = threading.Barrier(2), QuerySet.exists

    def asked(rows):
        found = exists(rows)
        if rows.model is Remark:
            with suppress(threading.BrokenBarrierError):
                both_asked.wait(0.5)
        return found

    def send(client):
        client.post(NEW, SAID)
        connection.close()

    monkeypatch.setattr(QuerySet, "exists", asked)
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(worker)
    threads = [threading.Thread(target=send, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Remark.objects.count() == 1


@pytest.mark.parametrize(
    ("page", "texts"),
    [
        ("safety", ["check:threat", "stage:safety"]),
        ("signs", ["sign:nervous"]),
        ("summary", ["step:propose"]),
        ("contacts", ["contact:"]),
        ("card", ["basics:1", "point:pace-calm", "sign:nervous"]),
        ("tell", ["disclosure:police-adult-danger"]),
        ("afterwards", ["milestone:consent"]),
        ("gone-since", ["check:threat", "sign:nervous", "step:propose"]),
    ],
)
def test_the_texts_of_the_page_are_listed(worker_client, edition, page, texts):
    shown = worker_client.get(NEW, {"page": page}).content.decode()
    assert [text for text in texts if f'value="{text}' not in shown] == []
    assert ('value="step:propose"' in shown) == (page in ("summary", "gone-since"))


@pytest.mark.parametrize("page", [1, 2, "signs", "summary"])
def test_each_page_of_the_walk_has_the_way_there_without_the_interview(worker_client, at, interview, page):
    shown = worker_client.get(at(page)).content.decode()
    address = shown.split(f'href="{NEW}', 1)[1].split('"', 1)[0]
    assert str(interview.pk) not in address
    stages = {1: "pace", 2: "safety"}
    assert address == f"?page={stages.get(page, page)}"


@pytest.mark.parametrize("page", ["/card/", "/contacts/", "/tell/", "/afterwards/"])
def test_pages_that_are_open_to_all_have_it_for_workers_only(worker_client, edition, page):
    assert NEW in worker_client.get(page).content.decode()
    assert NEW not in Client().get(page).content.decode()


def test_it_leads_back_to_where_it_was_opened(worker_client, at):
    came_from = f"http://testserver{at(2)}"
    page = worker_client.get(NEW, {"page": "safety"}, headers={"Referer": came_from}).content.decode()
    assert f'href="{came_from}"' in page
    kept = worker_client.post(NEW, SAID | {"back": came_from}, follow=True).content.decode()
    assert f'href="{came_from}"' in kept


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)", ""])
def test_it_leads_nowhere_else(worker_client, edition, elsewhere):
    page = worker_client.get(NEW, {"page": "card"}, headers={"Referer": elsewhere}).content.decode()
    kept = worker_client.post(NEW, SAID | {"page": "card", "back": elsewhere}, follow=True).content.decode()
    for shown in (page, kept):
        assert 'href="/card/"' in shown
        assert "example.org" not in shown
        assert "javascript:" not in shown


def test_the_address_of_the_thanks_does_not_name_the_interview(worker_client, at, interview):
    answer = worker_client.post(NEW, SAID | {"back": f"http://testserver{at(2)}"})
    assert answer.status_code == 302
    assert str(interview.pk) not in answer.headers["Location"]
    opened = base64.urlsafe_b64decode(answer.headers["Location"].split("back=")[1].replace("%3D", "="))
    assert str(interview.pk).encode() not in opened


@pytest.mark.parametrize("forged", ["", "no seal", "aHR0cHM6Ly9leGFtcGxlLm9yZy8="])
def test_thanks_for_a_way_back_that_nobody_sealed_lead_to_my_interviews(worker_client, edition, forged):
    thanks = worker_client.get("/remarks/kept/", {"back": forged}).content.decode()
    assert attributes(thanks, "main a.button", "href") == ["/i/"]


def test_the_session_learns_nothing_of_the_interview(worker_client, at, interview):
    before = dict(worker_client.session)
    worker_client.get(NEW, {"page": "safety"}, headers={"Referer": f"http://testserver{at(2)}"})
    worker_client.post(NEW, SAID | {"back": f"http://testserver{at(2)}"})
    assert dict(worker_client.session) == before


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"place": ""}, "Valitse, mitä tekstiä huomautus koskee."),
        ({"place": "check:no-such"}, "Valitse, mitä tekstiä huomautus koskee."),
        ({"kind": "awful"}, "Valitse, onko tekstissä virhe vai onko se epäselvä."),
        ({"sentence": " "}, "Kirjoita huomautus yhdellä lauseella."),
        (
            {"sentence": "ä" * 301},
            "siinä on 301 merkkiä, ja enintään saa olla 300.",
        ),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_typed_is_lost(worker_client, edition, sent, sentence):
    answer = worker_client.post(NEW, SAID | sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    if sent.get("sentence", "x").strip():
        assert (SAID | sent)["sentence"] in page
    assert not Remark.objects.exists()
    assert form_on(page.replace('class="plain-form', 'id="f" class="plain-form'), "f")["page"] == ["safety"]


def test_a_log_in_that_ran_out_loses_nothing(client, edition):
    answer = client.post(NEW, SAID)
    assert answer.status_code == 401
    assert "juuri nyt” tarkoittaa?" in answer.content.decode()


@pytest.mark.parametrize("who", ["supervisor", "officer", "administrator"])
def test_only_workers_remark(client, edition, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(NEW).status_code == 403
    assert client.post(NEW, SAID).status_code == 403


def test_before_the_first_edition_there_is_nothing_to_remark_on(worker_client):
    assert worker_client.get(NEW).status_code == 503


def test_a_form_whose_protection_ran_out_loses_nothing(worker, edition):
    client = Client(enforce_csrf_checks=True)
    client.force_login(worker)
    answer = client.post(NEW, SAID)
    assert answer.status_code == 403
    assert "juuri nyt” tarkoittaa?" in answer.content.decode()
