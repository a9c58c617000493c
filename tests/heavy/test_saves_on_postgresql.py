"""Saves at once in one interview, on a PostgreSQL of the test's own: none fails, none writes over another."""

import pytest

from tests.heavy.test_backups_on_postgresql import database, manage, server  # noqa: F401 (pytest looks here)

pytestmark = pytest.mark.heavy

SAVES = """
import threading
from collections import Counter
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client, override_settings
from interview.accounts import Event
from interview.colleagues import Invitation
from interview.models import Interview

plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
override_settings(ALLOWED_HOSTS=["testserver"], DEMO=True, SECURE_SSL_REDIRECT=False, STORAGES=plain).enable()
anna, colleague = User.objects.get(), User.objects.create_user("eeva")
for person in (anna, colleague):
    person.groups.add(Group.objects.get(name="Workers"))


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


client_of(anna).post("/i/")
interview = Interview.objects.get()
Invitation.objects.create(interview=interview, colleague=colleague)
NAMES = ["note-safety", "label", "check-threat", "check-minor", "check-alone", "note-pace"]
people, answers = [anna, colleague], Counter()


def sheet():
    return Interview.objects.select_related("latest_seal").get().open_sheet()


def save(number):
    client, name = client_of(people[number % 2]), NAMES[number]
    for turn in range(20):
        value = ("yes", "no")[turn % 2] if name.startswith("check") else f"{turn}"
        sent = {"version": sheet().version, name: value}
        answers[client.post(f"/i/{interview.pk}/2/", sent, headers={"HX-Request": "true"}).status_code] += 1
    connection.close()


savers = [threading.Thread(target=save, args=(number,)) for number in range(6)]
for saver in savers:
    saver.start()
for saver in savers:
    saver.join()
print("answers", sorted({*answers} - {200, 204}))
print("sheet", sheet().version, [sheet().value(name) for name in NAMES])
print("lines", Event.objects.filter(kind="changed").count())
Invitation.objects.all().delete()
too_late = client_of(colleague).post(f"/i/{interview.pk}/2/", {"version": 0, "note-pace": "x"})
print("revoked", too_late.status_code)
"""


def test_six_who_save_at_once_in_one_interview_lose_nothing(manage):  # noqa: F811
    manage("init", "--administrator", "anna", "--guidance", sent="kolme hiljaista koivua\n")
    said = manage("shell", "-c", SAVES)
    assert "answers []" in said  # none but those that say that it is saved
    assert "sheet 120 ['19', '19', 'no', 'no', 'no', '19']" in said
    assert "lines 2" in said  # one of each person
    assert "revoked 404" in said
