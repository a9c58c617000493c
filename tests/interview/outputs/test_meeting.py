"""The agreed meeting for the worker's own calendar: when, and nothing of whom."""

import datetime
from zoneinfo import ZoneInfo

import pytest
import vobject

from interview.accounts import Event
from interview.outputs.meeting import in_utc
from tests.markup import attributes, part, words

AGREED = {"check-meeting": "yes", "meeting-date": "2099-12-03", "meeting-time": "9.30"}
WRITTEN = {
    "meeting-place": "Kirjasto; Äänekoski, 2. krs",
    "label": "Torstain toinen",
    "note-pace": "Rauhassa.",
}


@pytest.fixture
def agreed(save):
    save(1, WRITTEN)
    save(3, AGREED)


@pytest.fixture
def file(worker_client, at):
    def file(**fields):
        response = worker_client.post(at("meeting"), fields)
        assert response.headers["Content-Disposition"] == 'attachment; filename="Tapaaminen.ics"'
        return response.content.decode()

    return file


def read(file: str):
    """By another library than the one that wrote it."""
    return vobject.readOne(file).vevent


def test_it_holds_when_and_a_subject_that_says_nothing(agreed, file):
    event = read(file())
    assert event.dtstart.value == datetime.datetime(2099, 12, 3, 7, 30, tzinfo=datetime.UTC)
    assert event.summary.value == "Tapaaminen"
    assert event.duration.value == datetime.timedelta(hours=1)


def test_nothing_else_goes_along_but_the_place_where_that_is_ticked(agreed, interview, file):
    plain = file()
    for said in ("Kirjasto", "Torstain", "Rauhassa", interview.code, str(interview.pk), "worker"):
        assert said not in plain
    assert read(file(place="yes")).location.value == WRITTEN["meeting-place"]


def test_no_mark_in_a_place_begins_a_line_of_its_own(save, file):
    save(3, AGREED | {"meeting-place": "Kirjasto\rATTENDEE:x\x0b\x0c\x1c\x85\u2028\x08Äänekoski"})
    lines = file(place="yes").splitlines()  # Python's own, which knows more ends of a line than most
    place = f"LOCATION:Kirjasto ATTENDEE:x{' ' * 6}Äänekoski"
    assert [line for line in lines if "Äänekoski" in line] == [place]


def test_a_day_without_a_time_is_a_whole_day(save, file):
    save(3, AGREED | {"meeting-time": ""})
    assert read(file()).dtstart.value == datetime.date(2099, 12, 3)


@pytest.mark.parametrize("day", ["2027-03-27", "2027-03-29", "2027-10-30", "2027-11-01"])
def test_its_time_is_what_clocks_here_show_on_that_day(day):
    day, time = datetime.date.fromisoformat(day), datetime.time(9, 30)
    shown = in_utc(day, time).astimezone(ZoneInfo("Europe/Helsinki"))
    assert (shown.date(), shown.time()) == (day, time)


def test_a_meeting_that_moves_is_the_same_one_in_the_calendar(agreed, save, file):
    first = read(file())
    save(3, {"meeting-date": "2099-12-04"})
    second = read(file())
    assert first.uid.value == second.uid.value
    assert int(first.sequence.value) < int(second.sequence.value)


def test_the_summary_leads_to_it_once_a_day_is_agreed(interview, save, worker_client, at):
    assert at("meeting") not in attributes(worker_client.get(at("summary")), "#meeting a", "href")
    assert at("meeting") in attributes(worker_client.get(at("summary")), ".step-meeting a", "href")
    assert worker_client.get(at("meeting")).status_code == 302
    save(3, AGREED)
    assert at("meeting") in attributes(worker_client.get(at("summary")), "#meeting a", "href")
    assert "9.30" in words(part(worker_client.get(at("meeting")), "main"))


def test_it_is_logged_that_it_was_taken(agreed, interview, file):
    file(place="yes")
    line = Event.objects.get(kind="meeting-taken")
    assert (line.interview, line.reason) == (interview.pk, "")


def test_so_many_a_minute(agreed, worker_client, at, monkeypatch):
    monkeypatch.setattr("interview.traces.outputs.MOST_A_MINUTE", 1)
    assert worker_client.post(at("meeting")).status_code == 200
    assert worker_client.post(at("meeting")).status_code == 429
