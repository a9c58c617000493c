"""Editions: publishing the draft, and the guidance that an edition holds.

An edition is turned into frozen dataclasses once a process, by its hash; nothing here knows who reads it.
"""

import hashlib
import json
import time
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from guidance.draft import read_draft
from guidance.models import Draft, Edition, Proposal
from guidance.rules.problems import Problem
from guidance.rules.proof.reasons import publish_problems
from guidance.rules.reading import read_guidance
from guidance.rules.shapes import Expectation, Guidance

REMEMBERED = 5  # seconds; another process of the server learns of a new edition when they are over


class PublishRefused(Exception):
    """The draft cannot be published; ``problems`` says every reason."""

    def __init__(self, problems: tuple[Problem, ...]):
        super().__init__("the draft cannot be published")
        self.problems = problems


class DraftChanged(Exception):
    """Somebody changed the draft after it was looked at."""


class NothingToPublish(Exception):
    """The draft says what the live edition says already."""


def publish(
    by: User | None = None, note: str = "", proposed_by: User | None = None, seen: str | None = None
) -> Edition:
    """Make the draft the next edition; a proposal to publish, if there was one, is over then.

    Raises as ``publishable`` does; then nothing has changed. Whether a second person has to agree is asked
    in ``proposals``.
    """
    with transaction.atomic():
        list(Draft.objects.select_for_update().values_list("pk"))  # one at a time, the first of all too
        live = Edition.objects.live()
        pack = publishable(live, seen)
        edition = Edition.objects.create(
            number=live.number + 1 if live else 1,
            content=pack,
            content_hash=hash_of(pack),
            note=note,
            published_by=by,
            proposed_by=proposed_by,
        )
        Proposal.objects.all().delete()
        return edition


def publishable(live: Edition | None, seen: str | None = None) -> dict[str, Any]:
    """The draft, if it can follow the live edition.

    ``seen`` is the hash of the draft as somebody looked at it; None where nobody has to have looked. It is
    compared with the very pack that is given back, so nothing that is saved meanwhile slips in between.
    Raises DraftChanged, PackRefused or PublishRefused with every reason, and NothingToPublish.
    """
    pack = read_draft()
    if seen is not None and seen != hash_of(pack):
        raise DraftChanged
    if problems := publish_problems(read_guidance(pack)):
        raise PublishRefused(tuple(problems))
    if live and live.content_hash == hash_of(pack):
        raise NothingToPublish
    return pack


def hash_of(pack: dict[str, Any]) -> str:
    """SHA-256 of the pack as JSON, keys sorted: the same for the same content, whatever its order."""
    canonical = json.dumps(pack, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def guidance_of(edition: Edition) -> Guidance:
    """The guidance in an edition, which may come without its content: that is read once a process."""
    return _read_once(CacheKey(edition.content_hash, edition))


def draft_guidance() -> Guidance:
    """The draft as it stands; raises PackRefused when it holds together so little that nobody can walk it."""
    return read_guidance(read_draft())


@dataclass(frozen=True)
class CacheKey:
    """What the cache knows by its hash alone; ``value`` comes along to be read the first time."""

    content_hash: str
    value: Any = field(compare=False)


@lru_cache(maxsize=32)
def _read_once(cache_key: CacheKey) -> Guidance:
    return read_guidance(cache_key.value.content)


# --- The live edition, for pages that ask for it over and over -------------------------------------------

_remembered: tuple[float, Edition] | None = None


def live_remembered() -> Edition | None:
    """The live edition, at most five seconds old, so that no save asks for it; whoever writes asks anew."""
    global _remembered
    if _remembered is None or time.monotonic() - _remembered[0] > REMEMBERED:
        live = Edition.objects.live()
        _remembered = (time.monotonic(), live) if live else None
    return _remembered[1] if _remembered else None


def live_guidance() -> Guidance | None:
    """The guidance of the live edition; None before the first publishing."""
    live = live_remembered()
    return guidance_of(live) if live else None


def meetings_to_practise() -> tuple[Expectation, ...]:
    """The made-up meetings of the live edition; none where additions are switched off."""
    guidance = live_guidance()
    return tuple(guidance.meetings_by_id.values()) if guidance else ()


@receiver(post_save, sender=Edition)
def forget_live(**signal: Any) -> None:
    """Another one has been published."""
    global _remembered
    _remembered = None
