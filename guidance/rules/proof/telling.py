"""Whom one may tell, and what is said to a client: cells that are missing or double, and words never said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..places import Place
from ..problems import Problem, problem
from ..schema import DISCLOSURE, MILESTONE, RECIPIENT
from ..shapes import MATTERS, SOURCE_LANGUAGE, Guidance, Recipient, Text

# How the words begin that are never said to a client: trafficking, victim, suspect, case. Swedish "fall" is
# left out: it stands in every other sentence ("i så fall"). So would "case" by itself ("in case").
NEVER_TO_A_CLIENT = {
    "fi": ("ihmiskaup", "uhri", "epäilty", "epäilly", "epäillä", "tapaus", "tapaukse"),
    "sv": ("människohand", "offer", "offret", "misstänk"),
    "en": ("traffick", "victim", "suspect", "the case", "a case", "your case", "this case", "cases"),
}
BEGINS = {
    language: re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\w*", re.IGNORECASE)
    for language, words in NEVER_TO_A_CLIENT.items()
}


def telling_amiss(guidance: Guidance) -> Iterator[Problem]:
    for recipient in guidance.recipients:
        yield from _without_a_cell(recipient)
        yield from _doubled(recipient)
        for each in recipient.disclosures:
            place = Place.of(DISCLOSURE, recipient.id, each.id)
            if bool(each.confirmed_by) != bool(each.confirmed_on):
                yield problem("half-confirmed", place / "confirmed_by")
            yield from _words_in(each.first, place / "first")
    for milestone in guidance.milestones:
        yield from _words_in(milestone.for_client, Place.of(MILESTONE, milestone.id) / "for_client")


def _without_a_cell(recipient: Recipient) -> Iterator[Problem]:
    """Whoever picks the recipient and the matter would read nothing."""
    for matter in MATTERS:
        if not recipient.about(matter):
            yield problem("nothing-told", Place.of(RECIPIENT, recipient.id), matter=matter)


def _doubled(recipient: Recipient) -> Iterator[Problem]:
    """The same case of the same matter twice: two answers, and nobody knows which of them holds."""
    seen: dict[tuple[str, str], str] = {}
    for each in recipient.disclosures:
        case = " ".join(each.case.in_language(SOURCE_LANGUAGE)[0].casefold().split())
        place = Place.of(DISCLOSURE, recipient.id, each.id)
        first = seen.setdefault((each.matter, case), each.id)
        if first != each.id:
            of_first = Place.of(DISCLOSURE, recipient.id, first)
            yield problem("doubled-case", place / "case", first=str(of_first))


def _words_in(text: Text, place: Place) -> Iterator[Problem]:
    for language, words in text.by_language:
        if found := language in BEGINS and BEGINS[language].search(words):
            yield problem("word-never-to-a-client", place / language, language=language, word=found[0])
