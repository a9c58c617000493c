"""Nothing is reached before one's own password, and a second factor (``test_second_factor``)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from interview.accounts import Admission

pytestmark = pytest.mark.django_db

CHANGE = "/accounts/password/"


@pytest.fixture
def at_the_gate(in_earnest, worker_client):
    return worker_client


@pytest.mark.parametrize(
    "path", ["/i/", "/try/", "/remarks/new/?page=safety", "/admin/", "/nothing/", "/accounts/"]
)
def test_every_page_leads_to_the_password_page_first(at_the_gate, edition, path):
    response = at_the_gate.get(path, secure=True)
    assert response.status_code == 302
    assert response.headers["Location"] == CHANGE


@pytest.mark.parametrize(
    "path", ["/", "/card/", "/contacts/", "/help/", "/break/", CHANGE, "/accounts/logout/"]
)
def test_what_is_open_to_all_is_open_at_the_gate_too(at_the_gate, edition, path):
    assert at_the_gate.get(path).status_code == 200


def test_an_interview_is_not_begun_before(at_the_gate, edition):
    response = at_the_gate.post("/i/")
    assert response.status_code == 401
    assert at_the_gate.get("/i/").headers["Location"] == CHANGE


def test_a_save_of_before_waits_and_loses_no_word(in_earnest, client, worker, begin, log_in_whole):
    log_in_whole(client, worker)
    first = f"/i/{begin(client).pk}/1/"
    worker.set_password("toinen-salasana-vaihtui-nyt")
    worker.save()
    client.force_login(worker)
    sent = {"note-pace": "Jäi kesken.", "version": "0"}
    page = client.post(first, sent)
    assert page.status_code == 401
    assert "Jäi kesken." in page.content.decode()
    assert client.post(first, sent, headers={"HX-Request": "true"}).status_code == 401


def test_with_nothing_left_to_do_the_gate_is_open_and_asks_once(
    in_earnest, client, worker, log_in_whole, django_assert_num_queries
):
    log_in_whole(client, worker)
    assert client.get("/i/").status_code == 200
    with django_assert_num_queries(2):
        client.get("/accounts/logout/")


def test_an_old_password_stays_good(in_earnest, client, worker, log_in_whole):
    log_in_whole(client, worker)
    long_ago = timezone.now() - timedelta(days=3650)
    assert Admission.objects.filter(user=worker).update(password_set_at=long_ago)
    assert client.get("/i/").status_code == 200
