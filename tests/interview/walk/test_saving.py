"""Saving through the pages, as the contract's *saving* rows say."""

import json
from pathlib import Path

import pytest

from guidance.rules.reading import read_guidance
from interview.sheet.answers import AnswerSheet
from interview.walk import saving
from tests.test_imports import imports_of

HTMX = {"HX-Request": "true"}


def test_saving_knows_no_page_and_no_interview():
    rooms = {name for name in imports_of(Path(saving.__file__)) if name.startswith("interview.")}
    assert {name for name in rooms if not name.startswith("interview.sheet")} == set()


def test_saving_tells_what_was_brought_and_what_changed(built_in_pack):
    guidance, sheet = read_guidance(built_in_pack), AnswerSheet()
    first = saving.save(sheet, guidance, {"version": "0", "check-threat": "yes", "note-safety": ""})
    assert (first.brought, first.changed, first.up_to_date) == ({"check-threat": "yes"}, True, True)
    again = saving.save(sheet, guidance, {"version": "1", "check-threat": "yes"})
    assert (again.brought, again.changed, again.up_to_date) == ({}, False, True)
    late = saving.save(sheet, guidance, {"version": "0", "check-threat": "no"})
    assert (late.clashes, late.mine, late.changed) == ({"check-threat": "yes"}, {"check-threat": "no"}, False)
    assert not late.up_to_date


def outcome(response) -> dict:
    return json.loads(response["HX-Trigger"])["answers-saved"]


@pytest.fixture
def save(post):
    """As a page that is up to date would; here an answer may be a refusal, too."""
    return post


def test_a_plain_form_saves_and_goes_back_to_its_page(save, at, sheet):
    response = save(2, {"check-threat": "unsure", "note-safety": "Rivi\r\ntoinen"})
    assert (response.status_code, response["Location"]) == (302, at(2))
    assert sheet().value("check-threat") == "unsure"
    assert sheet().value("note-safety") == "Rivi\ntoinen"


def test_a_field_that_is_absent_stays_and_an_empty_one_is_cleared(save, sheet):
    save(2, {"check-threat": "yes", "check-minor": "no"})
    save(2, {"check-threat": ""})
    assert sheet().value("check-threat") == ""
    assert sheet().value("check-minor") == "no"


def test_a_repeat_saves_once(save, sheet):
    save(2, {"check-threat": "yes"}, version=0)
    again = save(2, {"check-threat": "yes"}, version=0, headers=HTMX)
    assert again.status_code in (200, 204)
    assert sheet().version == 1


def test_a_field_changed_meanwhile_is_not_overwritten_and_the_rest_is_saved(save, sheet):
    save(2, {"check-threat": "yes"}, version=0)
    response = save(2, {"check-threat": "no", "note-safety": "Oma"}, version=0)
    page = response.content.decode()
    assert response.status_code == 409
    assert sheet().value("check-threat") == "yes"
    assert sheet().value("note-safety") == "Oma"
    assert 'name="check-threat" value="no"' in page
    assert 'name="check-threat" value="yes"' in page
    assert 'type="radio" name="check-threat"' not in page


def test_choosing_between_two_values_settles_it(save, sheet):
    save(2, {"check-threat": "yes"}, version=0)
    save(2, {"check-threat": "no"}, version=0)
    assert save(2, {"check-threat": "no"}, version=1).status_code == 302
    assert sheet().value("check-threat") == "no"


def test_a_choice_left_open_is_not_lost_while_another_is_made(save, sheet):
    save(2, {"check-threat": "yes", "note-safety": "Toinen"}, version=0)
    clash = {"check-threat": "no", "note-safety": "Minun"}
    save(2, clash, version=0)
    response = save(
        2, {"check-threat": "no", "mine-check-threat": "no", "mine-note-safety": "Minun"}, version=1
    )
    assert response.status_code == 409
    assert 'value="Minun"' in response.content.decode()
    assert sheet().value("check-threat") == "no"
    assert sheet().value("note-safety") == "Toinen"


def test_a_clash_over_htmx_brings_the_choice_in_place_of_the_question(save):
    save(2, {"check-threat": "yes"}, version=0)
    response = save(2, {"check-threat": "no"}, version=0, headers=HTMX)
    assert response.status_code == 409
    assert outcome(response)["clashed"] == ["check-threat"]
    assert 'id="field-check-threat" hx-swap-oob="true"' in response.content.decode()


def test_a_page_that_missed_a_change_elsewhere_is_not_told_that_it_is_up_to_date(save):
    save(2, {"check-minor": "yes"}, version=0)
    first = outcome(save(2, {"check-threat": "no"}, version=0, headers=HTMX))
    del first["plan"]  # see test_plan_beside
    assert first == {"version": 2, "upToDate": False, "refused": [], "clashed": []}
    own_later = {"check-threat": "unsure", "version-check-threat": 2}
    assert not outcome(save(2, own_later, version=0, headers=HTMX))["upToDate"]
    assert save(2, {"check-minor": "no"}, version=0, headers=HTMX).status_code == 409


