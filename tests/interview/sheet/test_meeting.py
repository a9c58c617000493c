"""The next meeting: agreed on by a tick, an answer or a day, and seen wherever it is looked for."""

import datetime

import pytest

from guidance.rules.reading import read_guidance
from interview.sheet.answers import AnswerSheet
from interview.sheet.meeting import agreed_by, agreed_day
from interview.walk.saving import save as save_on
from tests.markup import attribute, attributes, part, parts, words

PARTS = ["meeting-date", "meeting-time", "meeting-place", "meeting-channel"]
DAY = datetime.date(2099, 12, 3)


def names_in(page, selector):
    return attributes(page, f"{selector} .line input", "name")


def test_the_answer_that_agrees_is_the_one_that_a_step_settles(built_in_pack):
    assert agreed_by(read_guidance(built_in_pack)) == ("meeting", "yes")


def test_in_an_older_edition_it_is_the_first_answer(built_in_pack):
    steps = [{**step, "settles": {}} for step in built_in_pack["steps"]]
    assert agreed_by(read_guidance(built_in_pack | {"steps": steps})) == ("meeting", "yes")


def test_a_day_says_that_the_meeting_is_agreed(post, sheet):
    post("summary", {"meeting-date": "3.12.2099"})
    assert sheet().value("check-meeting") == "yes"
    assert sheet().changed("check-meeting") == sheet().changed("meeting-date")
    assert not sheet().done()


@pytest.mark.parametrize("before", ["", "not-yet"])
def test_a_day_on_the_stage_does_so_too(post, sheet, before):
    post(3, {"check-meeting": before})
    post(3, {"meeting-date": "2099-12-03"})
    assert sheet().value("check-meeting") == "yes"


def test_what_the_form_says_of_the_question_wins_over_the_day(post, sheet):
    post(3, {"meeting-date": "2099-12-03", "check-meeting": "not-yet"})
    assert (sheet().value("check-meeting"), sheet().value("meeting-date")) == ("not-yet", "2099-12-03")


def test_a_day_that_is_cleared_takes_no_answer_back(post, sheet):
    post(3, {"meeting-date": "2099-12-03"})
    post(3, {"meeting-date": ""})
    assert sheet().value("check-meeting") == "yes"


def test_a_day_older_than_the_answer_is_chosen_about(post, sheet):
    post(3, {"check-meeting": "not-yet"}, version=0)
    response = post("summary", {"meeting-date": "2099-12-03"}, version=0)
    assert response.status_code == 409
    assert part(response, "#conflict-meeting-date")
    assert (sheet().value("check-meeting"), sheet().value("meeting-date")) == ("not-yet", "")


def test_a_day_that_clashes_where_its_step_has_left_is_chosen_about_too(post):
    post(3, {"meeting-date": "2099-12-03"}, version=0)
    response = post("summary", {"meeting-date": "2099-12-04"}, version=0)
    assert response.status_code == 409
    assert part(response, "#conflict-meeting-date")


def test_a_tick_that_clashes_where_its_step_has_left_is_chosen_about_too(post):
    post(3, {"check-contacts-given": "not-safe"}, version=0)
    response = post("summary", {"done-give-contacts": "on"}, version=0)
    assert response.status_code == 409
    assert part(response, "#done[open] #conflict-done-give-contacts")


def test_the_meeting_is_typed_under_its_step_listed_or_done(post, worker_client, at):
    post(3, {"meeting-place": "Kirjasto"})
    page = worker_client.get(at("summary"))
    assert names_in(page, "#step-next-meeting") == PARTS
    assert attribute(page, "#step-next-meeting [name=meeting-place]", "value") == "Kirjasto"
    post("summary", {"done-next-meeting": "on"})
    assert names_in(worker_client.get(at("summary")), "#done #step-next-meeting") == PARTS


def test_ticking_keeps_the_fields_of_the_meeting_at_hand(post):
    answer = post("summary", {"done-next-meeting": "on"}, headers={"HX-Request": "true"})
    assert names_in(answer, "#step-next-meeting") == PARTS


def test_the_agreed_meeting_stands_on_the_summary_and_in_my_interviews(post, worker_client, at):
    post("summary", {"meeting-date": "2099-12-03", "meeting-time": "9.30", "meeting-place": "Kirjasto"})
    assert "Seuraava tapaaminen: to 3.12.2099 klo 9.30 Kirjasto" in words(
        part(worker_client.get(at("summary")), "#meeting")
    )
    assert "Seuraava tapaaminen: to 3.12.2099 klo 9.30" in words(worker_client.get("/i/"))
    worker_client.cookies["django_language"] = "en"
    assert "Next meeting: Thu 3 Dec 2099 at 9:30" in words(worker_client.get("/i/"), ".interviews")


def test_a_meeting_that_is_off_stands_nowhere(post, worker_client, at):
    post(3, {"meeting-date": "2099-12-03"})
    post(3, {"check-meeting": "not-yet"})
    assert parts(worker_client.get(at("summary")), "#meeting") == []
    assert "Seuraava tapaaminen" not in words(worker_client.get("/i/"))


def test_a_meeting_without_a_time_has_its_day(built_in_pack):
    sheet, guidance = AnswerSheet(), read_guidance(built_in_pack)
    assert agreed_day(guidance, sheet) is None
    save_on(sheet, guidance, {"version": "0", "meeting-date": "2099-12-03"})
    assert agreed_day(guidance, sheet) == DAY


def test_the_answer_that_agrees_is_marked_for_the_page(worker_client, at):
    assert attributes(worker_client.get(at(3)), "[data-agrees]", "value") == ["yes"]
    assert parts(worker_client.get(at(2)), "[data-agrees]") == []


def test_where_nothing_asks_for_a_meeting_none_is_agreed_on(built_in_pack):
    stages = [
        stage | {"checks": [check for check in stage["checks"] if check["id"] != "meeting"]}
        for stage in built_in_pack["stages"]
    ]
    steps = [step for step in built_in_pack["steps"] if step["id"] != "next-meeting"]
    of_meetings = {"stages": stages, "steps": steps, "expectations": [], "passages": []}
    guidance = read_guidance(built_in_pack | of_meetings)
    assert agreed_by(guidance) is None
