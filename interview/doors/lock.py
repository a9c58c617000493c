"""The lock. A session that was not touched for a while asks for the password, whatever is asked of it.

It holds on the server, for every address that is not named here. The session stays, and so does what was
sent to a locked address: sealed, in the form that asks for the password.
"""

import base64
import json
import zlib
from collections.abc import Callable
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from interview.access import fields_sent
from interview.sheet.sealing import CannotOpen, seal, unseal

from . import passkeys
from .clocks import clocks
from .touches import is_somebodys, note_touch, seconds_since_touch, session_of, touch

LOCKED = 423

# What shows nothing of anybody's work. Any other address is shut, one that is added later too.
OPEN = {
    *("start", "card", "card_on_paper", "contacts", "tell", "afterwards", "kept", "break", "help"),
    *("accessibility", "privacy", "components"),
    *("account_login", "account_logout", "account_inactive", "admin:logout"),
    *("unlock", "unlock_passkey"),
    *("set_language", "manifest", "worker", "healthz", "readyz"),
}

MOST_WRONG = 5  # passwords and passkeys, since it was last unlocked


class Lock:
    """The middleware. It stands before the one that looks at forms, which would show what was sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        if not is_somebodys(session_of(request)):
            return None
        if not is_locked(request):
            note_touch(request)
            return None
        shut = _name_of(request) not in OPEN and request.user.is_authenticated
        return locked(request) if shut else None


def is_locked(request: HttpRequest) -> bool:
    """Whether the person has to say who they are before this session goes on."""
    session = session_of(request)
    return is_somebodys(session) and seconds_since_touch(session) >= clocks().lock_after


@receiver(user_logged_in)
def begin_open(sender: Any, request: HttpRequest, **signal: Any) -> None:
    """Whoever has just logged in has touched the session, and has not tried to unlock it."""
    session_of(request).wrong_passwords = 0
    touch(session_of(request), wrong_passwords=0)


def locked(request: HttpRequest) -> HttpResponse:
    """The page that asks for the password, in the place of any other; a script gets the number alone."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=LOCKED)
    sent = _sealed(request) if request.method == "POST" else ""
    return asking(request, request.get_full_path(), sent)


def asking(request: HttpRequest, next_url: str, sent: str = "", status: int = LOCKED) -> HttpResponse:
    """The page that asks for the password and leads to ``next_url``; ``sent`` as ``fields_kept`` opens it."""
    wrong = session_of(request).wrong_passwords
    context = {"next_url": next_url, "sent": sent, "wrong": wrong, "tries_left": MOST_WRONG - wrong}
    context["can_use_passkey"] = passkeys.can_unlock(request)
    return render(request, "doors/locked.html", context, status=status)


def fields_kept(request: HttpRequest, sent: str) -> list[tuple[str, str]]:
    """The fields that were sent to a locked address; none where the value is not of this person's."""
    try:
        plain = unseal(base64.urlsafe_b64decode(sent.encode()), _place(request))
        return [(name, value) for name, value in json.loads(zlib.decompress(plain))]
    except (CannotOpen, ValueError):
        return []


def _sealed(request: HttpRequest) -> str:
    plain = zlib.compress(json.dumps(fields_sent(request)).encode())
    return base64.urlsafe_b64encode(seal(plain, _place(request))).decode()


def _place(request: HttpRequest) -> str:
    return f"unlock:{request.user.pk}"


def _name_of(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""
