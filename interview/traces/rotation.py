"""Rotation of the sealing keys while the service runs: what older keys sealed is sealed with the first.

A value at a time, each in a transaction that holds its row, so that a save waits for one row and loses
nothing. What is under the first key is skipped: a rotation that was stopped goes on when it is run again.
"""

import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from interview.accounts import Anchor
from interview.keys import begins_with, secrets_of
from interview.models import Interview
from interview.sheet.sealing import SECOND_FACTORS, CannotOpen, front, key_id_of, seal, unseal

from .anchors import seal_again

BATCH = 500  # ids that are read at once
ROUNDS = 2  # the second finds what was sealed with an older key during the first

Told = Callable[[int, int], None]


@dataclass
class Rotated:
    """How many values were sealed anew, and the names of those that cannot be opened."""

    number: int = 0
    refused: list[str] = field(default_factory=list)


def rotate(told: Told) -> Rotated:
    """Seal everything with the first key; ``told`` hears how many values are done, and of how many."""
    rotated = Rotated()
    for _ in range(ROUNDS):
        rotated.refused.clear()
        number = len(_older_factors()) + _older_interviews().count() + _older_anchors().count()
        for done, (name, seal_anew) in enumerate(_each(), start=1):
            began = time.monotonic()
            try:
                rotated.number += seal_anew()
            except CannotOpen:
                rotated.refused.append(name)
            told(done, max(done, number))
            time.sleep(time.monotonic() - began)  # SQLite has one writer at a time: savers take their turn
    return rotated


def first_key() -> str:
    return next(iter(settings.SEALING_KEYS))


def keys_still_needed() -> list[str]:
    """The ids of the keys behind the first that something is still sealed with."""
    of_factors = {key_id for data in _all_factors().values() for key_id in _key_ids(data)}
    return [
        key_id
        for key_id in keys_behind_the_first()
        if key_id in of_factors
        or Interview.objects.filter(begins_with(front(key_id))).exists()
        or Anchor.objects.filter(begins_with(front(key_id))).exists()
    ]


def keys_behind_the_first() -> list[str]:
    return list(settings.SEALING_KEYS)[1:]


def _each() -> Iterator[tuple[str, Callable[[], int]]]:
    """What a value is called, and what seals it anew and gives 1, or 0 where it needs that no more."""
    for pk in _older_factors():
        yield f"second factor {pk}", lambda pk=pk: _seal_factor_anew(pk)
    for pk in _ids_in_batches(_older_interviews()):
        yield f"interview {pk}", lambda pk=pk: _seal_interview_anew(pk)
    for pk in [*_older_anchors().values_list("pk", flat=True)]:
        yield f"anchor {pk} of the log of use", lambda pk=pk: _seal_anchor_anew(pk)


# --- Interviews ------------------------------------------------------------------------------------------


def _older_interviews() -> QuerySet[Interview]:
    return Interview.objects.order_by("pk").exclude(begins_with(front(first_key())))


def _ids_in_batches(interviews: QuerySet[Interview]) -> Iterator[UUID]:
    ids = list(interviews.values_list("pk", flat=True)[:BATCH])
    while ids:
        yield from ids
        ids = list(interviews.filter(pk__gt=ids[-1]).values_list("pk", flat=True)[:BATCH])


def _seal_interview_anew(pk: UUID) -> int:
    """Its sheet keeps its version, and the row the moment when somebody last wrote."""
    with transaction.atomic():
        interview = _older_interviews().select_for_update().filter(pk=pk).first()
        if interview is None:  # deleted or saved meanwhile
            return 0
        interview.seal_anew(interview.unsealed())
        interview.save(update_fields=["sealed"])
    return 1


# --- Anchors of the log of use: one a day, as long as the log stays --------------------------------------


def _older_anchors() -> QuerySet[Anchor]:
    return Anchor.objects.exclude(begins_with(front(first_key())))


def _seal_anchor_anew(number: int) -> int:
    with transaction.atomic():
        anchor = _older_anchors().select_for_update().filter(pk=number).first()
        if anchor is None:  # its lines have had their time meanwhile
            return 0
        seal_again(anchor)
        anchor.save(update_fields=["sealed"])
    return 1


# --- Second factors --------------------------------------------------------------------------------------


def _all_factors() -> dict[int, dict]:
    return dict(Authenticator.objects.order_by("pk").values_list("pk", "data"))


def _older_factors() -> list[int]:
    return [pk for pk, data in _all_factors().items() if _key_ids(data) - {first_key()}]


def _key_ids(data: dict) -> set[str]:
    return {key_id_of(sealed) for sealed in secrets_of(data).values()}


def _seal_factor_anew(pk: int) -> int:
    """All else in its data, such as which recovery codes are used, stays as it is by then."""
    with transaction.atomic():
        factor = Authenticator.objects.select_for_update().filter(pk=pk).first()
        if factor is None or not _key_ids(factor.data) - {first_key()}:
            return 0
        plain = {name: unseal(sealed, SECOND_FACTORS) for name, sealed in secrets_of(factor.data).items()}
        anew = {name: b64encode(seal(each, SECOND_FACTORS)).decode() for name, each in plain.items()}
        factor.data = {**factor.data, **anew}
        factor.save(update_fields=["data"])
    return 1
