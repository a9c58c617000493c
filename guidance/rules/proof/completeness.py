"""What an edition lacks: empty places, missing Finnish, steps that never come up, numbers that reach no one.

The safety rules are not here but in `safety_rules`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

from ..limits import beyond_limits
from ..places import Place
from ..problems import Problem, problem
from ..schema import AREA, CHECK, CHECKLIST, CONTACT, PHONE, STAGE, STEP
from ..shapes import SOURCE_LANGUAGE, URGENCIES, Guidance, Text
from .cards import cards_amiss
from .claims import answers_that_meet, comes_up
from .letters import texts_amiss
from .numbers import closed_numbers_named, numbers_amiss
from .recording import passages_amiss
from .telling import telling_amiss

EMERGENCY_CONTACT = "emergency-112"
EMERGENCY_NUMBER = "112"
LONGEST_LABEL = 7


def lacking(guidance: Guidance) -> list[Problem]:
    """Everything that a guidance lacks to be published, but for the safety rules."""
    return [
        *_empty_places(guidance),
        *_missing_texts(guidance, Place(), guidance.required_languages),
        *_steps_that_never_come_up(guidance),
        *_emergency_number_gone(guidance),
        *numbers_amiss(guidance),
        *closed_numbers_named(guidance),
        *texts_amiss(guidance),
        *beyond_limits(guidance),
        *_long_labels(guidance),
        *_second_meetings(guidance),
        *passages_amiss(guidance),
        *telling_amiss(guidance),
        *cards_amiss(guidance),
    ]


def _empty_places(guidance: Guidance) -> Iterator[Problem]:
    if not guidance.stages:
        yield problem("no-stages", Place.of(STAGE))
    for stage in guidance.stages:
        if not (stage.points or stage.areas or stage.checks):
            yield problem("empty-stage", Place.of(STAGE, stage.id))
        for area in stage.areas:
            if not area.questions:
                yield problem("empty-area", Place.of(AREA, stage.id, area.id))
        for check in stage.checks:
            if not check.answers:
                yield problem("no-answers", Place.of(CHECK, stage.id, check.id))
    for checklist in guidance.checklists:
        if not checklist.signs:
            yield problem("empty-checklist", Place.of(CHECKLIST, checklist.id))
    for urgency in URGENCIES:
        if not any(step.urgency == urgency for step in guidance.steps):
            yield problem("empty-tier", Place.of(STEP), urgency=urgency)


def _missing_texts(entry: Any, place: Place, languages: Iterable[str]) -> Iterator[Problem]:
    """Goes through the texts of an entry and of the entries in it. What has a default may be left out.

    The source language is always required.
    """
    for each in fields(entry):
        value = getattr(entry, each.name)
        if isinstance(value, Text):
            if value or each.default is MISSING:
                yield from _missing_languages(value, place / each.name, languages)
        elif isinstance(value, tuple):
            for number, part in enumerate(value, start=1):
                if is_dataclass(part):
                    where = place / each.name / getattr(part, "id", number)
                    yield from _missing_texts(part, where, languages)


def _missing_languages(text: Text, place: Place, languages: Iterable[str]) -> Iterator[Problem]:
    written = {language for language, words in text.by_language if words.strip()}
    for language in dict.fromkeys((SOURCE_LANGUAGE, *languages)):
        if language not in written:
            yield problem("missing-text", place, language=language)


def _steps_that_never_come_up(guidance: Guidance) -> Iterator[Problem]:
    for step in guidance.steps:
        if answers_that_meet(guidance, comes_up(step)) is None:
            yield problem("never-comes-up", Place.of(STEP, step.id))


def _emergency_number_gone(guidance: Guidance) -> Iterator[Problem]:
    contact = guidance.contacts_by_id.get(EMERGENCY_CONTACT)
    if contact is None:
        yield problem("emergency-contact-gone", Place.of(CONTACT), contact=EMERGENCY_CONTACT)
    elif not any(phone.tel == EMERGENCY_NUMBER for phone in contact.phones):
        yield problem(
            "emergency-number-gone",
            Place.of(PHONE, contact.id),
            contact=contact.id,
            number=EMERGENCY_NUMBER,
        )


def _long_labels(guidance: Guidance) -> Iterator[Problem]:
    """The bar of a phone has room for a short word a stage."""
    for stage in guidance.stages:
        for language, word in stage.label.by_language:
            if len(word) > LONGEST_LABEL:
                yield problem("long-label", Place.of(STAGE, stage.id) / "label", language=language, word=word)


def _second_meetings(guidance: Guidance) -> Iterator[Problem]:
    """Date, time and place are asked once; two checks cannot share them."""
    asking = [check.id for check in guidance.checks.values() if check.asks_for_meeting]
    for second in asking[1:]:
        place = Place.of(CHECK, guidance.stage_of(second).id, second) / "asks_for_meeting"
        first = Place.of(CHECK, guidance.stage_of(asking[0]).id, asking[0])
        yield problem("second-meeting", place, first=str(first))
