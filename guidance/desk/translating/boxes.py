"""The boxes of the translations page: one language of one text each, and what an editor sent back in them.

Each text carries ``seen``: a fingerprint of its words in every language as the page showed them. Only a box
that its editor changed is written; one that somebody else changed meanwhile is shown beside what was typed.
A text is written in whole or, while something in it waits for its editor, not at all.
"""

import re
from dataclasses import dataclass, field
from functools import cache, partial
from math import ceil

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _

from guidance.desk.kit.forms import LETTERS_IN_A_LINE
from guidance.draft import closed_numbers_in
from guidance.rules.places import Place
from guidance.rules.proof.letters import text_amiss
from guidance.texts import FORMATTED, SOURCE_LANGUAGE, fault_in, source_hash, tidied
from guidance.translating.texts import CHANGED, LACKS, DraftText, Rewording
from guidance.wording.problems import say

FINGERPRINT = re.compile(r"[0-9a-f]{12}")


@dataclass
class Box:
    """One language of one text, as it is shown."""

    text: DraftText
    code: str
    words: str
    fault: str = ""
    stored: str | None = None  # what somebody else wrote meanwhile
    earlier: str = ""  # what the source said when this was translated
    next_gap: str = ""
    is_ticked: bool = False  # its editor says that it is still right

    @property
    def name(self) -> str:
        return f"words:{self.text.place}:{self.code}"

    @property
    def id(self) -> str:
        return f"{self.text.place}:{self.code}"

    @property
    def language(self) -> str:
        return dict(settings.LANGUAGES)[self.code]

    @property
    def lack(self) -> str:
        return self.text.lacks(self.code)

    @property
    def lack_in_words(self) -> str:
        return str(LACKS[self.lack]) if self.lack else ""

    @property
    def is_changed_in_source(self) -> bool:
        return self.lack == CHANGED

    @property
    def rows(self) -> int:
        lines = self.words.split("\n")
        return sum(max(1, ceil(len(line) / LETTERS_IN_A_LINE)) for line in lines)

    @property
    def is_one_line(self) -> bool:
        return self.text.field.name not in FORMATTED

    @property
    def described_by(self) -> str:
        parts = {"lack": self.lack, "earlier": self.earlier, "fault": self.fault, "stored": self.waits}
        return " ".join(f"{self.id}:{part}" for part, is_there in parts.items() if is_there)

    @property
    def waits(self) -> bool:
        return self.stored is not None


@dataclass
class SentText:
    """A text as its editor sent it: its boxes, and what to write of it."""

    text: DraftText
    boxes: list[Box] = field(default_factory=list)
    rewordings: list[Rewording] = field(default_factory=list)

    @property
    def is_withheld(self) -> bool:
        return any(box.fault or box.waits for box in self.boxes)


def fingerprint(words: str) -> str:
    return source_hash({SOURCE_LANGUAGE: words})


def seen_in(text: DraftText) -> str:
    """What the page shows of a text, for its hidden box: ``fi=… sv=…``."""
    codes = (code for code, _name in settings.LANGUAGES)
    return " ".join(f"{code}={fingerprint(text.words.get(code, ''))}" for code in codes)


def _seen_of(sent, place: Place) -> dict[str, str]:
    """Language -> fingerprint, as the hidden box of a text said it; what is no fingerprint is left out."""
    parts = (part.partition("=") for part in sent.get(f"seen:{place}", "").split())
    return {code: digest for code, _equals, digest in parts if FINGERPRINT.fullmatch(digest)}


def boxes_of(text: DraftText, codes: list[str]) -> list[Box]:
    return [Box(text, code, text.words.get(code, "")) for code in codes]


def meet(text: DraftText, sent) -> SentText:
    """What was sent of a text, in the languages that have a box on the page it came from."""
    sent_text, seen = SentText(text), _seen_of(sent, text.place)
    is_new_source = False
    for code, _name in settings.LANGUAGES:
        if f"words:{text.place}:{code}" in sent:
            box = _meet_box(text, code, sent, seen)
            box.is_ticked = f"right:{text.place}:{code}" in sent
            sent_text.boxes.append(box)
            if box.words != text.words.get(code, ""):
                is_new_source |= code == SOURCE_LANGUAGE
                made_from = None if is_new_source else seen.get(SOURCE_LANGUAGE)
                sent_text.rewordings.append(Rewording(text, code, box.words, made_from))
            elif box.is_ticked and _is_as_seen(text, code, seen):
                sent_text.rewordings.append(Rewording(text, code, box.words, seen.get(SOURCE_LANGUAGE)))
    return sent_text


def _meet_box(text: DraftText, code: str, sent, seen: dict[str, str]) -> Box:
    """The box with what was typed in it when that is to be written or waits, else with what is stored."""
    stored = text.words.get(code, "")
    box = Box(text, code, stored)
    words, fault = _cleaned(text, code, sent[box.name])
    as_seen = _is_as_seen(text, code, seen)
    untouched = not as_seen and fingerprint(words) == seen.get(code)
    if untouched or words == tidied(text.field.name, stored) or f"theirs:{text.place}:{code}" in sent:
        return box
    box.words, box.fault = words, fault or _closed_number_in(words, text)
    box.stored = None if as_seen else stored
    return box


def _is_as_seen(text: DraftText, code: str, seen: dict[str, str]) -> bool:
    return seen.get(code) == fingerprint(text.words.get(code, ""))


def _cleaned(text: DraftText, code: str, typed: str) -> tuple[str, str]:
    """Words as they would be kept, and what is wrong with them ("" when nothing is)."""
    words = tidied(text.field.name, typed)
    try:
        forms.CharField(required=False).clean(words)
    except forms.ValidationError as error:
        return words.replace("\0", ""), " ".join(error.messages)
    if not words and code == SOURCE_LANGUAGE and not text.field.blank:
        return words, _("Kirjoita ainakin suomenkielinen teksti.")
    if amiss := text_amiss(words, Place()):
        return words, say(amiss)
    return words, fault_in(type(text.row), text.field.name, words)


def _closed_number_in(words: str, text: DraftText) -> str:
    return " ".join(say(problem) for problem in closed_numbers_in(words, text.row))


def typed_in_gone(sent, places: set[Place]) -> list[str]:
    """Words that were typed for texts that are no longer in the draft, so that they are not lost."""
    typed, seen_of = [], cache(partial(_seen_of, sent))
    for name in sent:
        kind, _colon, rest = name.partition(":")
        written, _colon, code = rest.rpartition(":")
        place = Place.parse(written)
        if kind == "words" and place not in places:
            words = tidied(place.field, sent[name])
            typed += [words] if words and fingerprint(words) != seen_of(place).get(code) else []
    return typed
