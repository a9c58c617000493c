import http.client
from email.message import Message
from types import SimpleNamespace

import pytest
from django.utils import timezone

from interview.checkup import machine

NOW = timezone.now()


def sentence(look) -> tuple[str, bool]:
    [finding] = look(NOW)
    return finding.sentence, finding.for_a_person


def test_what_others_can_read_is_named(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    tmp_path.chmod(0o700)
    (tmp_path / "kept").touch(0o600)
    assert sentence(machine.the_folder)[1] is False
    (tmp_path / "rinnalla.sqlite3").touch()
    (tmp_path / "rinnalla.sqlite3").chmod(0o644)
    said, for_a_person = sentence(machine.the_folder)
    assert for_a_person
    assert "rinnalla.sqlite3" in said
    assert "kept" not in said


@pytest.mark.parametrize(("free", "for_a_person"), [(499, True), (501, False)])
def test_there_has_to_be_room_for_a_backup(monkeypatch, free, for_a_person):
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda path: SimpleNamespace(free=free * 2**20))
    assert sentence(machine.the_disk)[1] is for_a_person


def test_a_language_that_is_not_compiled_is_named(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    said, for_a_person = sentence(machine.the_languages)
    assert for_a_person
    assert "sv" in said


@pytest.fixture
def real(settings):
    settings.DEMO = False
    settings.CSRF_TRUSTED_ORIGINS = ["https://rinnalla.example.fi"]
    return settings


def test_settings_that_pass_are_said_to_whatever_was_silenced(real, monkeypatch):
    silenced = SimpleNamespace(is_silenced=lambda: True)
    monkeypatch.setattr(machine.checks, "run_checks", lambda **named: [silenced])
    assert sentence(machine.the_settings) == ("The settings pass every check for an installation.", False)


@pytest.mark.parametrize(
    ("status", "headers", "part"),
    [
        (200, {"Strict-Transport-Security": "max-age=1"}, "leads to the app."),
        (200, {}, "another program's page?"),
        (301, {"Location": "https://rinnalla.example.fi/accounts/login/"}, "X-Forwarded-Proto"),
        (400, {}, "X-Forwarded-For"),
        (502, {}, "answers 502"),
    ],
)
def test_what_answers_at_the_public_address_is_told(real, monkeypatch, status, headers, part):
    said = Message()
    for name, value in headers.items():
        said[name] = value
    answer = SimpleNamespace(status=status, headers=said)
    monkeypatch.setattr(machine, "answer_of", lambda address, path: answer)
    found, for_a_person = sentence(machine.the_way_in)
    assert part in found
    assert for_a_person is (part != "leads to the app.")


@pytest.mark.parametrize("error", [ConnectionRefusedError(), http.client.BadStatusLine("")])
def test_a_proxy_that_does_not_answer_is_for_a_person(real, monkeypatch, error):
    def nobody(address, path):
        raise error

    monkeypatch.setattr(machine, "answer_of", nobody)
    assert sentence(machine.the_way_in)[1]


def test_an_address_where_nobody_listens_is_no_stack_trace(real):
    real.CSRF_TRUSTED_ORIGINS = ["https://127.0.0.1:1"]
    assert "does not answer this machine" in sentence(machine.the_way_in)[0]


def test_a_demo_has_no_way_in_to_look_at(settings):
    assert settings.DEMO
    assert [*machine.the_way_in(NOW)] == []


def test_settings_that_django_warns_of_are_told(real):
    real.SECURE_SSL_REDIRECT = False
    said = [each.sentence for each in machine.the_settings(NOW) if each.for_a_person]
    assert any("SECURE_SSL_REDIRECT" in each for each in said)