def test_what_must_be_done_now_comes_along_only_when_it_changes(save):
    response = save(2, {"check-threat": "yes", "shown": ""}, headers=HTMX)
    assert 'href="tel:112"' in response.content.decode()
    same = save(2, {"check-minor": "no", "shown": "call-emergency"}, headers=HTMX)
    assert same.status_code == 204


def test_a_danger_that_returns_is_seen_again(save, worker_client, at, sheet):
    save(2, {"check-threat": "yes"})
    assert save("summary", {"done-call-emergency": ["", "on"]}).status_code == 302
    assert sheet().value("done-call-emergency")
    save(2, {"check-threat": "no"})
    save(2, {"check-threat": "yes"})
    assert not sheet().value("done-call-emergency")
    assert 'name="shown" value="call-emergency"' in worker_client.get(at(1)).content.decode()


@pytest.mark.variants(stay=2)
@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("check-threatt", "yes", "check-threatt"),
        ("sign-nervus", "noticed", "sign-nervus"),
        ("note-elsewhere", "x", "note-elsewhere"),
        ("done-nothing", "on", "done-nothing"),
        ("meeting-weather", "x", "meeting-weather"),
        ("label-2", "x", "label-2"),
        ("anything", "x", "anything"),
    ],
)
def test_a_field_that_the_edition_does_not_know_is_refused_by_name(save, sheet, field, value, named):
    response = save(2, {field: value, "check-minor": "no"})
    assert response.status_code == 400
    assert named in response.content.decode()
    assert sheet().version == 0


@pytest.mark.variants(stay=4)
@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("check-threat", "maybe", "Tuntematon vastaus: maybe"),
        ("sign-nervous", "yes", "Tuntematon vastaus: yes"),
        ("note-safety", "x" * 20_001, "20001 merkkiä"),
        ("gone-safety", "maybe", "Tuntematon arvo: maybe"),
        ("meeting-date", "huomenna", "Kirjoita päivä näin"),
        ("meeting-date", "2020-01-01", "jo mennyt"),
        ("meeting-time", "25.99", "Kirjoita kellonaika näin"),
        ("meeting-place", "x" * 201, "enintään 200 merkkiä"),
        ("label", "x" * 201, "enintään 200 merkkiä"),
        ("note-safety", "a\x00b", "merk"),
    ],
)
def test_a_value_that_cannot_be_taken_gets_a_sentence_and_nothing_is_half_saved(
    save, sheet, field, value, sentence
):
    for headers in ({}, HTMX):
        response = save(2, {field: value, "check-minor": "no"}, headers=headers)
        assert response.status_code == 422
        assert sentence in response.content.decode()
        assert sheet().version == 0


def test_what_was_typed_stands_on_the_page_that_refuses_it(save):
    page = save(3, {"meeting-date": "huomenna", "note-follow-up": "Säilyy"}).content.decode()
    assert 'value="huomenna"' in page
    assert "Säilyy" in page


def test_a_note_of_exactly_the_limit_is_taken(save, sheet):
    assert save(2, {"note-safety": "ä" * 19_998 + "\r\nb"}).status_code == 302
    assert len(sheet().value("note-safety")) == 20_000


@pytest.mark.variants(stay=2)
@pytest.mark.parametrize("version", ["", "x", "-1", "1.5", "99", "9" * 30, "１"])
def test_a_version_that_no_page_was_made_from_is_refused(worker_client, at, sheet, version):
    response = worker_client.post(at(2), {"version": version, "check-threat": "yes"})
    assert response.status_code == 400
    assert "versio" in response.content.decode()
    assert sheet().version == 0


def test_a_form_without_a_version_is_refused(worker_client, at):
    assert worker_client.post(at(2), {"check-threat": "yes"}).status_code == 400


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_a_wrong_method_is_refused(worker_client, at, method):
    assert getattr(worker_client, method)(at(2)).status_code == 405


def test_days_and_times_are_understood_day_first(save, sheet):
    save(3, {"meeting-date": "24.12.2099", "meeting-time": "klo 9.30"})
    assert sheet().value("meeting-date") == "2099-12-24"
    assert sheet().value("meeting-time") == "09:30"


def test_a_day_that_has_passed_meanwhile_is_no_fault_when_it_comes_back(save, interview, sheet):
    standing = sheet()
    standing.write({"meeting-date": "2020-01-01"}, {"meeting-date": 0}, interview.began_at)
    interview.keep(standing)
    interview.save()
    assert save(3, {"meeting-date": "2020-01-01", "note-follow-up": "x"}).status_code == 302


