"""Texts of a client's card that are not to be published, and helpers that it is never without."""

from dataclasses import replace

import pytest

from guidance.rules.proof.cards import (
    MAY_BE_EMPTY,
    ROOM,
    TELLING_ON_CARDS,
    cards_amiss,
    telling_on_card,
    texts_of_card,
)
from guidance.rules.proof.letters import texts_amiss
from guidance.rules.proof.numbers import closed_numbers_named
from guidance.rules.proof.reasons import publish_problems
from guidance.rules.shapes import Guidance

from ..examples import built_in

GUIDANCE = built_in()
LANGUAGES = [text.language for text in GUIDANCE.card_texts]
FI = GUIDANCE.card_texts[0]


def with_card(language: str = "fi", **texts: str) -> Guidance:
    cards = (replace(each, **texts) if each.language == language else each for each in GUIDANCE.card_texts)
    return replace(GUIDANCE, card_texts=tuple(cards))


def amiss(guidance: Guidance) -> list[tuple[str, str]]:
    found = list(cards_amiss(guidance))
    assert {*found} <= {*publish_problems(guidance)}
    return [(each.kind, str(each.place)) for each in found]


def test_the_built_in_cards_are_in_sixteen_languages_and_nothing_is_amiss():
    assert " ".join(LANGUAGES) == "fi sv en ar ckb fa so ru uk th vi fr tr ne zh es"
    assert amiss(GUIDANCE) == []
    assert TELLING_ON_CARDS.keys() == {*LANGUAGES}
    assert all(text.interpreter.startswith("Tulkki, kiitos. Kieli: ") for text in GUIDANCE.card_texts)
    assert not [text.language for text in GUIDANCE.card_texts if text.checked_by or text.checked_on]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ({"free": "Apua uhreille."}, ("telling-card", "free")),
        ({"title": "Ihmiskauppa"}, ("telling-card", "title")),
        ({"earlier": "Saat apua, vaikka joku kiisti."}, ("telling-card", "earlier")),
        ({"title": "x" * (ROOM["title"] + 1)}, ("long-text", "title")),
        ({"earlier": ""}, ("card-text-missing", "earlier")),
        ({"free": " "}, ("card-text-missing", "free")),
        ({"free": "Apu: riku.fi"}, ("address-on-card", "free")),
        ({"free": "apu@example.org"}, ("address-on-card", "free")),
        ({"digits": "nolla, yksi"}, ("not-ten-digits", "digits")),
        ({"digits": FI.digits + ", kymmenen"}, ("not-ten-digits", "digits")),
        ({"digits_said": "nolla"}, ("not-ten-digits", "digits_said")),
    ],
)
def test_what_does_not_belong_on_a_card_is_said(texts, found):
    kind, field = found
    assert amiss(with_card(**texts)) == [(kind, f"card_texts/card-fi/{field}")]


def test_what_may_be_empty_may_be():
    assert amiss(with_card("ar", **dict.fromkeys((*MAY_BE_EMPTY, "digits_said", "remember_said"), ""))) == []
    assert texts_of_card(FI).keys() == ROOM.keys()


@pytest.mark.variants(stay=4)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_that_tells_is_known_in_every_language(language):
    for word in TELLING_ON_CARDS[language]:
        assert amiss(with_card(language, title=word)) == [
            ("telling-card", f"card_texts/card-{language}/title")
        ]


def test_a_language_has_one_card():
    twice = replace(GUIDANCE, card_texts=(*GUIDANCE.card_texts, replace(FI, id="other")))
    assert amiss(twice) == [("card-language-twice", "card_texts/other/language")]


@pytest.mark.parametrize("name", ["assistance-system", "emergency-social-services", "mll-116111"])
def test_a_card_is_never_without_these(name):
    gone = replace(GUIDANCE, contacts=tuple(each for each in GUIDANCE.contacts if each.id != name))
    assert ("card-needs-helper", "contacts") in amiss(gone)
    assert [*cards_amiss(replace(gone, card_texts=()))] == []
    silent = (
        replace(each, phones=(), stand_in="") if each.id == name else each for each in GUIDANCE.contacts
    )
    assert ("card-needs-helper", "contacts") in amiss(replace(GUIDANCE, contacts=tuple(silent)))


def test_a_name_for_the_card_that_tells_is_said():
    contacts = (
        replace(each, name_on_card="Brottsofferjouren") if each.id == "riku-116006" else each
        for each in GUIDANCE.contacts
    )
    found = amiss(replace(GUIDANCE, contacts=tuple(contacts)))
    assert found == [("telling-card", "contacts/riku-116006/name_on_card")]
    assert telling_on_card("Rikosuhripäivystys", "fi")
    assert not telling_on_card("Kriisikeskus Monika", "fi")


def test_closed_numbers_and_letters_that_nobody_sees_are_looked_for_on_cards():
    guidance = with_card(free="Soita 09 692 2304.")
    assert "card_texts/card-fi/free" in [str(each.place) for each in closed_numbers_named(guidance)]
    turning = with_card(free="Apu \u202eon.")
    assert "card_texts/card-fi/free" in [str(each.place) for each in texts_amiss(turning)]
