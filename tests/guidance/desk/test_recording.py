"""Phrases for the client's record at the editor's desk: picked rows, ticked steps, a label, a why."""

import html

import pytest

from guidance.draft import read_draft
from guidance.models import Passage, RecordingPoint
from guidance.publishing.editions import PublishRefused, publish
from tests.guidance.at_the_desk import list_of, opened, page_of
from tests.markup import attributes, parts, words

pytestmark = pytest.mark.django_db

ADD = "/admin/guidance/passage/add/"
PHRASE = {
    "heading_fi": "Palvelutarve",
    "phrase_fi": "Asiakas sai ruokaa.",
    "why_fi": "Sen tietää seuraavakin.",
    "advice": "record",
    "origin": "addition",
    "steps": ["debrief"],
    "show-0-0-subject": "consent",
    "show-0-0-answers": ["consent:yes", "consent:no"],
}


def test_a_phrase_is_kept_as_a_pack_has_it(desk):
    response = desk.post(ADD, PHRASE, follow=True)
    assert "on tallennettu" in html.unescape(response.content.decode())
    assert read_draft()["passages"][-1] == {
        "id": "asiakas-sai-ruokaa",
        "origin": "addition",
        "heading": {"fi": "Palvelutarve"},
        "phrase": {"fi": "Asiakas sai ruokaa."},
        "advice": "record",
        "why": {"fi": "Sen tietää seuraavakin."},
        "steps": ["debrief"],
        "show": [{"consent": ["yes", "no"]}],
    }


@pytest.mark.whole_guidance
def test_the_form_shows_what_stands_and_changes_it(desk):
    row = Passage.objects.get(identifier="child-matter")
    page = desk.get(page_of(row))
    assert attributes(page, "[name=steps][checked]", "value") == ["child-welfare"]
    sent = opened(desk, row) | {"advice": "leave-out", "steps": []}
    desk.post(page_of(row), sent)
    row.refresh_from_db()
    assert (row.advice, row.steps) == ("leave-out", [])
    assert "jätä pois" in words(desk.get("/admin/guidance/edition/changes/"))


def test_a_word_that_never_stands_in_a_record_keeps_the_draft_from_being_published(desk):
    RecordingPoint.objects.update_or_create(
        identifier="never-claimed", defaults={"topic": "never-said", "short": {"fi": "väitti"}}
    )
    desk.post(ADD, PHRASE | {"phrase_fi": "Asiakas väitti saaneensa ruokaa."})
    with pytest.raises(PublishRefused):
        publish()
    assert "Sanaa ”väitti”" in words(desk.get("/admin/guidance/edition/publish/"))


def test_what_is_to_be_confirmed_is_marked_in_the_list(desk):
    point = RecordingPoint.objects.get(identifier="law-what-is-needed")
    assert "Lakimiehen vahvistettava" in words(desk.get(list_of(RecordingPoint)))
    assert point.note in words(desk.get(page_of(point)))
    assert len(parts(desk.get(list_of(Passage)), "#result_list tbody tr")) == Passage.objects.count()
