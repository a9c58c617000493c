"""Whose interview it is: the owner's alone. To everyone else it does not exist."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client

from interview.models import Interview
from tests.markup import token

PAGES = [1, 2, 3, 4, "signs", "summary", "plan", "name", "delete"]


@pytest.mark.parametrize("who", ["colleague", "supervisor", "officer", "administrator"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_to_others_it_does_not_exist(interview, at, request, who, method):
    other = Client()
    other.force_login(request.getfixturevalue(who))
    for page in PAGES:
        response = getattr(other, method)(
            at(page), {"version": 0, "check-threat": "yes"} if method == "post" else {}
        )
        assert response.status_code == 404
        assert interview.code not in response.content.decode()


def test_an_interview_that_never_was_answers_the_same(interview, worker_client, at):
    missing = worker_client.get("/i/00000000-0000-4000-8000-000000000000/1/")
    assert missing.status_code == 404


def test_a_stage_that_the_guidance_does_not_have_is_not_found(worker_client, at):
    assert worker_client.get(at(5)).status_code == 404
    assert worker_client.get(at(0)).status_code == 404


def test_a_stranger_is_asked_to_log_in(client, at, interview):
    stranger = Client()
    response = stranger.get(at(2))
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


def test_a_worker_who_no_longer_is_one_has_no_way_in(worker_client, worker, at):
    worker.groups.remove(Group.objects.get(name="Workers"))
    assert worker_client.get(at(1)).headers["Location"].startswith("/accounts/login/")  # the session ended
    worker_client.force_login(worker)
    assert worker_client.get(at(1)).status_code == 404


@pytest.mark.parametrize("who", ["supervisor", "officer", "administrator"])
def test_only_workers_begin_interviews(edition, client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.post("/i/").status_code == 403
    assert client.get("/i/").status_code == 403
    assert not Interview.objects.exists()


def test_my_interviews_are_mine_alone(interview, worker_client, colleague):
    assert interview.code in worker_client.get("/i/").content.decode()
    other = Client()
    other.force_login(colleague)
    assert interview.code not in other.get("/i/").content.decode()


def test_the_admin_knows_no_interviews():
    assert not admin.site.is_registered(Interview)


def test_a_plain_form_sent_after_the_log_in_ran_out_keeps_every_field(interview, at):
    response = Client().post(at(2), {"version": 0, "note-safety": "Vielä <täällä>", "check-threat": "no"})
    page = response.content.decode()
    assert response.status_code == 401
    assert "Vielä &lt;täällä&gt;" in page
    assert 'name="check-threat" value="no"' in page
    assert response["Cache-Control"].startswith("no-store")


def test_a_field_that_saves_itself_after_the_log_in_ran_out_is_told_so(interview, at):
    response = Client().post(at(2), {"version": 0, "check-threat": "no"}, headers={"HX-Request": "true"})
    assert response.status_code == 401


def test_a_form_from_before_a_new_log_in_keeps_every_field(interview, at, worker):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(worker)
    response = strict.post(at(2), {"version": 0, "note-safety": "Vielä täällä"})
    assert response.status_code == 403
    assert "Vielä täällä" in response.content.decode()
    by_itself = strict.post(at(2), {"version": 0}, headers={"HX-Request": "true"})
    assert by_itself.status_code == 403
    assert by_itself["X-CSRFToken"]


def test_pages_are_not_kept_anywhere(worker_client, at):
    for page in PAGES:
        response = worker_client.get(at(page))
        assert "no-store" in response["Cache-Control"]
        assert response["Referrer-Policy"] == "same-origin"
        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert "unsafe" not in response["Content-Security-Policy"]
        assert response["X-Frame-Options"] == "DENY"


def test_the_public_pages_need_no_log_in_and_keep_nothing(edition, client):
    for address in ("/", "/card/", "/contacts/", "/break/"):
        response = client.get(address)
        assert response.status_code == 200
        assert "sessionid" not in response.cookies


def test_a_form_left_open_by_another_is_not_shown_to_whoever_logs_in_next(interview, at, colleague):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(colleague)
    response = strict.post(at(2), {"version": 0, "note-safety": "Toisen sana"})
    assert response.status_code == 403
    assert "Toisen sana" not in response.content.decode()


def test_after_log_out_no_form_from_before_can_be_sent(interview, at, worker):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(worker)
    strict.get(at(2))
    before = strict.cookies["csrftoken"].value
    strict.post("/accounts/logout/", {"csrfmiddlewaretoken": token(strict.get("/accounts/logout/"))})
    assert strict.cookies["csrftoken"].value != before


def test_an_interview_that_cannot_be_opened_keeps_the_others_open(interview, worker_client, begin, at):
    broken = interview
    other = begin(worker_client)
    Interview.objects.filter(pk=broken.pk).update(sealed=bytes(other.sealed))
    page = worker_client.get("/i/").content.decode()
    assert broken.code in page
    assert f"/i/{other.pk}/1/" in page
    response = worker_client.get(at(1))
    assert response.status_code == 500
    assert "ei voi avata" in response.content.decode()
    assert worker_client.post(at(1), {"version": 0, "check-alone": "yes"}).status_code == 500


def test_without_a_published_guidance_no_interview_begins_and_a_page_says_so(worker_client):
    answer = worker_client.post("/i/")
    assert (answer.status_code, Interview.objects.count()) == (503, 0)
    assert "<h1" in answer.content.decode()
