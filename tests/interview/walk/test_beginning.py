"""One press begins one interview, however often it is repeated before it is answered."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from guidance.models import Sign
from guidance.publishing.editions import publish
from interview.accounts import Event
from interview.colleagues import Invitation
from interview.models import Interview
from interview.organisation.handing_over import hand_over

pytestmark = pytest.mark.django_db


@pytest.fixture
def press(worker_client, edition):
    """press(): where *Begin* leads."""
    return lambda: worker_client.post("/i/").headers["Location"]


@pytest.fixture
def begun(press) -> Interview:
    press()
    return Interview.objects.get()


def lines(kind: str) -> int:
    return Event.objects.filter(kind=kind).count()


def test_three_presses_begin_one_interview_and_lead_to_it(press):
    assert len({press() for _ in range(3)}) == 1
    assert Interview.objects.count() == 1
    assert lines("begun") == 1


def test_so_does_one_after_its_first_page_was_seen(worker_client, press):
    first = press()
    worker_client.get(first)
    assert press() == first


@pytest.mark.django_db(transaction=True)
def test_three_presses_at_once_begin_one_interview(worker, edition):
    led_to = []

    def press(client):
        led_to.append(client.post("/i/").headers["Location"])
        connection.close()

    clients = [Client() for _ in range(3)]
    for client in clients:
        client.force_login(worker)
    presses = [threading.Thread(target=press, args=[client]) for client in clients]
    for each in presses:
        each.start()
    for each in presses:
        each.join()
    assert len(led_to) == 3
    assert len(set(led_to)) == 1
    assert Interview.objects.count() == 1
    assert lines("begun") == 1


@pytest.mark.parametrize(
    "written",
    [
        {"check-threat": "no"},
        {"note-safety": "Kirjattu"},
        {"label": "Torstai"},
        {"gone-pace": "on"},
        {"meeting-place": "Kirjasto"},
    ],
    ids=lambda written: next(iter(written)),
)
def test_one_that_holds_anything_is_left_alone(worker_client, press, begun, written):
    page = 1 if "gone-pace" in written else 2
    assert worker_client.post(f"/i/{begun.pk}/{page}/", {"version": 0, **written}).status_code == 302
    assert str(begun.pk) not in press()


def test_nor_one_whose_only_answer_was_cleared_again(worker_client, press, begun):
    for version, note in enumerate(("Kirjattu", "")):
        worker_client.post(f"/i/{begun.pk}/2/", {"version": version, "note-safety": note})
    assert str(begun.pk) not in press()


def finish(begun, client, worker, colleague):
    client.post(f"/i/{begun.pk}/summary/", {"version": 0, "finish": "yes"})
    begun.refresh_from_db()
    assert begun.finished_at


def invite(begun, client, worker, colleague):
    client.post(f"/i/{begun.pk}/colleagues/", {"colleague": "colleague"})
    assert Invitation.objects.exists()


def invite_and_revoke(begun, client, worker, colleague):
    invite(begun, client, worker, colleague)
    client.post(f"/i/{begun.pk}/colleagues/", {"revoke": Invitation.objects.get().pk})
    assert not Invitation.objects.exists()


def put_off(begun, client, worker, colleague):
    Interview.objects.update(due_at=timezone.now() + timedelta(days=1))
    client.post(f"/i/{begun.pk}/keep/")
    begun.refresh_from_db()
    assert begun.extended_at


def take_along(begun, client, worker, colleague):
    assert client.post(f"/i/{begun.pk}/export/").status_code == 200


def hand_there_and_back(begun, client, worker, colleague):
    hand_over(worker, colleague, colleague)
    hand_over(colleague, worker, colleague)


def be_opened_by_another(begun, client, worker, colleague):
    invitation = Invitation.objects.create(interview=begun, colleague=colleague, invited_by=worker)
    other = Client()
    other.force_login(colleague)
    assert other.get(f"/i/{begun.pk}/1/").status_code == 200
    invitation.delete()


def become_an_hour_old(begun, client, worker, colleague):
    Interview.objects.update(began_at=timezone.now() - timedelta(seconds=61))


def be_spoiled(begun, client, worker, colleague):
    Interview.objects.update(sealed=b"spoiled")


def be_of_an_older_edition(begun, client, worker, colleague):
    sign = Sign.objects.get(identifier="nervous")
    sign.short |= {"fi": "Katsoo koko ajan ovea."}
    sign.save()
    publish()


@pytest.mark.variants(stay=3)
@pytest.mark.parametrize(
    "happen",
    [
        *[finish, invite, invite_and_revoke, put_off, take_along, hand_there_and_back],
        *[be_opened_by_another, become_an_hour_old, be_spoiled, be_of_an_older_edition],
    ],
    ids=lambda happen: happen.__name__,
)
def test_nor_is_one_that_something_was_done_with(worker_client, worker, colleague, press, begun, happen):
    happen(begun, worker_client, worker, colleague)
    assert str(begun.pk) not in press()
    assert lines("begun") == 2


def test_nor_anothers(press, begun, colleague):
    other = Client()
    other.force_login(colleague)
    assert str(begun.pk) not in other.post("/i/").headers["Location"]


def test_only_those_of_the_last_minute_are_opened_for_it(worker_client, press, begin, monkeypatch):
    for _ in range(3):
        begin(worker_client)
    opened = []
    unsealed = Interview.unsealed
    monkeypatch.setattr(Interview, "unsealed", lambda self: opened.append(self.pk) or unsealed(self))
    press()
    assert len(opened) == 1
