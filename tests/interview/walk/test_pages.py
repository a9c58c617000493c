"""Pages of the walk: the steps in short beside a stage and the signs, and notes on steps on the summary."""

import json

import pytest

from tests.markup import attribute, attributes, part, parts, steps, words

HTMX = {"HX-Request": "true"}


@pytest.fixture
def beside(worker_client, at):
    """The part as the page asks for it: beside() -> its HTML."""
    return lambda: worker_client.get(at("plan"), headers=HTMX).content.decode()


@pytest.fixture
def say(worker_client, at):
    """Save answers as a stage does, on top of all before; gives what the server says of it."""
    versions = iter(range(100))

    def say(**answers):
        fields = {name.replace("_", "-"): value for name, value in answers.items()}
        return worker_client.post(at(2), {"version": next(versions)} | fields, headers=HTMX)

    return say


def test_it_holds_the_steps_of_the_summary_in_their_order(worker_client, at, say, beside):
    say(check_threat="yes", check_minor="yes")
    assert steps(beside())
    assert steps(beside()) == steps(worker_client.get(at("summary")))


def test_it_says_which_steps_matter_most(say, beside):
    say(check_threat="yes", check_minor="yes")
    assert "data-stressed" in beside()


def test_whoever_opens_its_address_comes_to_the_summary(worker_client, at):
    response = worker_client.get(at("plan"))
    assert (response.status_code, response["Location"]) == (302, at("summary"))


def test_nothing_is_saved_through_it(worker_client, at, sheet):
    response = worker_client.post(at("plan"), {"version": 0, "check-threat": "yes"}, headers=HTMX)
    assert response.status_code == 405
    assert sheet().value("check-threat") == ""


def test_it_is_stored_nowhere(worker_client, at):
    assert "no-store" in worker_client.get(at("plan"), headers=HTMX)["Cache-Control"]


def test_a_save_tells_whether_the_steps_are_others_now(say, beside):
    marks = [attribute(beside(), "[data-plan]", "data-plan")]
    for answers in ({"note_safety": "Odottaa."}, {"check_threat": "yes"}, {"done_call_emergency": "on"}):
        told = say(**answers)["HX-Trigger"]
        marks.append(json.loads(told)["answers-saved"]["plan"])
        assert marks[-1] in beside()
    assert marks[0] == marks[1]
    assert len(set(marks[1:])) == 3


# --- Notes on steps ---


def test_every_step_on_the_summary_has_a_folded_note(summary):
    page = summary()
    assert attributes(page, "li.step details.step-note:not([open]) textarea", "name") == [
        f"note-{step}" for step in steps(page)
    ]


def test_a_note_on_a_step_is_kept_and_stands_there_again(save, summary, sheet):
    save("summary", {"note-debrief": "Puhuin työparin kanssa."})
    assert sheet().value("note-debrief") == "Puhuin työparin kanssa."
    assert "Puhuin työparin kanssa." in words(part(summary(), "#step-debrief .step-note"))


def test_a_note_on_a_step_that_has_left_stands_among_the_answers(save, summary):
    save("summary", {"note-debrief": "Puhuin työparin kanssa."})
    save(4, {"check-own-support": "yes"})
    page = summary()
    assert "debrief" not in steps(page)
    assert "Puhuin työparin kanssa." in words(part(page, "#review"))
    assert "Ei enää ohjeistossa" not in words(part(page, "#review"))


def test_a_note_stays_with_its_step_under_done(save, summary):
    save("summary", {"note-debrief": "Huomenna klo 9.", "done-debrief": "on"})
    assert "Huomenna klo 9." in words(part(summary(), "#done #step-debrief"))


def test_two_devices_choose_between_two_notes_although_the_step_has_left(worker_client, at, save, sheet):
    save("summary", {"note-debrief": "Toinen"})
    save(4, {"check-own-support": "yes"})
    response = worker_client.post(at("summary"), {"version": 0, "note-debrief": "Minun"})
    assert response.status_code == 409
    assert part(response, "#done[open] .step-note[open] #conflict-note-debrief")
    assert sheet().value("note-debrief") == "Toinen"


def test_the_plan_beside_the_walk_has_no_notes(worker_client, at):
    assert parts(worker_client.get(at("plan"), headers={"HX-Request": "true"}), "textarea") == []
