"""Whether the keys that are set are those that are needed: asked at the start and by /readyz.

Stored answers need them, and the secrets of second factors, and the anchors of the log of use.
A key that is missing or is another one shows late, one interview at a time, and whatever is written meanwhile
goes under it. The key's id stands in plain in front of a sealed value, so nothing has to be opened to see
which keys are needed; one value is opened for each key that is there.
"""

import re
from base64 import b64decode
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import connection
from django.db.models import BinaryField, QuerySet
from django.db.models.functions import Length, Substr
from django.db.models.lookups import Exact, GreaterThanOrEqual, LessThanOrEqual

from config.environment import KEY_ID, LONGEST_KEY_ID

from .accounts import Anchor
from .models import Interview
from .seals import LatestSeal, place_of, place_without_mark
from .sheet.sealing import NONCE_BYTES, TAG_BYTES, CannotOpen, front, key_id_of, unseal

# Ids are random, so the first thousand are a fair sample of any number.
SAMPLE = 1000
# A key is another one when it opens none of so many: one row may have been spoiled.
TRIED = 5
# Bytes of a sealed value, the id of one letter, all that is sealed left out: more than any id in front takes.
SHORTEST_SEALED = len(front("a")) + NONCE_BYTES + TAG_BYTES
# Each that is missing is a query.
MOST_NAMED = 20
SECRETS = ("secret", "seed")  # of an app, and of recovery codes


def lost_keys() -> dict[str, str]:
    """The ids of the keys that stored answers need and that are not here, and what is wrong with each.

    Reads through the table once where nothing is wrong. A table that is not there yet needs no key.
    """
    tables, lost = connection.introspection.table_names(), {}
    if Authenticator._meta.db_table in tables:
        lost |= _lost_keys_of_second_factors()
    if Anchor._meta.db_table in tables:
        lost |= _lost_keys_of_anchors()
    if Interview._meta.db_table in tables:
        marked = LatestSeal._meta.db_table in tables  # not yet, before an upgrade that brings them
        lost |= _lost_keys_of(Interview.objects.order_by(), marked)
    return lost


def lost_keys_in_a_sample() -> dict[str, str]:
    """The same of a thousand interviews, however many there are."""
    answers = _lost_keys_of(_sample())
    return _lost_keys_of_second_factors() | _lost_keys_of_anchors() | answers


def secrets_of(second_factor: Any) -> dict[str, bytes]:
    """The sealed secrets in the data of one (``interview/doors/second_factor.py``), by name."""
    kept = second_factor if isinstance(second_factor, dict) else {}
    return {name: _decoded(kept[name]) for name in SECRETS if kept.get(name)}


def _decoded(text: Any) -> bytes:
    """What is no such text does not open either."""
    try:
        return b64decode(text)
    except (TypeError, ValueError):
        return b""


def _lost_keys_of_second_factors() -> dict[str, str]:
    needed = {
        key_id_of(sealed)
        for kept in Authenticator.objects.values_list("data", flat=True)
        for sealed in secrets_of(kept).values()
    }
    return dict.fromkeys(needed - settings.SEALING_KEYS.keys() - {""}, "is missing")


def _lost_keys_of_anchors() -> dict[str, str]:
    """There is one a day, as long as the log stays."""
    return dict.fromkeys(_missing(Anchor.objects.order_by()), "is missing")


def _sample() -> QuerySet[Interview]:
    """Those up to the thousandth id: for a list of ids PostgreSQL reads through the whole table."""
    all_of_them = Interview.objects.order_by("pk")
    last = all_of_them.values_list("pk", flat=True)[SAMPLE - 1 : SAMPLE].first()
    return Interview.objects.order_by().filter(pk__lte=last) if last else Interview.objects.order_by()


def _lost_keys_of(interviews: QuerySet[Interview], marked: bool = True) -> dict[str, str]:
    wrong = [key_id for key_id in settings.SEALING_KEYS if not _opens(interviews, key_id, marked)]
    missing = _missing(interviews)
    return dict.fromkeys(wrong, "is another key") | dict.fromkeys(missing, "is missing")


def _opens(interviews: QuerySet[Interview], key_id: str, marked: bool) -> bool:
    """Whether the key opens what was sealed under its id; true where nothing was."""
    under_it, columns = interviews.filter(begins_with(front(key_id))), ["pk", "sealed"]
    if marked:
        under_it, columns = under_it.filter(latest_seal__isnull=False), [*columns, "latest_seal__mark"]
    some = list(under_it.values_list(*columns)[:TRIED])
    return not some or any(_can_be_opened(*each) for each in some)


def _can_be_opened(pk: UUID, sealed: bytes, *mark: bytes) -> bool:
    try:
        unseal(sealed, place_of(pk, *mark) if mark else place_without_mark(pk))
    except CannotOpen:  # what it holds is not looked at
        return False
    return True


def _missing(rows: QuerySet[Any]) -> list[str]:
    """The ids that stand in front of sealed values and are not among the keys.

    A spoiled row that is cut short, or begins with no id at all, needs no key: none could open it.
    """
    rest = rows.filter(
        GreaterThanOrEqual(Length("sealed"), SHORTEST_SEALED),
        GreaterThanOrEqual(_first(1), bytes([1])),
        LessThanOrEqual(_first(1), bytes([LONGEST_KEY_ID])),
    )
    for key_id in settings.SEALING_KEYS:
        rest = rest.exclude(begins_with(front(key_id)))
    missing = []
    for _ in range(MOST_NAMED):
        first = rest.values_list(_first(1 + LONGEST_KEY_ID), flat=True)[:1]
        if not first:
            break
        begins = bytes(first[0])[: 1 + first[0][0]]
        if re.fullmatch(KEY_ID, begins[1:].decode("ascii", errors="replace")):
            missing.append(begins[1:].decode())
        rest = rest.exclude(begins_with(begins))
    return missing


def begins_with(begins: bytes) -> Exact:
    return Exact(_first(len(begins)), begins)


def _first(number: int) -> Substr:
    return Substr("sealed", 1, number, output_field=BinaryField())
