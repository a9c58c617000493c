"""The sheet: what two devices write side by side, and what counts as saved."""

import datetime

import pytest

from interview.sheet.answers import AnswerSheet

NOW = datetime.datetime(2026, 11, 24, 9, 30, tzinfo=datetime.UTC)


def write(sheet, posted, seen=None):
    seen = sheet.version if seen is None else seen
    return sheet.write(posted, dict.fromkeys(posted, seen), NOW)


@pytest.fixture
def sheet():
    return AnswerSheet()


def test_a_sheet_comes_back_as_it_was_kept(sheet):
    write(sheet, {"check-threat": "yes", "note-safety": "Ääkköset\nja rivit"})
    write(sheet, {"check-threat": ""})
    assert AnswerSheet.from_bytes(sheet.to_bytes()) == sheet


def test_what_equals_the_sheet_counts_as_saved_and_makes_no_version(sheet):
    write(sheet, {"check-threat": "yes"})
    assert not write(sheet, {"check-threat": "yes"}, seen=0).changed
    assert sheet.version == 1


def test_a_value_changed_after_it_was_seen_is_left_alone(sheet):
    write(sheet, {"check-threat": "yes"})
    outcome = write(sheet, {"check-threat": "no", "check-minor": "no"}, seen=0)
    assert outcome.clashes == {"check-threat": "yes"}
    assert sheet.value("check-threat") == "yes"
    assert sheet.value("check-minor") == "no"


def test_clearing_a_field_is_a_change_that_others_may_not_have_seen(sheet):
    write(sheet, {"check-threat": "yes"})
    write(sheet, {"check-threat": ""})
    assert write(sheet, {"check-threat": "no"}, seen=1).clashes == {"check-threat": ""}


def test_an_empty_field_is_unanswered_and_never_no(sheet):
    write(sheet, {"check-threat": "yes", "sign-nervous": "noticed"})
    write(sheet, {"check-threat": "", "sign-nervous": ""})
    assert dict(sheet.answers().checks) == {}
    assert dict(sheet.answers().signs) == {}


def test_a_tick_is_kept_as_the_moment_of_ticking(sheet):
    write(sheet, {"done-debrief": "on"})
    assert sheet.done() == {"debrief": NOW}
    assert not write(sheet, {"done-debrief": "on"}, seen=0).changed


def test_the_tick_of_a_step_that_left_the_list_is_cleared(sheet):
    write(sheet, {"done-debrief": "on", "done-consult": "on"})
    assert sheet.untick_all_but(["consult"])
    assert list(sheet.done()) == ["consult"]
    assert not sheet.untick_all_but(["consult"])
