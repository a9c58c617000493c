"""Hashes of passwords: their numbers, and their turns."""

import threading

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, make_password
from django.contrib.auth.models import User

from interview.doors.admission import admission_of, password_is_own
from interview.doors.passwords import hashing

WORDS = "kuusi-kolmas-lumi"


@pytest.fixture
def in_use(settings):
    settings.PASSWORD_HASHERS = ["interview.doors.passwords.hashing.Argon2"]


def test_a_hash_takes_46_mib_once_by_one(in_use):
    assert make_password(WORDS).startswith("argon2$argon2id$v=19$m=47104,t=1,p=1$")


def test_what_was_hashed_before_opens_and_is_made_anew_at_log_in(in_use, db, client):
    user = User.objects.create_user("worker")
    user.password = Argon2PasswordHasher().encode(WORDS, "some-salt-or-other-is-here")
    user.save()
    password_is_own(user)
    assert client.post("/accounts/login/", {"login": "worker", "password": WORDS}).status_code == 302
    user.refresh_from_db()
    assert "m=47104,t=1,p=1" in user.password
    assert check_password(WORDS, user.password)
    assert admission_of(user).password_is_own


@pytest.mark.parametrize("ask", ["encode", "verify"])
def test_two_at_once_and_the_others_wait(monkeypatch, ask):
    inside, most, lock = [], [], threading.Lock()
    both_are_in, go_on = threading.Barrier(hashing.AT_ONCE + 1), threading.Event()

    def hashed(self, *given):
        with lock:
            inside.append(given)
            most.append(len(inside))
        if not go_on.is_set():
            both_are_in.wait(timeout=20)
            go_on.wait(timeout=20)
        with lock:
            inside.pop()
        return "hashed"

    monkeypatch.setattr(Argon2PasswordHasher, ask, hashed)
    given = (WORDS, "salt")
    threads = [threading.Thread(target=getattr(hashing.Argon2(), ask), args=given) for _ in range(6)]
    for thread in threads:
        thread.start()
    both_are_in.wait(timeout=20)
    assert len(inside) == hashing.AT_ONCE
    go_on.set()
    for thread in threads:
        thread.join(timeout=20)
    assert len(most) == 6
    assert max(most) == hashing.AT_ONCE
