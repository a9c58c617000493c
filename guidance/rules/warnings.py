"""What is worth looking at before publishing, and refuses nothing: signs that lead nowhere, contacts that
nobody has verified in time, strip texts that tell too much, what no lawyer has confirmed, translations older
than their source.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Protocol

from .places import Place
from .problems import Problem, problem
from .schema import CONTACT, RECIPIENT, SIGN, STEP
from .shapes import Contact, Guidance, Recipient, Sign, Step

UNDATED = date(2026, 11, 24)
"""When the sources that show no date of their own were read."""


class Dated(Protocol):
    """A contact, by its dates."""

    @property
    def seen_on(self) -> date | None: ...
    @property
    def verified_on(self) -> date | None: ...
    @property
    def check_by(self) -> date | None: ...


def check_again_by(contact: Dated) -> date:
    """Until when a contact counts as it stands: a year after it was seen in its source, or verified later.

    A day that a supervisor has set comes first, until the contact has been verified on it or after it.
    """
    verified = contact.verified_on
    if contact.check_by and not (verified and verified >= contact.check_by):
        return contact.check_by
    seen = contact.seen_on or UNDATED
    return _a_year_after(max(seen, verified or seen))


def overdue(contact: Dated, today: date) -> date | None:
    """The day by which a contact was to be checked, once that has passed."""
    by = check_again_by(contact)
    return by if by < today else None


def _a_year_after(day: date) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if is_leap_day else day.day)


def warnings(guidance: Guidance, pack: Mapping[str, Any], today: date) -> list[Problem]:
    """Everything worth looking at. `pack` is what the guidance was read from, and tells of translations."""
    return [
        *_signs_that_lead_nowhere(guidance),
        *_telling_strips(guidance.steps),
        *_contacts_to_verify(guidance.contacts, today),
        *_cells_to_confirm(guidance.recipients),
        *_older_translations(pack, Place()),
    ]


def _signs_that_lead_nowhere(guidance: Guidance) -> Iterator[Problem]:
    """A sign that no row of a step names. "No sign noticed" names them all, but brings nothing up for one."""
    rules = (
        rows for step in guidance.steps for rows in (*step.rules.values(), *step.rows_of_contacts.values())
    )
    named = {term.subject for rows in rules for row in rows for term in row}
    for sign in guidance.signs.values():
        if sign.id not in named:
            yield problem("sign-leads-nowhere", _place_of(guidance, sign))


def _telling_strips(steps: Iterable[Step]) -> Iterator[Problem]:
    """A line for the top of every stage is read by whoever looks on."""
    for step in steps:
        for language, sentence in step.strip.by_language:
            if word := telling_word(sentence, language):
                place = Place.of(STEP, step.id) / "strip" / language
                yield problem("telling-strip", place, language=language, word=word)


def _place_of(guidance: Guidance, sign: Sign) -> Place:
    return Place.of(SIGN, guidance.checklist_of(sign.id).id, sign.id)


def _contacts_to_verify(contacts: Iterable[Contact], today: date) -> Iterator[Problem]:
    for contact in contacts:
        if contact.local and not contact.phones:
            continue  # the organisation has yet to write its own number; there is nothing to verify
        place = Place.of(CONTACT, contact.id) / "verified_on"
        if contact.verified_on is None:
            yield problem("contact-never-verified", place)
        elif by := overdue(contact, today):
            yield problem("contact-overdue", place, day=by.isoformat())


def _cells_to_confirm(recipients: Iterable[Recipient]) -> Iterator[Problem]:
    """Once for each recipient: all of them are new at first."""
    for recipient in recipients:
        if many := sum(not each.is_confirmed for each in recipient.disclosures):
            yield problem("not-confirmed", Place.of(RECIPIENT, recipient.id), many=str(many))


def _older_translations(entry: Mapping[str, Any], place: Place) -> Iterator[Problem]:
    """Goes through an entry and the entries in it; what is retired reaches nobody."""
    if entry.get("retired"):
        return
    for name, hashes in (entry.get("made_from") or {}).items():
        for language, words in (entry.get(name) or {}).items():
            if words and language in hashes:
                yield problem("older-translation", place / name, language=language)
    for name, values in entry.items():
        for part in values if isinstance(values, list) else ():
            if isinstance(part, dict) and "id" in part:
                yield from _older_translations(part, place / name / part["id"])


# --- Words that tell ---

TELLING = {
    "fi": {
        "alone": ("kahden kesken", "kahdestaan"),
        "child": ("lapsi", "lapse", "lasta", "lasten", "alaikäi", "alle 18"),
        "threat": ("uhka", "uhat", "uhrin", "uhri", "vaara", "väkival"),
        "police": ("poliisi", "vartija"),
        "safety": ("turva",),
        "call": ("soita", "soitta", "hälyt"),
    },
    "sv": {
        "alone": ("på tu man hand", "i enrum", "mellan fyra ögon"),
        "child": ("barn", "minderårig", "under 18"),
        "threat": ("hot", "fara", "farlig", "våld", "offer"),
        "police": ("polis", "väktare"),
        "safety": ("trygg", "säkerhet", "skydd"),
        "call": ("ring", "larm"),
    },
    "en": {
        "alone": ("alone with", "in private", "privately"),
        "child": ("child", "minor", "underage", "under 18"),
        "threat": ("threat", "danger", "violen", "victim"),
        "police": ("police", "security guard"),
        "safety": ("safe",),
        "call": ("call", "phone", "alarm"),
    },
}
"""Words that tell someone looking on what this is about: language -> what they tell of -> how they begin."""

SUBJECTS = tuple(TELLING["fi"])


def telling_word(sentence: str, language: str, of: Collection[str] = SUBJECTS) -> str:
    """The first word of the sentence that tells of one of these, as it is written there; "" without any."""
    beginnings = [each for name in of for each in TELLING.get(language, {}).get(name, ())]
    if not beginnings:
        return ""
    found = re.search(rf"\b(?:{'|'.join(map(re.escape, beginnings))})\w*", sentence, re.IGNORECASE)
    return found[0] if found else ""
