"""Reading a pack, or the JSON of an edition, into a `Guidance`.

The tables below say which keys an entry has and how each is read; what terms and steps refer to is
looked up afterwards, when all of it has been met. Nothing is guessed or mended: a pack is read whole
or refused with everything that is wrong with it. Whether a guidance may be published is asked in
`publishing`.
"""

from __future__ import annotations

from collections.abc import Iterator

from .additions import without_additions
from .problems import PackRefused, Problem
from .readers import (
    Fields,
    Optional,
    Reading,
    day,
    entry,
    formatted,
    identifier,
    language,
    line,
    list_of,
    made_from,
    marked,
    one_of,
    phone_number,
    plain,
    read_mapping,
    rows,
    set_of,
    yes_or_no,
)
from .shapes import (
    ADDITION,
    ALWAYS,
    CARD,
    NO_SIGN,
    NOT_GONE_THROUGH,
    NOT_NOTICED,
    NOTICED,
    ORIGINS,
    SIGN_STATES,
    UNANSWERED,
    URGENCIES,
    Answer,
    Area,
    Check,
    Checklist,
    Contact,
    Expectation,
    Guidance,
    Phone,
    Point,
    Question,
    Row,
    Rows,
    Sign,
    Stage,
    Step,
    Term,
    Text,
)

__all__ = [
    "ADDITION",
    "ALWAYS",
    "CARD",
    "NOTICED",
    "NOT_GONE_THROUGH",
    "NOT_NOTICED",
    "NO_SIGN",
    "ORIGINS",
    "SIGN_STATES",
    "UNANSWERED",
    "URGENCIES",
    "Answer",
    "Area",
    "Check",
    "Checklist",
    "Contact",
    "Expectation",
    "Guidance",
    "PackRefused",
    "Phone",
    "Point",
    "Problem",
    "Question",
    "Row",
    "Rows",
    "Sign",
    "Stage",
    "Step",
    "Term",
    "Text",
    "named_rows",
    "read_guidance",
]

FORMAT = 1
SUBJECTS = "checks and signs"  # one namespace: a term names either without saying which
RESERVED = (ALWAYS, NO_SIGN)

POINT: Fields = {"id": identifier, "origin": one_of(ORIGINS), "short": line, "full": formatted}
QUESTION: Fields = {"id": identifier, "text": line}
AREA: Fields = {
    "id": identifier,
    "title": line,
    "questions": list_of(entry(Question, QUESTION, "questions")),
}
ANSWER: Fields = {"id": identifier, "text": line}
CHECK: Fields = {
    "id": identifier,
    "origin": one_of(ORIGINS),
    "short": line,
    "hint": Optional(line),
    "full": Optional(formatted),
    "reason": line,
    "asks_for_meeting": yes_or_no,
    "answers": list_of(entry(Answer, ANSWER, reserved=(UNANSWERED,))),
}
STAGE: Fields = {
    "id": identifier,
    "title": line,
    "label": line,
    "points": list_of(entry(Point, POINT, "points")),
    "areas": list_of(entry(Area, AREA, "areas")),
    "checks": list_of(entry(Check, CHECK, SUBJECTS, RESERVED)),
}
SIGN: Fields = {
    "id": identifier,
    "origin": one_of(ORIGINS),
    "short": line,
    "full": formatted,
    "reason": line,
}
CHECKLIST: Fields = {
    "id": identifier,
    "origin": one_of(ORIGINS),
    "title": line,
    "intro": line,
    "folded": yes_or_no,
    "signs": list_of(entry(Sign, SIGN, SUBJECTS, RESERVED)),
}
STEP: Fields = {
    "id": identifier,
    "origin": one_of(ORIGINS),
    "urgency": one_of(URGENCIES),
    "alone": yes_or_no,
    "title": line,
    "short": line,
    "full": formatted,
    "contacts": set_of(plain),
    "show": rows,
    "but_not": rows,
    "stress": rows,
}
PHONE: Fields = {"number": plain, "tel": phone_number, "label": Optional(line)}
CONTACT: Fields = {
    "id": identifier,
    "name": line,
    "short_name": line,
    "purpose": line,
    "phones": list_of(entry(Phone, PHONE)),
    "hours": Optional(line),
    "languages": Optional(line),
    "web": Optional(plain),
    "email": Optional(plain),
    "round_the_clock": yes_or_no,
    "for_clients": yes_or_no,
    "local": yes_or_no,
    "stand_in": plain,
    "source": plain,
    "seen_on": day,
    "verified_on": day,
    "note": Optional(plain),
}


