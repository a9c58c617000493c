"""When a session was last touched by its person, and what tells of a touch.

A touch is a pointer, a key or a scroll on a page. Its script says so at most once a minute, in a header that
gives the seconds since. Without the script each page that is opened and each form that is sent is one. What a
script asks for by itself is none: a save that is tried again, the plan beside the walk.
"""

import math
from datetime import timedelta
from typing import cast

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest
from django.utils import timezone

from config.sessions import SessionStore, kept_as
from interview.access import OURS
from interview.accounts import Session

SAID = "X-Touched"  # the header of a script
LONGEST_SAID = 4  # digits
WRITTEN_EVERY = 60  # seconds: a page that is opened sooner writes nothing


def session_of(request: HttpRequest) -> SessionStore:
    """The session, as what ours is."""
    return cast(SessionStore, request.session)


def is_somebodys(session: SessionStore) -> bool:
    """Whether somebody has logged in; whether the account is still good, only the account can say."""
    return SESSION_KEY in session


def seconds_since_touch(session: SessionStore) -> int:
    """Whole seconds; a session that was only just made is touched now."""
    since = timezone.now() - session.touched_at if session.touched_at else timedelta()
    return max(0, math.floor(since.total_seconds()))


def note_touch(request: HttpRequest) -> None:
    """Keep what this request tells of a touch, if anything. Touches never go back in time."""
    session = session_of(request)
    seconds_ago = _said(request)
    if seconds_ago is None and _is_by_hand(request) and seconds_since_touch(session) >= WRITTEN_EVERY:
        seconds_ago = 0
    if seconds_ago is not None and seconds_ago < seconds_since_touch(session):
        touch(session, seconds_ago)


def touch(session: SessionStore, seconds_ago: int = 0, **more: int) -> None:
    """Into the session's row, and no word of the session is written with it; nor is its use a second time."""
    session.used_at = timezone.now()
    session.touched_at = session.used_at - timedelta(seconds=seconds_ago)
    kept = Session.objects.filter(pk=kept_as(session.session_key or ""))
    kept.update(used_at=session.used_at, touched_at=session.touched_at, **more)


def _said(request: HttpRequest) -> int | None:
    said = request.headers.get(SAID, "")
    is_number = said.isascii() and said.isdigit() and len(said) <= LONGEST_SAID
    return int(said) if is_number else None


def _is_by_hand(request: HttpRequest) -> bool:
    """A page that somebody opened or a form that somebody sent; browsers tell, and scripts of ours do.

    What another site's page opens may be opened again and again, by no hand.
    """
    headers = request.headers
    if SAID in headers or "HX-Request" in headers or "Sec-Purpose" in headers:
        return False
    is_a_page = headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    return is_a_page and headers.get("Sec-Fetch-Site", "same-origin") in OURS
