"""Databases of earlier versions are brought up to date, and what was written then is read: tests/upgrades.

However often that is killed on the way, the next start goes on from there.
"""

import json
import os
import signal
import subprocess
import sys

import pytest

from config.environment import ROOT, SQLITE
from tests import upgrades
from tests.installation import real_settings
from tests.postgresql import Server
from tests.rounds import EVERY_ROUND, ROUNDS

pytestmark = pytest.mark.heavy

BEGINNING = 30  # questions in which nothing is changed yet
QUESTIONS: dict[str, int] = {}

BRING_UP_TO_DATE = """
import os, signal
import django
django.setup()
from django.db import connection
from config.management import schema
asked = 0
def count(execute, *given):
    global asked
    asked += 1
    if asked == {dies_at}:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(*given)
with connection.execute_wrapper(count):
    schema.bring_up_to_date()
"""
READ = """
import json
from django.contrib.auth.models import User
from django.test import Client, override_settings
from interview.models import Interview
plain = {{"staticfiles": {{"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}}}
override_settings(ALLOWED_HOSTS=["testserver"], DEMO=True, SECURE_SSL_REDIRECT=False, STORAGES=plain).enable()
person = User.objects.get()
# First of all: with a hash that is made anew on the way sessions end.
knows_the_password = person.check_password({password!r})
client = Client()
client.force_login(person)
def page(interview, name):
    return client.get(f"/i/{{interview.pk}}/{{name}}/").content.decode()
print(json.dumps(dict(
    asked=asked,
    current=schema.is_current(),
    password=knows_the_password,
    sheets=dict((each.code, each.open_sheet().values()) for each in Interview.objects.all()),
    notes=[{note!r} in page(each, 1) for each in Interview.objects.all()],
    summaries=['data-step="consult-unnamed"' in page(each, "summary") for each in Interview.objects.all()],
)))
"""


class Upgrade:
    """A database of an earlier version, and the program as it is now."""

    def __init__(self, settings: dict[str, str]):
        self.environment = {
            "PATH": os.environ["PATH"],
            **settings,
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }

    def run(self, script: str) -> subprocess.CompletedProcess:
        command = [sys.executable, "-c", script]
        return subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True)

    def dies(self, at: int) -> None:
        """In the middle, at that question to the database."""
        ended = self.run(BRING_UP_TO_DATE.format(dies_at=at))
        assert ended.returncode == -signal.SIGKILL, ended.stderr

    def done(self) -> dict:
        """What can be read afterwards."""
        read = READ.format(password=upgrades.PASSWORD, note=upgrades.NOTES["note-pace"])
        ended = self.run(BRING_UP_TO_DATE.format(dies_at=0) + read)
        assert ended.returncode == 0, ended.stderr
        return json.loads(ended.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def server():
    server = Server().start()
    yield server
    server.stop()


@pytest.fixture
def begun(server, tmp_path):
    """begun("first", "sqlite"): with a database of that version."""

    def begun(version: str, kind: str, name: str = "one") -> Upgrade:
        folder = tmp_path / name
        folder.mkdir(mode=0o700)
        settings = real_settings(folder)
        if kind == "sqlite":
            upgrades.put_into_sqlite(version, folder / SQLITE)
            return Upgrade(settings)
        database = server.made(f"{version}-{name}-{tmp_path.name}")
        upgrades.put_into_postgresql(version, database)
        return Upgrade(settings | {"RINNALLA_DATABASE": database})

    return begun


def expect_all_that_was_written(read: dict) -> None:
    assert read["current"]
    assert read["password"]
    assert read["sheets"] == dict.fromkeys(("KAI-52", "LOE-10"), {**upgrades.NOTES, **upgrades.ANSWERS})
    assert read["notes"] == read["summaries"] == [True, True]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize("version", upgrades.VERSIONS)
def test_what_was_written_in_an_earlier_version_is_read_in_this_one(begun, version, kind):
    expect_all_that_was_written(begun(version, kind).done())


def questions_of_an_upgrade(begun, kind: str) -> int:
    """How many the database is asked when nobody interrupts it."""
    if kind not in QUESTIONS:
        QUESTIONS[kind] = begun("first", kind, "whole").done()["asked"]
    return QUESTIONS[kind]


@pytest.mark.faults
@pytest.mark.parametrize("number", EVERY_ROUND)
def test_an_upgrade_that_is_killed_on_the_way_goes_on_at_the_next_start(begun, number):
    kind = ("sqlite", "postgresql")[number % 2]
    upgrade = begun("first", kind)
    upgrade.dies(at=BEGINNING + (questions_of_an_upgrade(begun, kind) - BEGINNING) * number // ROUNDS)
    expect_all_that_was_written(upgrade.done())
