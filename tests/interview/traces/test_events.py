"""Lines that are added and never changed."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from interview.accounts import Event, NeverChanged
from interview.traces import events
from interview.traces.events import keep
from tests.markup import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(worker):
    keep("logged-in", worker)
    return Event.objects.get()


@pytest.mark.parametrize(
    "change",
    [
        lambda line: line.save(),
        lambda line: line.delete(),
        lambda line: Event.objects.update(kind="failed"),
        lambda line: Event.objects.all().delete(),
        lambda line: Event.objects.filter(pk=line.pk).delete(),
    ],
)
def test_a_line_is_neither_changed_nor_taken_away(line, change):
    with pytest.raises(NeverChanged):
        change(line)
    assert Event.objects.get().kind == "logged-in"


def test_a_line_outlives_its_account(line, worker):
    number = worker.pk
    worker.delete()
    assert Event.objects.get().account == number


def test_whoever_did_it_is_named_where_it_was_somebody_else(worker, administrator):
    keep("logged-out", worker, by=administrator)
    keep("logged-out", worker, by=worker)
    assert list(Event.objects.values_list("by", flat=True)) == [administrator.pk, None]


NEVER_WAS = "00000000-0000-4000-8000-000000000000"


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.variants(stay=3)
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["colleague", "supervisor", "officer", "administrator"])
def test_whoever_is_refused_an_interview_stands_in_the_log(interview, at, request, who, method):
    person = request.getfixturevalue(who)
    assert getattr(client_of(person), method)(at(1)).status_code == 404
    line = Event.objects.get(kind="refused")
    assert (line.account, line.interview, line.reason) == (person.pk, interview.pk, "")


def test_an_interview_that_never_was_is_logged_alike(interview, colleague):
    client_of(colleague).get(f"/i/{NEVER_WAS}/1/")
    assert str(Event.objects.get(kind="refused").interview) == NEVER_WAS


def test_nothing_tells_whoever_is_refused_that_it_was_logged(interview, at, colleague):
    theirs = client_of(colleague)
    page, other = theirs.get(at(1)), theirs.get(f"/i/{NEVER_WAS}/1/")
    assert words(page, "main") == words(other, "main")
    assert interview.code not in page.content.decode()


def test_the_invited_are_refused_what_is_the_owners(interview, at, colleague):
    interview.invitations.create(colleague=colleague)
    assert client_of(colleague).get(at("delete")).status_code == 404
    assert Event.objects.get(kind="refused").account == colleague.pk


def test_one_account_writes_no_more_refusals_a_minute_than_it_may(
    interview, at, colleague, worker, monkeypatch
):
    monkeypatch.setattr(events, "MOST_REFUSED", 3)
    theirs = client_of(colleague)
    for _ in range(5):
        assert theirs.get(at(1)).status_code == 404
    assert Event.objects.filter(kind="refused", account=colleague.pk).count() == 3
    client_of(worker).get(f"/i/{NEVER_WAS}/1/")
    assert Event.objects.filter(kind="refused", account=worker.pk).count() == 1


def test_a_stranger_and_the_owner_are_not_refused(interview, at, worker_client):
    Client().get(at(1))
    worker_client.get(at(1))
    assert not Event.objects.filter(kind="refused").exists()
