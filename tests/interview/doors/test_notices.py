"""What a person is told stands above their list until they put it away."""

import pytest
from django.test import Client

from interview.colleagues import Notice
from tests.markup import attributes, parts, words


@pytest.fixture
def notice(worker):
    return Notice.objects.create(person=worker, kind="invited-you", by="colleague", code="KAI-52")


def test_it_stands_above_the_list_with_its_time(worker_client, notice):
    shown = words(worker_client.get("/i/"), "#notices")
    assert "colleague kutsui sinut keskusteluun KAI-52." in shown
    assert "Tänään klo" in shown


def test_who_is_told_nothing_sees_no_box(worker_client):
    assert parts(worker_client.get("/i/"), "#notices") == []


def test_a_press_puts_away_what_was_shown_and_nothing_that_came_since(worker_client, notice, worker):
    shown = attributes(worker_client.get("/i/"), "#notices input[name=notice]", "value")
    assert shown == [str(notice.pk)]
    later = Notice.objects.create(person=worker, kind="you-left", code="KAI-52")
    answer = worker_client.post("/notices/", {"notice": shown})
    assert answer.headers["Location"] == "/i/"
    assert [*Notice.objects.all()] == [later]


def test_nobody_puts_away_what_another_is_told(notice, colleague):
    other = Client()
    other.force_login(colleague)
    other.post("/notices/", {"notice": notice.pk})
    assert Notice.objects.exists()
    assert parts(other.get("/i/"), "#notices") == []


@pytest.mark.parametrize("key", ["", "x", "\0", "9" * 30, "-1"])
def test_a_key_that_is_none_puts_nothing_away(worker_client, notice, key):
    assert worker_client.post("/notices/", {"notice": key}).status_code == 302
    assert Notice.objects.exists()


def test_the_address_alone_leads_to_the_list(worker_client):
    assert worker_client.get("/notices/").headers["Location"] == "/i/"


def test_it_is_for_workers(client, supervisor):
    client.force_login(supervisor)
    assert client.post("/notices/").status_code == 403
