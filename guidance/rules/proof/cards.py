"""A client's contact card: texts that say too much or do not fit, and helpers that it is never without.

An older edition may hold such, and no card is made of it; it is asked before anything is published.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..places import Place
from ..problems import Problem, problem
from ..schema import CARD_TEXT, CONTACT
from ..shapes import (
    CARD_LANGUAGES_OF_OURS,
    NEVER_SAID,
    CardText,
    Guidance,
    words_for_digits,
)
from .recording import words_of

ASSISTANCE, SOCIAL_SERVICES, CHILDREN = "assistance-system", "emergency-social-services", "mll-116111"
NEVER_WITHOUT = (ASSISTANCE, SOCIAL_SERVICES, CHILDREN)  # and 112, which any guidance has
DIGITS = 10

# Field -> how many letters have room on a card of 85.6 × 54 mm.
ROOM = {
    "title": 20,
    "emergency": 30,
    "free": 60,
    "no_papers": 60,
    "no_report": 60,
    "earlier": 100,
    "round_the_clock": 15,
    "no_name": 60,
    "ask_interpreter": 50,
    "interpreter": 50,
    "interpreter_said": 50,
    "remember": 60,
}
MAY_BE_EMPTY = ("interpreter_said",)
ADDRESSES = ("://", "www.", ".fi", "@")

# Language -> how words begin that give the subject away, to whoever finds the card.
TELLING_ON_CARDS = {
    "fi": ("ihmiskaup", "uhri", "uhre", "hyväksikäyt", "pakkoty", "rikos"),
    "sv": ("människohandel", "offer", "utnyttja", "tvångsarbete", "brott"),
    "en": ("traffick", "victim", "exploit", "forced", "crime", "suspect"),
    "ar": ("اتجار", "ضحية", "ضحايا", "استغلال"),
    "ckb": ("بازرگانی", "قوربانی", "چەوساندنەوە"),
    "fa": ("قاچاق", "قربانی", "بهره‌کشی"),
    "so": ("tahriib", "ka ganacsi", "dhibbane", "dhibane"),
    "ru": ("торговл", "жертв", "эксплуатац"),
    "uk": ("торгівл", "жертв", "експлуатац"),
    "th": ("ค้ามนุษย์", "เหยื่อ", "แสวงหาประโยชน์"),
    "vi": ("buôn người", "nạn nhân", "bóc lột"),
    "fr": ("traite d", "victime", "exploit"),
    "tr": ("insan ticareti", "kurban", "mağdur", "sömürü"),
    "ne": ("बेचबिखन", "पीडित", "शोषण"),
    "zh": ("贩", "受害", "剥削"),
    "es": ("trata de", "víctima", "explota"),
}


def telling_on_card(words: str, language: str) -> str:
    """How the first word begins that would tell whoever finds the card what it is about; "" without."""
    return _first_in(words, TELLING_ON_CARDS.get(language, ()))


def cards_amiss(guidance: Guidance) -> Iterator[Problem]:
    yield from _helpers_gone(guidance)
    yield from _telling_names(guidance)
    first: dict[str, Place] = {}
    for text in guidance.card_texts:
        place = Place.of(CARD_TEXT, text.id)
        if text.language in first:
            yield problem("card-language-twice", place / "language", first=str(first[text.language]))
        first.setdefault(text.language, place)
        yield from card_text_amiss(text, place, _never(guidance, text.language))


def card_text_amiss(text: CardText, place: Place, never: tuple[str, ...] = ()) -> Iterator[Problem]:
    """What is wrong with the texts of one language; ``never``: words of it that are never said either."""
    telling = (*TELLING_ON_CARDS.get(text.language, ()), *never)
    for name, words in texts_of_card(text).items():
        if not words.strip():
            if name not in MAY_BE_EMPTY:
                yield problem("card-text-missing", place / name)
        elif len(words) > ROOM[name]:
            yield problem("long-text", place / name, letters=str(len(words)), most=str(ROOM[name]))
        if word := _first_in(words, telling):
            yield problem("telling-card", place / name, word=word)
        if _first_in(words, ADDRESSES):
            yield problem("address-on-card", place / name)
    if (found := len(words_for_digits(text.digits))) != DIGITS:
        yield problem("not-ten-digits", place / "digits", found=str(found))
    if text.digits_said and (found := len(words_for_digits(text.digits_said))) != DIGITS:
        yield problem("not-ten-digits", place / "digits_said", found=str(found))


def texts_of_card(text: CardText) -> dict[str, str]:
    """All that stands on a card, by the name of its field."""
    return {name: vars(text)[name] for name in ROOM}


def _helpers_gone(guidance: Guidance) -> Iterator[Problem]:
    """Whoever gives a card counts on them: each has a number, or one that connects."""
    for name in NEVER_WITHOUT if guidance.card_texts else ():
        contact = guidance.contacts_by_id.get(name)
        stand_in = guidance.contacts_by_id.get(contact.stand_in) if contact else None
        if not (contact and (contact.phones or (stand_in and stand_in.phones))):
            yield problem("card-needs-helper", Place.of(CONTACT), contact=name)


def _telling_names(guidance: Guidance) -> Iterator[Problem]:
    """Names that are written for the card; any other that tells is left off it."""
    for contact in guidance.contacts:
        for language in CARD_LANGUAGES_OF_OURS:
            if word := telling_on_card(contact.name_on_card, language):
                yield problem("telling-card", Place.of(CONTACT, contact.id) / "name_on_card", word=word)


def _never(guidance: Guidance, language: str) -> tuple[str, ...]:
    """What is never said in a client's record is not said to the client either."""
    listed = words_of(guidance, NEVER_SAID)
    return tuple(word for code, word in listed if code == language)


def _first_in(words: str, beginnings: tuple[str, ...]) -> str:
    written = words.casefold()
    return next((each for each in beginnings if each.casefold() in written), "")
