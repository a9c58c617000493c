"""Older packs load, a draft without anything newer stays of their format, and nothing newer is lost."""

import pytest

from guidance.draft import read_draft, write_draft
from guidance.models import Point, Step
from guidance.packs.files import read_pack, write_pack
from guidance.rules.reading import read_guidance
from guidance.rules.schema import FORMAT, format_of
from tests.guidance.formats import of_format

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", range(1, FORMAT + 1))
def test_a_pack_of_an_older_format_loads_and_stays_of_it(built_in_pack, number):
    pack = of_format(number, built_in_pack)
    write_draft(pack)
    assert read_draft() == pack


def test_the_built_in_pack_is_of_the_newest_format_and_survives_draft_and_file(built_in_pack):
    assert built_in_pack["format"] == FORMAT
    write_draft(built_in_pack)
    assert read_pack(write_pack(read_draft()).encode()) == built_in_pack


def test_one_new_text_is_enough_for_the_newer_format(built_in_pack):
    write_draft(of_format(2, built_in_pack))
    Point.objects.filter(identifier="pace-open").update(say={"fi": "Kerro päivästäsi."})
    assert read_draft()["format"] == 3


@pytest.mark.parametrize("text", ["story", "notice", "say"])
def test_a_made_up_meeting_needs_the_format_that_brought_stories(built_in_pack, text):
    pack = of_format(5, built_in_pack)
    pack["expectations"][0][text] = {"fi": "Asiakas tulee."}
    assert format_of(pack) == 6


@pytest.mark.parametrize(
    "brought",
    [
        {"phones": [{"number": "112"}]},
        {"check_by": "2027-05-01"},
    ],
    ids=["no dialled number", "a day by which to check"],
)
def test_what_a_contact_newly_says_or_leaves_out_needs_the_format_that_brought_it(built_in_pack, brought):
    pack = of_format(3, built_in_pack)
    assert format_of(pack) == 3
    pack["contacts"][0] |= brought
    assert format_of(pack) == 4
    write_draft(pack | {"format": 4})
    assert read_draft() == pack | {"format": 4}


def test_what_a_step_settles_leaves_with_a_question_that_is_switched_off(built_in_pack):
    settles = {"settles": {"children": "no", "own-support": "yes"}}
    steps = [each | settles if each["id"] == "debrief" else each for each in built_in_pack["steps"]]
    pack = built_in_pack | {"steps": steps}
    settled = {
        additions: read_guidance(pack | {"with_additions": additions}).steps_by_id["debrief"].settles
        for additions in (True, False)
    }
    assert settled == {
        True: (("children", "no"), ("own-support", "yes")),
        False: (("own-support", "yes"),),
    }


def test_an_editor_picks_what_a_tick_answers_and_where_a_link_leads(built_in_pack, supervisor, client):
    write_draft(built_in_pack)
    step = Step.objects.get(identifier="debrief")
    client.force_login(supervisor)
    page = client.get(f"/admin/guidance/step/{step.pk}/change/").content.decode()
    assert '<option value="own-support=yes" selected>' in page
    assert 'name="link_text_fi"' in page
    assert 'name="strip_sv"' in page
