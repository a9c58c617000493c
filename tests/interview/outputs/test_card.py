"""The pocket card on paper: both sides of an A5 sheet, in the reader's language, for anybody."""

from dataclasses import replace

import pytest
from django.test import Client
from django.utils.translation import override

from guidance.publishing.editions import guidance_of
from guidance.rules.shapes import Phone, Text
from interview.outputs.card import _card, content_of

from .papers import Read


@pytest.fixture(autouse=True)
def made_anew():
    _card.cache_clear()


@pytest.fixture
def card(client):
    def card(language: str = "fi") -> Read:
        client.cookies["django_language"] = language
        response = client.get("/card/pdf/")
        assert response.headers["Content-Disposition"] == 'attachment; filename="Muistio.pdf"'
        assert "no-store" in response.headers["Cache-Control"]
        return Read(response.content)

    return card


def in_language(text: Text, language: str) -> str:
    return " ".join(text.in_language(language)[0].split())


@pytest.mark.variants(stay=0)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_whole_guidance_stands_on_two_sides(edition, card, language):
    paper, guidance = card(language), guidance_of(edition)
    assert (paper.sides, paper.language) == (2, language)
    assert paper.title == in_language(guidance.title, language)
    assert paper.is_universally_accessible
    texts = [guidance.title, guidance.principle]
    texts += [text for stage in guidance.stages for text in (stage.title, *(p.short for p in stage.points))]
    texts += [sign.short for checklist in guidance.checklists for sign in checklist.signs]
    texts += [preparation.short for preparation in guidance.preparations]
    assert [text for text in texts if not paper.says(in_language(text, language))] == []


def test_112_and_the_organisations_own_numbers_stand_on_top_and_one_of_the_others(edition):
    guidance = guidance_of(edition)
    own = {"emergency-social-services": "0100 100", "mieli": "0200 200", "shelters": "0300 300"}
    contacts = tuple(
        replace(each, local=True, phones=(Phone(own[each.id], own[each.id]),)) if each.id in own else each
        for each in guidance.contacts
    )
    content = content_of(replace(guidance, contacts=contacts[::-1]), "")
    assert [each["number"] for each in content["numbers"][:-1]] == [
        "112",
        *(own[c.id] for c in contacts[::-1] if c.id in own),
    ]
    assert len(content["numbers"]) == 5
    assert [each["number"] for each in content_of(guidance, "")["numbers"]][:2] == ["112", "029 546 3177"]


def test_its_parts_are_told_apart_by_their_tags(edition, card):
    tags = card().tags
    guidance = guidance_of(edition)
    assert tags.count("H1") == 1
    assert tags.count("H2") == len(guidance.stages) + len(guidance.checklists) + bool(guidance.preparations)
    assert tags.count("LI") > 10
    assert tags.index("H1") < tags.index("H2") < tags.index("LI")


def test_it_says_its_edition(edition, card):
    assert f"Painos {edition.number}, julkaistu" in card().words


def test_it_is_made_once_however_often_it_is_asked_for(edition, client, django_assert_num_queries):
    client.get("/card/pdf/")
    with django_assert_num_queries(1):
        client.get("/card/pdf/")


def test_the_page_of_the_card_leads_to_it(edition, client):
    assert 'href="/card/pdf/"' in client.get("/card/").content.decode()
    assert 'href="/card/pdf/"' not in client.get("/kept/fi/card/").content.decode()


@pytest.mark.django_db
def test_without_an_edition_it_says_so():
    assert Client().get("/card/pdf/").status_code == 503


def test_whoever_comes_while_another_is_made_is_asked_to_try_again(edition, client, monkeypatch):
    from interview.outputs import card as room
    from interview.outputs.typeset import Busy

    def busy(*args):
        raise Busy

    monkeypatch.setattr(room, "typeset", busy)
    response = client.get("/card/pdf/")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
    with override("fi"):
        assert "yritä hetken päästä uudelleen" in response.content.decode()
