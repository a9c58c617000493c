"""One line a sitting, never one a page; and what was not logged has not happened."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from interview.accounts import Event
from interview.colleagues import Invitation
from interview.models import Interview
from interview.traces import events, sittings

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch):
    """clock(29): so many minutes after noon."""

    def clock(minutes: float) -> None:
        now = NOON + timedelta(minutes=minutes)
        monkeypatch.setattr(sittings, "timezone", SimpleNamespace(now=lambda: now))

    clock(0)
    return clock


@pytest.fixture
def lines(clock, interview):
    """lines(): the kinds of the lines of the interview, in order, without its beginning."""
    return lambda: [*Event.objects.about(interview.pk).exclude(kind="begun").values_list("kind", flat=True)]


@pytest.fixture
def save(worker_client, at, sheet):
    """save("yes"): an answer, as a field that saves itself sends it."""

    def save(answer: str, client=worker_client):
        fields = {"version": sheet().version, "check-threat": answer}
        return client.post(at(2), fields, headers={"HX-Request": "true"}).status_code

    return save


@pytest.fixture
def invited_client(interview, colleague):
    Invitation.objects.create(interview=interview, colleague=colleague)
    client = Client()
    client.force_login(colleague)
    return client


def test_opening_is_one_line_a_sitting_and_never_one_a_page(lines, worker_client, at):
    for page in (1, 2, "signs", "summary", 1, "name", "colleagues", "delete"):
        assert worker_client.get(at(page)).status_code == 200
    assert lines() == ["opened"]


def test_a_line_says_who_and_which_interview_and_never_what(
    lines, worker_client, at, save, worker, interview
):
    worker_client.get(at(2))
    save("yes")
    for line in Event.objects.about(interview.pk):
        assert (line.account, line.by, line.interview, line.reason) == (worker.pk, None, interview.pk, "")


def test_saving_is_one_line_a_sitting_however_much_is_saved(lines, save):
    assert [save(answer) for answer in ("yes", "no", "unsure")] == [204] * 3
    assert lines() == ["changed"]


def test_a_sitting_lasts_until_half_an_hour_has_gone_by_without_a_use(lines, clock, worker_client, at):
    for minutes in (0, 29, 58, 87):
        clock(minutes)
        worker_client.get(at(1))
    assert lines() == ["opened"]
    clock(117)
    worker_client.get(at(1))
    assert lines() == ["opened", "opened"]


def test_saving_keeps_a_sitting_going_and_begins_one(lines, clock, worker_client, at, save):
    worker_client.get(at(2))
    clock(20)
    save("yes")
    clock(40)
    worker_client.get(at(2))
    save("no")
    assert lines() == ["opened", "changed"]
    clock(70)
    save("unsure")
    assert lines() == ["opened", "changed", "changed"]
    worker_client.get(at(2))
    assert lines() == ["opened", "changed", "changed", "opened"]


def test_a_sitting_is_one_person_s(
    lines, worker_client, invited_client, at, save, worker, colleague, interview
):
    for client in (worker_client, invited_client, worker_client):
        client.get(at(2))
    save("yes", client=invited_client)
    of = Event.objects.about(interview.pk).exclude(kind="begun").values_list("account", "kind")
    assert [*of] == [(worker.pk, "opened"), (colleague.pk, "opened"), (colleague.pk, "changed")]


def test_a_sitting_is_at_one_interview(lines, worker_client, begin, at):
    other = begin(worker_client)
    worker_client.get(at(1))
    worker_client.get(f"/i/{other.pk}/1/")
    assert Event.objects.filter(kind="opened").count() == 2


def test_two_devices_of_one_person_are_at_one_sitting(lines, worker, worker_client, at):
    other = Client()
    other.force_login(worker)
    worker_client.get(at(1))
    other.get(at(1))
    assert lines() == ["opened"]


def test_two_pages_opened_at_once_are_one_line(lines, worker, interview):
    request = SimpleNamespace(method="GET", user=worker)
    as_read_by_each = [Interview.objects.get(pk=interview.pk) for _ in range(2)]
    for read in as_read_by_each:
        sittings.note_use(Interview, request, read)
    assert lines() == ["opened"]


def test_a_page_that_came_too_late_for_the_interview_writes_nothing(lines, worker, interview):
    request = SimpleNamespace(method="GET", user=worker)
    read = Interview.objects.get(pk=interview.pk)
    Interview.objects.filter(pk=interview.pk).delete()
    sittings.note_use(Interview, request, read)
    assert lines() == []


def test_what_leads_on_shows_nothing_and_is_no_opening(lines, worker_client, at):
    worker_client.get(at("plan"))
    worker_client.post(at(1), {"version": 0, "language": "sv"})
    assert lines() == []


def test_a_form_that_changes_nothing_and_is_answered_with_the_page_is_an_opening(lines, worker_client, at):
    answer = worker_client.post(at(1), {"version": 0, "note-pace": "ä" * 20_001})
    assert answer.status_code == 422
    assert lines() == ["opened"]


def test_one_that_cannot_be_opened_was_not_opened(lines, worker_client, at, interview):
    Interview.objects.filter(pk=interview.pk).update(sealed=b"spoilt")
    assert worker_client.get(at(1)).status_code == 500
    assert lines() == []


def test_those_who_have_gone_are_forgotten_at_the_next_use(
    clock, interview, worker_client, invited_client, at
):
    invited_client.get(at(1))
    clock(31)
    worker_client.get(at(1))
    interview.refresh_from_db()
    assert len(interview.sittings) == 1


@pytest.mark.parametrize("minutes", [-2, -24 * 60])
def test_a_clock_that_was_ahead_stops_no_line(lines, clock, worker_client, at, minutes):
    worker_client.get(at(1))
    clock(minutes)
    worker_client.get(at(1))
    assert lines() == ["opened", "opened"]


def test_a_name_is_a_line_of_its_own(lines, worker_client, at):
    for label in ("Torstai", "Perjantai"):
        version = Interview.objects.get().open_sheet().version
        assert worker_client.post(at("name"), {"version": version, "label": label}).status_code == 302
    assert lines() == ["named"]


def test_finishing_and_reopening_are_lines_each_time(lines, worker_client, at, sheet):
    for press in ("yes", "yes", "no", "no", "yes"):
        worker_client.post(at("summary"), {"version": sheet().version, "finish": press})
    assert lines() == ["finished", "reopened", "finished"]


def test_moving_to_a_newer_edition_is_a_change(lines, worker_client, at, sheet):
    worker_client.post(at("summary"), {"version": sheet().version, "edition": "newest"})
    assert lines() == ["changed"]


def test_beginning_is_a_line(interview, worker):
    line = Event.objects.get(kind="begun")
    assert (line.account, line.interview) == (worker.pk, interview.pk)


@pytest.fixture
def log_that_fails(interview, monkeypatch, worker_client):
    worker_client.raise_request_exception = False

    def fails(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(events, "keep", fails)


def test_a_save_that_was_not_logged_was_not_saved(log_that_fails, worker_client, at, sheet, interview):
    fields = {"version": 0, "check-threat": "yes"}
    assert worker_client.post(at(2), fields).status_code == 500
    assert sheet().value("check-threat") == ""
    interview.refresh_from_db()
    assert interview.sittings == {}


def test_a_page_whose_opening_was_not_logged_is_not_shown(log_that_fails, worker_client, at, interview):
    page = worker_client.get(at(2))
    assert page.status_code == 500
    assert interview.code not in page.content.decode()
    interview.refresh_from_db()
    assert interview.sittings == {}


def test_an_interview_whose_beginning_was_not_logged_has_not_begun(log_that_fails, worker_client, edition):
    Interview.objects.update(began_at=timezone.now() - timedelta(minutes=2))  # not taken for a press before
    assert worker_client.post("/i/").status_code == 500
    assert Interview.objects.count() == 1  # the one of the fixture
