"""What waits for the editors, read out of the draft as a pack: nothing here knows who asks.

All of it costs the queries of ``read_draft`` and nothing more, whatever the size of the content.
"""

import datetime
from dataclasses import dataclass
from functools import lru_cache

from django.utils.dateparse import parse_date

from guidance.publishing.changes import Pack
from guidance.publishing.editions import CacheKey
from guidance.rules.expectations import broken_expectations
from guidance.rules.problems import PackRefused, Problem
from guidance.rules.proof.reasons import Reason, reasons_not_to_publish
from guidance.rules.reading import read_guidance
from guidance.rules.shapes import ADDITION
from guidance.rules.warnings import check_again_by, overdue


@dataclass(frozen=True)
class ToCheck:
    """A contact that nobody has checked yet, or that was to be checked again by now."""

    id: str
    name: dict[str, str]
    source: str
    seen_on: datetime.date | None
    verified_on: datetime.date | None
    check_by: datetime.date | None


def contacts_to_check(pack: Pack, today: datetime.date) -> list[ToCheck]:
    """Contacts with something to check, by their days: those that have passed first."""
    contacts = [_to_check(each) for each in _in_use(pack["contacts"]) if not _is_empty_place(each)]
    due = [each for each in contacts if not each.verified_on or overdue(each, today)]
    return sorted(due, key=check_again_by)


def empty_places(pack: Pack) -> list[Pack]:
    """Local contacts that the organisation has given no number of its own."""
    return [each for each in _in_use(pack["contacts"]) if _is_empty_place(each)]


def cells_to_confirm(pack: Pack) -> int:
    """How many answers to *whom may I tell* nobody has confirmed; none where additions are switched off."""
    recipients = _in_use(pack.get("recipients") or [])
    if not pack["with_additions"]:
        recipients = [each for each in recipients if each["origin"] != ADDITION]
    cells = (cell for each in recipients for cell in _in_use(each["disclosures"]))
    return sum(not (cell.get("confirmed_by") and cell.get("confirmed_on")) for cell in cells)


@dataclass(frozen=True)
class Verdict:
    """What publishing would say: ``broken`` names the example cases that do not hold.

    ``is_partial``: what does not hold together hides whatever else there is.
    """

    reasons: tuple[Reason, ...]
    broken: frozenset[str]
    is_partial: bool = False

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(reason.problem for reason in self.reasons)


def verdict_on(pack: Pack, content_hash: str) -> Verdict:
    """Worked out once a process for each state of the draft: the proof is too slow for every visit."""
    return _verdict_once(CacheKey(content_hash, pack))


@lru_cache(maxsize=8)
def _verdict_once(cache_key: CacheKey) -> Verdict:
    try:
        guidance = read_guidance(cache_key.value)
    except PackRefused as refusal:
        return Verdict(tuple(Reason(problem) for problem in refusal.problems), frozenset(), is_partial=True)
    broken = frozenset(problem.place.ids[-1] for problem in broken_expectations(guidance))
    return Verdict(tuple(reasons_not_to_publish(guidance)), broken)


def _in_use(entries: list[Pack]) -> list[Pack]:
    return [each for each in entries if not (isinstance(each, dict) and each.get("retired"))]


def _to_check(contact: Pack) -> ToCheck:
    days = (_day(contact.get(name)) for name in ("seen_on", "verified_on", "check_by"))
    return ToCheck(contact["id"], contact["short_name"], contact["source"], *days)


def _is_empty_place(contact: Pack) -> bool:
    return bool(contact["local"] and not contact["phones"])


def _day(written: str | None) -> datetime.date | None:
    return parse_date(written) if written else None
