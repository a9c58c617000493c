"""What was done about a step fits into a note on it."""

from tests.markup import attributes, part, parts, steps, words


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