EXPECTATION: Fields = {
    "id": identifier,
    "title": line,
    "checks": Optional(marked),
    "signs": Optional(marked),
    "steps": Optional(set_of(plain)),
    "not_steps": Optional(set_of(plain)),
}


def _format(value: object, place: str, reading: Reading) -> int:
    if type(value) is not int or value != FORMAT:
        reading.note("unknown-format", place, found=str(value))
    return FORMAT


PACK: Fields = {
    "format": _format,
    "title": line,
    "principle": line,
    "with_additions": yes_or_no,
    "required_languages": Optional(set_of(language)),
    "company": rows,
    "stages": list_of(entry(Stage, STAGE)),
    "checklists": list_of(entry(Checklist, CHECKLIST)),
    "steps": list_of(entry(Step, STEP)),
    "contacts": list_of(entry(Contact, CONTACT)),
    "expectations": Optional(list_of(entry(Expectation, EXPECTATION))),
    "made_from": Optional(made_from),
}


def read_guidance(pack: object) -> Guidance:
    """The guidance that a pack holds: retired rows skipped, additions left out if it says so.

    `pack` is what YAML or JSON gave: mappings, lists, strings, booleans, dates. Raises PackRefused
    with every problem.
    """
    reading = Reading()
    values = read_mapping(pack, "", reading, PACK)
    values.pop("made_from", None)
    guidance = Guidance(**values)
    _look_up_rows(guidance, reading)
    _look_up_contacts(guidance, reading)
    _look_for_shared_notes(guidance, reading)
    if reading.problems:
        raise PackRefused(reading.problems)
    return guidance if guidance.with_additions else without_additions(guidance)


def named_rows(guidance: Guidance) -> Iterator[tuple[str, Row]]:
    """Every row of the guidance with its place: "company/1", "steps/propose/show/2"."""
    lists = [("company", guidance.company)]
    for step in guidance.steps:
        lists += [(f"steps/{step.id}/{kind}", getattr(step, kind)) for kind in ("show", "but_not", "stress")]
    for place, alternatives in lists:
        for number, row in enumerate(alternatives, start=1):
            yield f"{place}/{number}", row


def _look_for_shared_notes(guidance: Guidance, reading: Reading) -> None:
    """A note is kept by the id of its stage or sign, so the two share no id."""
    for sign in guidance.signs:
        if sign in guidance.stages_by_id:
            place = f"checklists/{guidance.checklist_of(sign).id}/signs/{sign}"
            reading.note("doubled-id", place, id=sign, first=f"stages/{sign}")


def _look_up_rows(guidance: Guidance, reading: Reading) -> None:
    for place, row in named_rows(guidance):
        for term in row:
            if term.subject and term.subject not in RESERVED:
                _look_up_term(guidance, term, place, reading)


def _look_up_term(guidance: Guidance, term: Term, place: str, reading: Reading) -> None:
    if term.subject not in guidance.states:
        kind = "retired-subject" if term.subject in reading.retired else "unknown-subject"
        reading.note(kind, place, subject=term.subject)
        return
    for answer in sorted(each for each in term.answers if not guidance.can_be(term.subject, each)):
        if f"{reading.met.get((SUBJECTS, term.subject))}/answers/{answer}" in reading.retired_places:
            reading.note("retired-answer", place, subject=term.subject, answer=answer)
        else:
            known = guidance.listed_states[term.subject]
            reading.note("unknown-answer", place, subject=term.subject, answer=answer, known=known)


def _look_up_contacts(guidance: Guidance, reading: Reading) -> None:
    for step in guidance.steps:
        for contact in step.contacts:
            _look_up_contact(guidance, contact, f"steps/{step.id}/contacts", reading)
    for each in guidance.contacts:
        place = f"contacts/{each.id}/stand_in"
        if each.stand_in and each.stand_in == each.id:
            reading.note("stands-in-for-itself", place, contact=each.id)
        elif each.stand_in:
            _look_up_contact(guidance, each.stand_in, place, reading)


def _look_up_contact(guidance: Guidance, contact: str, place: str, reading: Reading) -> None:
    if contact not in guidance.contacts_by_id:
        kind = "retired-contact" if contact in reading.retired else "unknown-contact"
        reading.note(kind, place, contact=contact)
