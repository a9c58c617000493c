"""The draft rows and the pack say the same thing."""

import copy

import pytest

from guidance.draft import read_draft, write_draft
from guidance.models import Check, Contact, Draft, Edition, Point, Sign, Stage, Step
from guidance.packs.files import BUILT_IN, write_pack
from guidance.rules.problems import PackRefused
from guidance.rules.schema import STEP
from guidance.texts import source_hash

from .formats import of_format

pytestmark = pytest.mark.django_db


def test_the_built_in_pack_comes_back_byte_for_byte(built_in_pack):
    write_draft(built_in_pack)
    assert write_pack(read_draft()) == BUILT_IN.read_text(encoding="utf-8")


def test_loading_twice_changes_no_row(built_in_pack):
    write_draft(built_in_pack)
    keys = list(Sign.objects.values_list("pk", "identifier"))
    write_draft(built_in_pack)
    assert list(Sign.objects.values_list("pk", "identifier")) == keys


def test_an_entry_that_moves_to_another_parent_keeps_its_id_and_texts(built_in_pack):
    write_draft(built_in_pack)
    pack = copy.deepcopy(built_in_pack)
    moved = pack["stages"][0]["points"].pop()
    pack["stages"][2]["points"].append(moved)
    write_draft(pack)
    assert Point.objects.get(identifier=moved["id"]).stage.identifier == pack["stages"][2]["id"]
    assert read_draft() == pack


def test_what_a_pack_leaves_out_leaves_the_draft(built_in_pack):
    write_draft(built_in_pack)
    pack = copy.deepcopy(built_in_pack)
    gone = pack["stages"][0]["points"].pop()
    write_draft(pack)
    assert not Point.objects.filter(identifier=gone["id"]).exists()


def test_a_refused_pack_touches_nothing(built_in_pack):
    write_draft(built_in_pack)
    pack = copy.deepcopy(built_in_pack)
    pack["steps"][0]["show"] = [{"threatt": ["yes"]}]
    pack["stages"][0]["title"] = {"fi": "Toinen otsikko"}
    with pytest.raises(PackRefused):
        write_draft(pack)
    assert read_draft() == built_in_pack


def test_a_retired_step_that_names_a_contact_nobody_has_is_refused(built_in_pack):
    write_draft(built_in_pack)
    pack = copy.deepcopy(built_in_pack)
    pack["steps"][0] |= {"retired": True, "contacts": ["nobody"]}
    with pytest.raises(PackRefused, match="unknown-contact at steps/call-emergency/contacts"):
        write_draft(pack)
    assert read_draft() == built_in_pack


def test_a_retired_row_stays_in_the_draft_and_says_so(built_in_pack):
    write_draft(built_in_pack)
    Point.objects.filter(identifier="pace-calm").update(retired=True)
    points = read_draft()["stages"][0]["points"]
    assert next(point for point in points if point["id"] == "pace-calm")["retired"] is True


def test_a_translation_remembers_the_source_it_was_made_from(built_in_pack):
    write_draft(built_in_pack)
    row = Stage.objects.get(identifier="pace")
    made_from = source_hash(row.title)
    assert row.made_from["title"] == {"sv": made_from, "en": made_from}
    assert "made_from" not in read_draft()["stages"][0]

    row.title = row.title | {"fi": "Uusi otsikko"}
    row.save()
    pack = read_draft()
    assert pack["stages"][0]["made_from"] == {"title": {"sv": made_from, "en": made_from}}
    write_draft(pack)
    assert read_draft() == pack


def test_the_title_of_the_whole_remembers_its_source_too(built_in_pack):
    write_draft(built_in_pack)
    draft = Draft.objects.get()
    draft.title |= {"fi": "Toinen"}
    draft.save()
    pack = read_draft()
    assert set(pack["made_from"]["title"]) == {"sv", "en"}
    write_draft(pack)
    assert read_draft() == pack


def test_an_answer_can_be_retired_and_an_example_case_is_kept(built_in_pack):
    pack = copy.deepcopy(of_format(6, built_in_pack))
    answers = pack["stages"][0]["checks"][0]["answers"]
    answers.append({"id": "later", "retired": True, "text": {"fi": "Myöhemmin"}})
    pack["expectations"] = [
        {"id": "one", "title": {"fi": "Yksi"}, "checks": {"threat": "yes"}, "steps": ["call-emergency"]},
    ]
    del pack["passages"], pack["recording_points"]
    write_draft(pack)
    assert read_draft() == {**pack, "format": 4}


def test_a_pack_does_not_change_how_the_organisation_publishes(built_in_pack):
    write_draft(built_in_pack)
    Draft.objects.update(second_person=True)
    write_draft(built_in_pack)
    assert Draft.objects.get().second_person


def test_reading_the_draft_takes_no_more_queries_when_it_grows(built_in_pack, django_assert_max_num_queries):
    write_draft(built_in_pack)
    with django_assert_max_num_queries(22):
        read_draft()


def test_every_row_of_the_pack_is_in_the_draft(built_in_pack):
    write_draft(built_in_pack)
    assert Check.objects.count() == 19
    assert Sign.objects.count() == 19
    assert Step.objects.count() == 33
    assert Contact.objects.count() == 17
    assert not Edition.objects.exists()


def test_rows_of_helpers_come_back_and_ask_for_the_format_that_brought_them(built_in_pack):
    when = {"assistance-system": [{"minor": ["no", "unanswered"]}]}
    pack = read_after_writing(of_format(2, built_in_pack))
    assert pack["format"] == 2

    step = next(step for step in pack["steps"] if step["contacts"] == ["assistance-system"])
    step["contacts_when"] = when
    after = read_after_writing(pack)
    assert next(each for each in after["steps"] if each["id"] == step["id"])["contacts_when"] == when
    assert after["format"] == STEP.newer["contacts_when"]
    assert read_after_writing(after) == after


def read_after_writing(pack):
    write_draft(pack)
    return read_draft()
