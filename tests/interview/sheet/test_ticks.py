"""A tick that settles: it gives its step's answer, and both stand or fall together."""

import json
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidance.packs.files import BUILT_IN, read_pack_file
from guidance.rules.reading import read_guidance
from guidance.rules.shapes import Guidance
from interview.sheet.answers import AnswerSheet
from interview.walk.saving import save as save_on

HTMX = {"HX-Request": "true"}
TICK, ANSWER = "done-tell-rights", "check-rights-told"


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_tick_gives_its_answer_in_the_same_save(post, sheet, headers):
    assert post("summary", {TICK: "on"}, headers=headers).status_code in (200, 204, 302)
    assert sheet().value(ANSWER) == "yes"
    assert sheet().changed(ANSWER) == sheet().changed(TICK) == sheet().version == 1


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_taking_the_tick_back_leaves_the_question_unanswered_in_the_same_save(post, sheet, headers):
    post("summary", {TICK: "on"})
    assert post("summary", {TICK: ""}, headers=headers).status_code in (200, 204, 302)
    assert (sheet().value(TICK), sheet().value(ANSWER), sheet().version) == ("", "", 2)


def test_a_tick_taken_back_keeps_an_answer_that_it_did_not_give(post, sheet):
    post(3, {ANSWER: "yes"})
    post("summary", {TICK: "on"})
    post("summary", {TICK: ""})
    assert (sheet().value(TICK), sheet().value(ANSWER)) == ("", "yes")


def test_a_step_of_the_clients_own_choice_settles_nothing(post, sheet):
    post("summary", {"done-ask-consent": "on"})
    assert sheet().done()
    assert sheet().value("check-consent") == ""


def test_an_answer_given_elsewhere_takes_the_tick_back(post, sheet):
    post("summary", {TICK: "on"})
    post(3, {ANSWER: "not-yet"})
    assert (sheet().value(TICK), sheet().value(ANSWER)) == ("", "not-yet")


def test_what_the_form_says_of_the_question_wins_over_the_tick(post, sheet):
    assert post(3, {TICK: "on", ANSWER: "not-yet"}).status_code == 302
    assert (sheet().value(TICK), sheet().value(ANSWER)) == ("", "not-yet")


def test_a_form_that_says_the_same_as_its_tick_saves_both(post, sheet):
    post(3, {TICK: "on", ANSWER: "yes"})
    assert sheet().value(TICK)
    assert sheet().value(ANSWER) == "yes"


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_tick_older_than_the_answer_is_chosen_about_and_writes_neither(post, sheet, headers):
    post(3, {ANSWER: "not-yet"}, version=0)
    response = post("summary", {TICK: "on"}, version=0, headers=headers)
    assert response.status_code == 409
    assert f'name="{TICK}" value="on"' in response.content.decode()
    assert (sheet().value(TICK), sheet().value(ANSWER), sheet().version) == ("", "not-yet", 1)
    if headers:
        assert json.loads(response["HX-Trigger"])["answers-saved"]["clashed"] == [TICK]


@pytest.mark.parametrize(("chosen", "ticked", "answer"), [("on", True, "yes"), ("", False, "not-yet")])
def test_choosing_writes_both_or_leaves_both(post, sheet, chosen, ticked, answer):
    post(3, {ANSWER: "not-yet"}, version=0)
    post("summary", {TICK: "on"}, version=0)
    assert post("summary", {TICK: chosen, f"version-{TICK}": 1}, version=1).status_code == 302
    assert (bool(sheet().value(TICK)), sheet().value(ANSWER)) == (ticked, answer)


def test_a_form_that_says_the_same_as_its_tick_is_chosen_about_whole(post, sheet):
    post(3, {ANSWER: "not-yet"}, version=0)
    assert post(3, {TICK: "on", ANSWER: "yes"}, version=0).status_code == 409
    assert (sheet().value(TICK), sheet().value(ANSWER)) == ("", "not-yet")


def test_one_form_ticks_one_step_and_takes_another_back_that_settles_the_same(post, sheet):
    post("summary", {"done-consult-unnamed": "on"})
    post("summary", {"done-consult": "on", "done-consult-unnamed": ""})
    assert list(sheet().done()) == ["consult"]
    assert sheet().value("check-consulted") == "yes"


def test_two_devices_that_tick_the_same_save_once(post, sheet):
    post("summary", {TICK: "on"}, version=0)
    assert post("summary", {TICK: "on"}, version=0).status_code == 302
    assert sheet().version == 1


def test_an_answer_older_than_the_tick_is_chosen_about(post, sheet):
    post("summary", {TICK: "on"}, version=0)
    assert post(3, {ANSWER: "not-yet"}, version=0).status_code == 409
    assert sheet().value(TICK)


def test_the_other_step_that_settles_the_same_loses_its_tick_with_the_answer(post, sheet):
    post("summary", {"done-consult": "on"})
    post("summary", {"done-consult-unnamed": "on"})
    post("summary", {"done-consult": ""})
    assert not sheet().done()
    assert sheet().value("check-consulted") == ""


def test_a_tick_from_before_it_settled_anything_stays_as_long_as_its_step(built_in_pack):
    steps = [{**step, "settles": {}} for step in built_in_pack["steps"]]
    older, newer = read_guidance(built_in_pack | {"steps": steps}), read_guidance(built_in_pack)
    sheet = AnswerSheet()
    save_on(sheet, older, {"version": "0", TICK: "on"})
    save_on(sheet, newer, {"version": "1", "label": "Siirretty"})
    assert sheet.done()
    save_on(sheet, newer, {"version": "2", ANSWER: "not-yet"})
    assert not sheet.done()


# --- In two tabs, whatever they save ------------------------------------------------------------------------

TICKS = ("done-tell-rights", "done-consult", "done-consult-unnamed", "done-debrief")
CHECKS = ("check-rights-told", "check-consulted", "check-own-support")
one_field = st.one_of(
    st.tuples(st.sampled_from(TICKS), st.sampled_from(["", "on"])),
    st.tuples(st.sampled_from(CHECKS), st.sampled_from(["", "yes", "not-yet"])),
)
saves = st.lists(
    st.tuples(st.integers(0, 1), st.booleans(), st.lists(one_field, min_size=1, max_size=3)), max_size=12
)


@cache
def built_in() -> Guidance:
    return read_guidance(read_pack_file(BUILT_IN))


@given(saves)
@settings(max_examples=60, deadline=None)
def test_in_two_tabs_a_tick_stands_only_with_its_answer(made):
    guidance, sheet, seen = built_in(), AnswerSheet(), [0, 0]
    for tab, loads_first, fields in made:
        if loads_first:
            seen[tab] = sheet.version
        saved = save_on(sheet, guidance, {"version": str(seen[tab]), **dict(fields)})
        if saved.up_to_date:
            seen[tab] = sheet.version
        for step in guidance.steps:
            if step.settles and step.id in sheet.done():
                assert all(sheet.value(f"check-{check}") == answer for check, answer in step.settles)
        assert AnswerSheet.from_bytes(sheet.to_bytes()) == sheet
