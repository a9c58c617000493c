"""The plan on paper: what to do and whom to call; of what was answered or written nothing by itself."""

from dataclasses import replace
from datetime import date
from unittest.mock import Mock

import pytest

from guidance.rules.shapes import Text
from interview.accounts import Event
from interview.outputs import plan as outputs_plan
from interview.outputs.plan import Note
from interview.outputs.plan import _call as content_of_call
from interview.outputs.typeset import Busy
from interview.traces import outputs
from interview.walk.calls import Call
from interview.walk.plan import Plan
from tests.markup import attributes, part, parts, words

from .papers import Read

WRITTEN = {
    "note-pace": "Rauhassa.\nToisella rivillä <b>ei</b> #lihavaa*.",
    "note-nervous": "Kädet.",
    "label": "Torstain toinen",
    "meeting-place": "Kirjasto",
    "meeting-date": "2099-12-03",
}
ANSWERS = {
    "check-threat": "yes",
    "check-meeting": "yes",
    "sign-nervous": "noticed",
    "meeting-date": "2099-12-03",
}


@pytest.fixture
def filled_in(save):
    save(1, WRITTEN | ANSWERS)
    save("summary", {"done-call-emergency": "on", "note-call-emergency": "Puhelu 9.40"})


@pytest.fixture
def paper(worker_client, at):
    def paper(**fields) -> Read:
        response = worker_client.post(at("pdf"), fields)
        assert response.headers["Content-Disposition"] == 'attachment; filename="Muistio.pdf"'
        return Read(response.content)

    return paper


def mark(name: str) -> str:
    return Note(name, "", "").mark


def test_the_summary_leads_to_it(worker_client, at):
    assert at("pdf") in attributes(worker_client.get(at("summary")), "#finish a", "href")


def test_nothing_that_was_written_goes_along_by_itself(filled_in, worker_client, at, paper):
    page = worker_client.get(at("pdf"))
    assert [words(note) for note in parts(page, "main .pick:has([type=checkbox]) .written")] == [
        *("Rauhassa. Toisella rivillä <b>ei</b> #lihavaa*.", "Kädet.", "Puhelu 9.40"),
    ]
    assert "note-" not in "".join(attributes(page, "main [type=checkbox]", "value"))
    assert attributes(page, "main [type=checkbox]:checked", "value") == []
    read = paper().words
    assert not [said for said in (*WRITTEN.values(), "Puhelu", "3.12.", "Koska") if said in read]


def test_what_was_picked_stands_where_it_belongs_as_it_was_typed(filled_in, paper):
    read = paper(**{"with": [mark("note-pace"), mark("note-call-emergency")]}).words
    assert "Rauhassa. Toisella rivillä <b>ei</b> #lihavaa*." in read
    assert read.index("Puhelu 9.40") < read.index("Muistiinpanot") < read.index("Rauhassa.")
    assert "Kädet" not in read


def test_the_steps_stand_in_order_with_their_numbers(filled_in, worker_client, at, paper):
    read = paper()
    steps = [words(part(step, "h3")) for step in parts(worker_client.get(at("summary")), "[data-step]")]
    assert len(steps) > 5
    places = [read.words.index(step) for step in steps]
    assert places == sorted(places)
    assert "112" in read.words
    assert (read.title, read.language, read.is_universally_accessible) == ("Muistilista", "fi", True)
    assert read.tags.count("H3") == len(steps)


def test_in_short_it_is_shorter(filled_in, paper):
    assert len(paper(reading="short").words) * 1.5 < len(paper(reading="full").words)


def test_it_is_logged_that_it_was_made_and_not_what_is_on_it(filled_in, interview, paper):
    paper(**{"with": mark("note-pace")})
    line = Event.objects.get(kind="printed")
    assert (line.interview, line.reason) == (interview.pk, "")


def test_one_account_gets_so_many_a_minute(interview, worker_client, at, monkeypatch):
    monkeypatch.setattr(outputs, "MOST_A_MINUTE", 2)
    for _ in range(2):
        assert worker_client.post(at("pdf")).status_code == 200
    answer = worker_client.post(at("pdf"))
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")


def test_it_stays_within_few_queries(interview, worker_client, at, django_assert_max_num_queries):
    worker_client.get(at("pdf"))
    with django_assert_max_num_queries(6):
        worker_client.get(at("pdf"))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_it_is_in_the_readers_language(interview, worker_client, at, language):
    worker_client.cookies["django_language"] = language
    read = Read(worker_client.post(at("pdf")).content)
    assert read.language == language
    assert read.title == {"sv": "Minneslista", "en": "To-do list"}[language]


def test_a_plan_that_changed_since_it_was_put_on_paper_says_so(interview, save, paper, summary):
    assert "muuttunut" not in _said(summary)
    paper()
    save("summary", {"note-take-a-moment": "Sana.", "done-take-a-moment": "on"})
    assert "muuttunut" not in _said(summary)
    save(2, {"check-threat": "yes"})
    assert "Muistilista tehtiin paperille tänään" in _said(summary)
    paper()
    assert "muuttunut" not in _said(summary)


