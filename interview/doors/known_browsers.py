"""A browser that has logged in to an account goes on where others wait, so that nobody can keep a person out.

It carries a random word and, for each account it logged in to, a signature of the two. The cookie names
nobody, nothing of it is stored here, and it outlives log-out.
"""

import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

COOKIE = "known" if settings.DEMO else "__Host-known"
LIFETIME = timedelta(days=365)
MOST_ACCOUNTS = 8  # that share a computer; the oldest is forgotten


def remember(request: HttpRequest, response: HttpResponse, user: AbstractBaseUser) -> None:
    word, signatures = _carried(request)
    word = word or secrets.token_urlsafe(16)
    own = _signature(word, user)
    kept = [own, *(each for each in signatures if each != own)][:MOST_ACCOUNTS]
    response.set_cookie(
        COOKIE,
        ".".join([word, *kept]),
        max_age=LIFETIME,
        secure=not settings.DEMO,
        httponly=True,
        samesite="Lax",
    )


def word_of_known(request: HttpRequest, user: AbstractBaseUser | None) -> str:
    """What this browser is known by to the account, or "" where it never logged in to it."""
    word, signatures = _carried(request)
    if user is None or not word:
        return ""
    own = _signature(word, user)
    return word if any(constant_time_compare(own, each) for each in signatures) else ""


def _carried(request: HttpRequest) -> tuple[str, list[str]]:
    word, *signatures = request.COOKIES.get(COOKIE, "").split(".")[: MOST_ACCOUNTS + 1]
    return word, signatures


def _signature(word: str, user: AbstractBaseUser) -> str:
    return salted_hmac("a known browser", f"{word}:{user.pk}", algorithm="sha256").hexdigest()[:32]
