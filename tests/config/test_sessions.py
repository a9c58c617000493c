"""A copy of the session table logs nobody in."""

import pytest
from django.test import Client

from config.sessions import SessionStore
from interview.accounts import Session

pytestmark = pytest.mark.django_db


def test_what_stands_in_the_table_is_no_cookie(client, worker):
    client.force_login(worker)
    row = Session.objects.get()
    assert client.session.session_key != row.session_key
    thief = Client()
    thief.cookies["sessionid"] = row.session_key
    assert "_auth_user_id" not in thief.session
    assert thief.get("/i/").status_code == 302


def test_a_session_lives_from_request_to_request_and_ends_with_log_out(client, worker):
    client.force_login(worker)
    assert client.get("/i/").status_code == 200
    cookie = client.cookies["sessionid"].value
    client.post("/accounts/logout/")
    again = Client()
    again.cookies["sessionid"] = cookie
    assert again.get("/i/").status_code == 302
    assert not Session.objects.exists()


def test_a_session_that_ran_out_is_none(client, worker):
    client.force_login(worker)
    Session.objects.update(expire_date="2020-01-01T00:00Z")
    assert client.get("/i/").status_code == 302


def test_a_key_is_made_of_the_systems_randomness(monkeypatch):
    """32 letters, each one of 36: 165 bits."""
    drawn = []
    monkeypatch.setattr("secrets.choice", lambda letters: drawn.append(len(letters)) or letters[0])
    assert SessionStore()._get_new_session_key() == "a" * 32
    assert drawn == [36] * 32