def _said(summary) -> str:
    return words(part(summary(), "main"))


def test_a_number_that_changed_since_then_makes_the_paper_old(interview, paper, summary, monkeypatch):
    paper()
    given = Plan._on_paper
    monkeypatch.setattr(Plan, "_on_paper", lambda plan, step: (*given(plan, step)[:-1], ["0100"]))
    assert "muuttunut" in _said(summary)


def test_no_form_writes_when_it_was_put_on_paper(interview, worker_client, at, sheet):
    worker_client.post(at(1), {"version": 0, "printed": "x 2026-01-01T00:00:00+00:00"})
    assert sheet().printed() is None


def test_a_long_note_at_a_step_goes_on_over_the_sides(filled_in, save, paper):
    long = " ".join(f"sana{number % 1000:03}" for number in range(2400))
    save("summary", {"note-call-emergency": long})
    read = paper(**{"with": mark("note-call-emergency")})
    assert read.sides > 2
    assert read.words.count("sana") == 2400


def test_more_notes_than_a_process_can_set_are_refused_and_stay_picked(
    filled_in, worker_client, at, paper, monkeypatch
):
    """Ninety long ones took a minute and a half and three gigabytes: whoever could tick them stopped all."""
    monkeypatch.setattr(outputs_plan, "MOST_LETTERS", len(WRITTEN["note-pace"] + WRITTEN["note-nervous"]))
    both = [mark("note-pace"), mark("note-nervous")]
    assert "Kädet." in paper(**{"with": both}).words
    picked = [*both, mark("note-call-emergency")]
    page = worker_client.post(at("pdf"), {"with": picked, "reading": "full"})
    assert page.status_code == 422
    assert "ei mahdu yhteen tiedostoon" in words(part(page, "[role=alert]"))
    assert attributes(page, "main [type=checkbox]:checked", "value") == picked
    assert attributes(page, "main [type=radio]:checked", "value") == ["full"]
    assert Event.objects.filter(kind="printed").count() == 1


def test_a_paper_is_made_once_and_what_is_saved_meanwhile_stays(
    filled_in, save, sheet, worker_client, at, monkeypatch
):
    """Made anew it would be within a transaction, and whoever saves would wait for it."""
    made = []

    def typeset(*paper):
        made.append(paper)
        save(1, {"note-pace": f"Toisin, {len(made)}."})
        return b"%PDF"

    monkeypatch.setattr(outputs_plan, "typeset", typeset)
    assert worker_client.post(at("pdf")).content == b"%PDF"
    assert len(made) == 1
    assert sheet().value("note-pace") == "Toisin, 1."
    assert sheet().printed()
    assert Event.objects.filter(kind="printed").count() == 1


def test_whoever_was_put_out_while_it_was_made_gets_none(interview, worker_client, at, monkeypatch):
    def typeset(*paper):
        interview.delete()
        return b"%PDF"

    monkeypatch.setattr(outputs_plan, "typeset", typeset)
    assert worker_client.post(at("pdf")).status_code == 404
    assert not Event.objects.filter(kind="printed").exists()


def test_of_what_the_earlier_interview_left_open_it_lists_what_is_still_to_do(filled_in, worker_client, at):
    new = worker_client.post(at("follow-up")).headers["Location"].removesuffix("1/")
    boxes = parts(worker_client.get(f"{new}summary/"), "#open-before li")
    ticked, *left = [words(box) for box in boxes]
    name = attributes(boxes[0], "[type=checkbox]", "name")[0]
    worker_client.post(f"{new}summary/", {"version": 1, name: "on"})
    read = Read(worker_client.post(f"{new}pdf/").content)
    _plan, before = read.words.split("Edellisestä kerrasta auki")
    assert [title for title in left if title not in before] == []
    assert len(left) > 5
    assert ticked not in before
    assert read.is_universally_accessible


def test_what_waits_until_nobody_else_hears_stands_last_and_says_so(
    interview, save, worker_client, at, paper
):
    save(1, {"check-alone": "no"})
    held = [words(part(step, "h3")) for step in parts(worker_client.get(at("summary")), "[data-held]")]
    assert held
    read = paper().words
    assert read.index("Kun olette kahden") < read.index("kukaan muu ei kuule") < read.index(held[0])


def test_a_number_says_by_whom_one_is_put_through_and_that_it_was_to_be_checked():
    call = Call("local", Text((("fi", "Kriisityö"),)), "0100 100", via=Text((("fi", "Vaihde"),)))
    told = content_of_call(replace(call, overdue=date(2026, 1, 31)))
    assert [line["words"] for line in told["lines"]] == [
        "Soita 0100 100 ja pyydä yhdistämään.",
        "Tiedot piti tarkistaa viimeistään 31.1.2026.",
    ]


def test_whoever_comes_while_another_is_made_has_nothing_in_the_log(
    interview, worker_client, at, monkeypatch
):
    monkeypatch.setattr("interview.outputs.plan.typeset", Mock(side_effect=Busy))
    assert worker_client.post(at("pdf")).status_code == 503
    assert not Event.objects.filter(kind="printed").exists()
