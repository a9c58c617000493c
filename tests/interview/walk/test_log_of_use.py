"""An interview's owner reads who has used it; nobody else, and nothing of what was written."""

from django.test import Client

from interview.accounts import Event
from interview.colleagues import Invitation
from interview.traces import reading
from tests.markup import attributes, parts, words


def rows(page) -> list[str]:
    return [words(row) for row in parts(page, "#uses li")]


def test_the_owner_reads_who_used_it_and_when_newest_first(interview, worker_client, at, colleague):
    worker_client.get(at(1))
    worker_client.post(at("colleagues"), {"colleague": "colleague"})
    found = rows(worker_client.get(at("log")))
    assert [row.partition(" Tänään klo ")[0] for row in found] == [
        "Kutsuttiin keskusteluun : colleague",
        "Keskustelu avattiin",
        "Keskustelu aloitettiin",
    ]
    assert all(row.endswith(" · worker") for row in found)


def test_nothing_of_what_was_written_is_in_it(interview, worker_client, at):
    worker_client.post(at(2), {"version": 0, "note-safety": "Kanarialintu", "label": "Kanarialintu"})
    assert "Kanarialintu" not in worker_client.get(at("log")).content.decode()


def test_whoever_was_refused_stands_in_it(interview, worker_client, at, colleague):
    other = Client()
    other.force_login(colleague)
    other.get(at(1))
    assert "joka ei aukea" in rows(worker_client.get(at("log")))[0]
    assert rows(worker_client.get(at("log")))[0].endswith("colleague")


def test_reading_it_is_no_use_of_the_interview(interview, worker_client, at):
    worker_client.get(at("log"))
    assert [line.kind for line in Event.objects.about(interview.pk)] == ["begun"]


def test_the_invited_do_not_read_it(interview, at, colleague):
    Invitation.objects.create(interview=interview, colleague=colleague)
    other = Client()
    other.force_login(colleague)
    assert other.get(at("log")).status_code == 404


def test_other_interviews_lines_are_not_in_it(interview, worker_client, begin, at):
    begin(worker_client)
    assert len(rows(worker_client.get(at("log")))) == 1


def test_the_list_leads_to_it_from_each_of_one_s_own(interview, worker_client, at):
    assert at("log") in attributes(worker_client.get("/i/"), ".row-actions a", "href")


def test_a_long_log_is_read_a_page_at_a_time(interview, worker_client, at, monkeypatch):
    monkeypatch.setattr(reading, "ON_A_PAGE", 1)
    worker_client.get(at(1))
    page = worker_client.get(at("log"))
    (older,) = [href for href in attributes(page, "main .actions a", "href") if "before" in href]
    assert ["aloitettiin" in row for row in rows(worker_client.get(at("log") + older))] == [True]
    assert worker_client.get(at("log") + "?before=" + "9" * 99).status_code == 200
