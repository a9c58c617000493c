"""How long a page may go untouched before it covers itself, and before it takes a password to go on.

The organisation's own row says so.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from interview.models import Organisation

from .touches import is_somebodys, seconds_since_touch


@dataclass(frozen=True)
class Clocks:
    """In seconds from the last touch."""

    cover_after: int
    lock_after: int
    cover_when_hidden: bool


def clocks() -> Clocks:
    """The organisation's, at most a minute old."""
    row = Organisation.remembered()
    return Clocks(row.cover_after * 60, row.lock_after * 60, row.cover_when_hidden)


def for_the_page(request: HttpRequest) -> dict[str, Any]:
    """Context of every page: its clocks, the last touch told of, and whose it is. Strangers have none."""
    return {"clocks": SimpleLazyObject(lambda: _for_the_page(request))}


def _for_the_page(request: HttpRequest) -> dict[str, Any]:
    session = getattr(request, "session", None)
    if session is None or not is_somebodys(session):
        return {}
    return {"set": clocks(), "told": seconds_since_touch(session), "who": session[SESSION_KEY]}
