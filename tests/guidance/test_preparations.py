"""Before the meeting: a list of its own, edited like any other, on the card and at the end of the help."""

import html

import pytest
from django.test import Client

from guidance.draft import read_draft, write_draft
from guidance.models import Edition, Preparation
from guidance.packs.files import read_pack, write_pack
from guidance.packs.taking import carry_out, taking
from guidance.publishing.editions import guidance_of, hash_of, publish
from guidance.rules.proof.completeness import lacking
from guidance.rules.reading import read_guidance

from .formats import of_format

BRIEF = ["before-room", "before-interpreter", "before-colleague", "before-companion", "before-numbers"]


def read(address: str, language: str = "fi") -> str:
    client = Client()
    client.cookies["django_language"] = language
    return html.unescape(client.get(address).content.decode())


def test_the_built_in_guidance_has_those_of_the_brief_in_their_order(built_in_pack):
    assert [each["id"] for each in built_in_pack["preparations"]] == BRIEF
    assert of_format(2, built_in_pack)["preparations"] == built_in_pack["preparations"]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_card_has_their_short_lines_and_the_help_both_texts(edition, language):
    card, manual = read("/card/", language), read("/help/", language)
    for each in guidance_of(edition).preparations:
        short, full = (text.in_language(language)[0] for text in (each.short, each.full))
        assert short in card
        assert full not in card
        assert short in manual
        assert full in manual


def test_the_help_has_no_heading_for_none(db):
    assert "Ennen tapaamista" not in read("/help/")


def test_an_editor_adds_one_and_the_next_edition_shows_it(edition, supervisor, client):
    client.force_login(supervisor)
    texts = {"short_fi": "Lähtö sovittu.", "full_fi": "Sovi, miten lähdet."}
    client.post(
        "/admin/guidance/preparation/add/", {**texts, "origin": "addition", "identifier": "before-exit"}
    )
    assert Preparation.objects.get(identifier="before-exit").position == len(BRIEF)
    assert "Lähtö sovittu." not in read("/card/")
    draft = read_draft()
    draft["required_languages"] = ["fi"]
    write_draft(draft)
    publish()
    assert "Lähtö sovittu." in read("/card/")


def test_with_additions_off_they_are_gone(built_in_pack):
    assert read_guidance(built_in_pack | {"with_additions": False}).preparations == ()


def test_a_text_that_one_lacks_is_missed(built_in_pack):
    first, *others = built_in_pack["preparations"]
    pack = built_in_pack | {"preparations": [first | {"full": {"fi": "Vain suomeksi."}}, *others]}
    places = {(problem.kind, str(problem.place)) for problem in lacking(read_guidance(pack))}
    assert ("missing-text", "preparations/before-room/full") in places


def test_a_pack_from_before_there_were_any_loads_and_stays_of_its_format(edition, built_in_pack):
    write_draft(of_format(1, built_in_pack))
    assert not Preparation.objects.exists()
    assert read_draft()["format"] == 1
    assert "preparations" not in read_draft()


def test_an_edition_from_before_there_were_any_is_still_what_the_draft_says(db, built_in_pack):
    old = of_format(1, built_in_pack)
    write_draft(old)
    assert hash_of(read_draft()) == hash_of(read_pack(write_pack(old).encode()))
    publish()
    assert guidance_of(Edition.objects.live()).preparations == ()


def test_importing_a_pack_from_before_there_were_any_leaves_those_of_the_draft(edition, built_in_pack):
    draft = read_draft()
    old = of_format(1, built_in_pack)
    carry_out(taking(old, draft))
    assert [each.identifier for each in Preparation.objects.all()] == BRIEF
    assert read_draft()["preparations"] == draft["preparations"]