def test_leaving_for_a_break_saves_first(save, sheet):
    response = save(2, {"note-safety": "Kesken", "leave": "break"})
    assert response["Location"] == "/break/"
    assert sheet().value("note-safety") == "Kesken"


def test_reading_in_full_is_kept_for_the_session(save, worker_client, at):
    save(1, {"read": "full", "note-pace": "Kesken"})
    assert '<details class="point" open>' in worker_client.get(at(2)).content.decode()
    signs = worker_client.get(at("signs")).content.decode()
    assert '</details>\n<div class="sign-full">' in signs  # the note stays closed: others may see the screen


def test_choosing_a_language_saves_first_and_stays_on_the_page(save, at, sheet):
    response = save(2, {"note-safety": "Kesken", "language": "sv"})
    assert response["Location"] == at(2)
    assert response.cookies["django_language"].value == "sv"
    assert sheet().value("note-safety") == "Kesken"


def test_an_interview_is_finished_and_opened_again(save, interview):
    save("summary", {"finish": "yes"})
    interview.refresh_from_db()
    assert interview.finished_at
    save("summary", {"finish": "no"})
    interview.refresh_from_db()
    assert interview.finished_at is None


def test_a_choice_about_a_field_that_is_not_there_is_refused_by_name(save):
    for headers in ({}, HTMX):
        response = save(2, {"mine-nothing": "x"}, headers=headers)
        assert response.status_code == 400
        assert "nothing" in response.content.decode()


def test_files_are_not_taken(save, worker_client, at, sheet):
    from django.core.files.uploadedfile import SimpleUploadedFile

    response = worker_client.post(
        at(2), {"version": 0, "note-safety": "x", "f": SimpleUploadedFile("a.txt", b"x")}
    )
    assert response.status_code == 302
    assert sheet().value("note-safety") == "x"


def test_a_tick_that_cannot_be_taken_leaves_its_step_as_it_was(save, sheet):
    save(2, {"check-threat": "yes"})
    refused = save("summary", {"done-call-emergency": "maybe"}, headers=HTMX)
    assert refused.status_code == 422
    assert outcome(refused)["refused"] == ["done-call-emergency"]
    assert "data-step" not in refused.content.decode()
    assert not sheet().done()


def test_what_is_no_day_or_time_in_an_open_choice_is_shown_as_it_came(save):
    save(3, {"meeting-time": "10:00"})
    response = save(3, {"mine-meeting-time": "kymmeneltä"}, version=0)
    assert response.status_code == 409
    page = response.content.decode()
    assert ">kymmeneltä</bdi>" in page
    assert ">10.00</bdi>" in page


# --- A page that closes cannot wait for its answers -----------------------------------


@pytest.fixture
def say(built_in_pack):
    """What a page sends to one new sheet: say("no", sent=["yes"]); gives what then stands there."""
    guidance, sheet = read_guidance(built_in_pack), AnswerSheet()

    def say(value, sent=(), version=0, name="check-threat", heard=0):
        doubt = {f"sent-{name}": json.dumps(sent), "heard": str(heard)} if sent else {}
        saving.save(sheet, guidance, {"version": str(version), name: value, **doubt})
        return sheet.value(name)

    return say


def test_a_later_value_replaces_the_senders_own_earlier_one_in_whatever_order_they_come(say):
    assert say("yes") == "yes"
    assert say("no", sent=["yes"]) == "no"
    assert say("yes") == "no"  # the first one once more, late
    assert say("no", sent=["yes"]) == "no"


def test_a_value_that_was_taken_back_before_it_came_stays_taken_back(say):
    assert say("", sent=["yes"]) == ""
    assert say("yes") == ""


def test_what_the_sender_has_written_since_is_not_replaced_by_what_comes_late(say):
    late = {"value": "no", "sent": ["yes"]}
    assert say("yes") == "yes"
    assert say(**late) == "no"
    assert say("yes", version=2) == "yes"
    assert say(**late) == "yes"


def test_what_somebody_else_wrote_is_never_taken_for_the_senders_own(say):
    assert say("unsure") == "unsure"
    assert say("no", sent=["yes"]) == "unsure"


def test_a_tick_that_may_have_come_keeps_its_moment(built_in_pack):
    guidance, sheet = read_guidance(built_in_pack), AnswerSheet()
    saving.save(sheet, guidance, {"version": "0", "check-threat": "yes", "gone-pace": "on"})
    doubt = {"sent-gone-pace": '[""]', "heard": "1"}
    taken = saving.save(sheet, guidance, {"version": "1", "gone-pace": "on", **doubt})
    assert (sheet.value("gone-pace"), taken.changed, sheet.changed("gone-pace")) == ("on", True, 2)


@pytest.mark.parametrize("sent", ["yes", "{}", "[1]", "[" * 100_000])
def test_what_was_sent_before_comes_as_a_list_of_values(save, sent):
    assert save(2, {"check-threat": "no", "sent-check-threat": sent}).status_code == 400
