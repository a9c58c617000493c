"""Reading a pack, or the JSON of an edition, into a `Guidance`.

Which keys an entry has and how each is read stands in `schema`; what terms and steps refer to is looked up
afterwards, when all of it has been met. Nothing is guessed or mended: a pack is read whole or refused with
everything that is wrong with it. Whether a guidance may be published is asked in `proof`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from .additions import without_additions
from .places import Place
from .problems import PackRefused
from .readers import Fields, Optional, Reader, Reading, entry, list_of, read_mapping
from .schema import (
    ANSWER,
    CONTACT,
    PASSAGE,
    SIGN,
    STAGE,
    STEP,
    SUBJECTS,
    WHOLE,
    WITHOUT_ANSWERS,
    Kind,
)
from .shapes import Guidance, Row, Term


@cache
def fields_of(kind: Kind) -> Fields:
    """How each key of an entry is read, the lists below it included."""
    return {name: _read_as(field) for name, field in kind.fields.items()}


def _read_as(field: Reader[Any] | Optional | Kind) -> Reader[Any] | Optional:
    if isinstance(field, Optional):
        return replace(field, read=_read_as(field.read))
    if isinstance(field, Kind):
        return list_of(entry(field.shape, fields_of(field), field.namespace, field.reserved))
    return field


def read_guidance(pack: object) -> Guidance:
    """The guidance that a pack holds: retired rows skipped, additions left out if it says so.

    `pack` is what YAML or JSON gave: mappings, lists, strings, booleans, dates. Raises PackRefused
    with every problem.
    """
    reading = Reading()
    values = read_mapping(pack, Place(), reading, fields_of(WHOLE))
    values.pop("made_from", None)
    guidance = Guidance(**values)
    _look_up_rows(guidance, reading)
    _look_up_contacts(guidance, reading)
    _look_up_settled(guidance, reading)
    _look_up_ticked(guidance, reading)
    _look_for_shared_notes(guidance, reading)
    if reading.problems:
        raise PackRefused(reading.problems)
    return guidance if guidance.with_additions else without_additions(guidance)


def named_rows(guidance: Guidance) -> Iterator[tuple[Place, Row]]:
    """Every row of the guidance with its place: "company/1", "steps/propose/show/2"."""
    lists = [(Place() / "company", guidance.company)]
    for step in guidance.steps:
        place = Place.of(STEP, step.id)
        lists += [(place / kind, rows) for kind, rows in step.rules.items()]
        lists += [(place / "contacts_when" / name, rows) for name, rows in step.contacts_when]
    lists += [(Place.of(PASSAGE, each.id) / "show", each.show) for each in guidance.passages]
    for place, alternatives in lists:
        for number, row in enumerate(alternatives, start=1):
            yield place / number, row


def _look_for_shared_notes(guidance: Guidance, reading: Reading) -> None:
    """A note is kept by the id of its stage, sign or step, so these share no id."""
    kept = {stage: Place.of(STAGE, stage) for stage in guidance.stages_by_id}
    others = [(sign, Place.of(SIGN, guidance.checklist_of(sign).id, sign)) for sign in guidance.signs]
    others += [(step, Place.of(STEP, step)) for step in guidance.steps_by_id]
    for identifier, place in others:
        if first := kept.get(identifier):
            reading.note("doubled-id", place, id=identifier, first=str(first))
        kept.setdefault(identifier, place)


def _look_up_rows(guidance: Guidance, reading: Reading) -> None:
    for place, row in named_rows(guidance):
        for term in row:
            if term.subject and term.subject not in WITHOUT_ANSWERS:
                _look_up_term(guidance, term, place, reading)


def _look_up_term(guidance: Guidance, term: Term, place: Place, reading: Reading) -> None:
    if term.subject not in guidance.states:
        kind = "retired-subject" if term.subject in reading.retired else "unknown-subject"
        reading.note(kind, place, subject=term.subject)
        return
    for answer in sorted(each for each in term.answers if not guidance.can_be(term.subject, each)):
        check = reading.places.get((SUBJECTS, term.subject))
        if check and check / ANSWER.name / answer in reading.retired_places:
            reading.note("retired-answer", place, subject=term.subject, answer=answer)
        else:
            known = guidance.listed_states[term.subject]
            reading.note("unknown-answer", place, subject=term.subject, answer=answer, known=known)


def _look_up_settled(guidance: Guidance, reading: Reading) -> None:
    """A tick answers a question and marks no sign."""
    for step in guidance.steps:
        for check, answer in step.settles:
            place = Place.of(STEP, step.id) / "settles"
            if check in guidance.signs or check in WITHOUT_ANSWERS:
                reading.note("settles-no-check", place, subject=check)
            else:
                _look_up_term(guidance, Term(check, frozenset({answer})), place, reading)


def _look_up_ticked(guidance: Guidance, reading: Reading) -> None:
    """A phrase for what was done names steps that can be ticked off."""
    for passage in guidance.passages:
        for step in passage.steps:
            if step not in guidance.steps_by_id:
                retired = Place.of(STEP, step) in reading.retired_places
                kind = "retired-step" if retired else "unknown-step"
                reading.note(kind, Place.of(PASSAGE, passage.id) / "steps", step=step)


def _look_up_contacts(guidance: Guidance, reading: Reading) -> None:
    for step in guidance.steps:
        for contact in step.contacts:
            _look_up_contact(guidance, contact, Place.of(STEP, step.id) / "contacts", reading)
        for contact, _rows in step.contacts_when:
            if contact not in step.contacts:
                reading.note("not-named", Place.of(STEP, step.id) / "contacts_when", contact=contact)
    for each in guidance.contacts:
        place = Place.of(CONTACT, each.id) / "stand_in"
        if each.stand_in and each.stand_in == each.id:
            reading.note("stands-in-for-itself", place, contact=each.id)
        elif each.stand_in:
            _look_up_contact(guidance, each.stand_in, place, reading)


def _look_up_contact(guidance: Guidance, contact: str, place: Place, reading: Reading) -> None:
    if contact not in guidance.contacts_by_id:
        kind = "retired-contact" if contact in reading.retired else "unknown-contact"
        reading.note(kind, place, contact=contact)
