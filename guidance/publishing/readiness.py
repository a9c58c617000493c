"""What waits for the editors, read out of the draft as a pack: nothing here knows who asks.

All of it costs the queries of ``read_draft`` and nothing more, whatever the size of the content.
"""

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils.dateparse import parse_date

from guidance.models import MODELS, Draft
from guidance.rules.expectations import broken_expectations
from guidance.rules.problems import PackRefused, Problem
from guidance.rules.proof import publish_problems
from guidance.rules.reading import read_guidance
from guidance.rules.warnings import VERIFIED_FOR
from guidance.texts import SOURCE_LANGUAGE, TextField


@dataclass(frozen=True)
class ToCheck:
    """A contact that nobody has checked, or not for half a year."""

    id: str
    name: dict[str, str]
    source: str
    seen_on: datetime.date | None
    verified_on: datetime.date | None


@dataclass(frozen=True)
class Lacking:
    """What a language lacks: texts not written, and translations whose source has changed since."""

    language: str
    missing: int
    stale: int


def contacts_to_check(pack: dict, today: datetime.date) -> list[ToCheck]:
    """Contacts with something to check, never checked ones first, then by the day of the last check."""
    found = [_to_check(each) for each in _in_use(pack["contacts"]) if not _is_empty_place(each)]
    due = [each for each in found if not each.verified_on or today - each.verified_on > VERIFIED_FOR]
    return sorted(due, key=lambda each: each.verified_on or datetime.date.min)


def empty_places(pack: dict) -> list[dict]:
    """Local contacts that the organisation has given no number of its own."""
    return [each for each in _in_use(pack["contacts"]) if _is_empty_place(each)]


def lacking_by_language(pack: dict) -> list[Lacking]:
    """For each language but the source: how many texts it lacks, and how many are stale."""
    missing, stale = Counter(), Counter()
    for text, made_from in _texts(pack, Draft):
        for code, _name in settings.LANGUAGES:
            missing[code] += not text.get(code)
        stale.update(made_from.keys())
    return [
        Lacking(name, missing[code], stale[code])
        for code, name in settings.LANGUAGES
        if code != SOURCE_LANGUAGE and (missing[code] or stale[code])
    ]


@dataclass(frozen=True)
class Verdict:
    """What publishing would say: ``broken`` names the example cases that do not hold."""

    problems: tuple[Problem, ...]
    broken: frozenset[str]


def verdict_on(pack: dict, content_hash: str) -> Verdict:
    """Worked out once a process for each state of the draft: the proof is too slow for every visit."""
    return _verdict_once(_Held(pack, content_hash))


class _Held:
    """A draft that the cache knows by its hash alone."""

    def __init__(self, pack: dict, content_hash: str):
        self.pack, self.content_hash = pack, content_hash

    def __hash__(self):
        return hash(self.content_hash)

    def __eq__(self, other):
        return self.content_hash == other.content_hash


@lru_cache(maxsize=8)
def _verdict_once(held: _Held) -> Verdict:
    try:
        guidance = read_guidance(held.pack)
    except PackRefused as refusal:
        return Verdict(tuple(refusal.problems), frozenset())
    broken = frozenset(problem.place.split("/")[1] for problem in broken_expectations(guidance))
    return Verdict(tuple(publish_problems(guidance)), broken)


def _texts(entry: dict, model) -> Iterator[tuple[dict, dict]]:
    """Every text that is in use, with the sources of its stale translations; empty optional ones left out."""
    for field in model._meta.fields:
        if isinstance(field, TextField) and (text := entry.get(field.name)):
            yield text, entry.get("made_from", {}).get(field.name, {})
    for key, below in MODELS.items():
        for child in _in_use(entry.get(key) or []):
            if isinstance(child, dict):  # a step only names its contacts
                yield from _texts(child, below)


def _in_use(entries: list) -> list:
    return [each for each in entries if not (isinstance(each, dict) and each.get("retired"))]


def _to_check(contact: dict) -> ToCheck:
    days = _day(contact["seen_on"]), _day(contact["verified_on"])
    return ToCheck(contact["id"], contact["short_name"], contact["source"], *days)


def _is_empty_place(contact: dict) -> bool:
    return contact["local"] and not contact["phones"]


def _day(said: str | None) -> datetime.date | None:
    return parse_date(said) if said else None
