"""Whether what a lawyer confirmed still stands as it was confirmed.

A confirmation was given to a case, a duty and a ground as the source language has them. Where one of them
changes and the confirmation does not, it goes: whoever changes a ground is not whoever confirmed it.
"""

from collections.abc import Mapping
from typing import Any

from guidance.models import Disclosure
from guidance.rules.places import Place
from guidance.rules.schema import DISCLOSURE
from guidance.rules.shapes import SOURCE_LANGUAGE

from .changes import Pack, entries_of

CONFIRMED = ("matter", "case", "duty", "ground")
NOBODY: dict[str, Any] = {"confirmed_by": "", "confirmed_on": None}


def said_by(row: Disclosure) -> dict[str, Any]:
    """What a row says and who confirmed it, to be compared once it has changed."""
    return {name: row.serializable_value(name) for name in (*CONFIRMED, *NOBODY)}


def outlived(before: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether a confirmation stands as before beside words that it was not given to."""
    stands = any(now.get(name) for name in NOBODY)
    as_before = all((now.get(name) or None) == (before.get(name) or None) for name in NOBODY)
    return stands and as_before and any(_source(now, name) != _source(before, name) for name in CONFIRMED)


def without_outlived(pack: dict[str, Any], before: Pack) -> dict[str, Any]:
    """The pack itself, once each confirmation has gone that was given to what ``before`` says otherwise."""
    known = entries_of(before)
    for recipient in pack.get("recipients", ()):
        for entry in recipient["disclosures"]:
            was = known.get(Place.by_id(DISCLOSURE, entry["id"]))
            if was and outlived(was.entry, entry):
                for name in NOBODY:
                    entry.pop(name, None)
    return pack


def _source(said: Mapping[str, Any], name: str) -> Any:
    value = said.get(name)
    return value.get(SOURCE_LANGUAGE, "") if isinstance(value, dict) else value or ""
