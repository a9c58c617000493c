"""Nothing is reached before one's own password and a second factor: a gate before every page not open to all.

What was found is kept in the session, so that a page asks the database nothing more. Whatever makes it untrue
ends the sessions of the account. A session passes when a second factor was given, or set up, in that session.
The demo has no gate: its accounts log in with one password and no more.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from interview.access import send_again

from . import lock, second_factor
from .admission import admission_of
from .second_factor import PASSED

# What the lock leaves open is open behind the gate too; so is what tells of a touch, and what is to be done.
OPEN = lock.OPEN | {"touch"}
TO_DO = {
    *["account_change_password", "account_reauthenticate", "mfa_reauthenticate"],
    "mfa_reauthenticate_webauthn",
    *["mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes"],
}

View = Callable[[HttpRequest], HttpResponse]


def nothing_before_it(get_response: View) -> View:
    """Leads whoever has something left to do to the page for that."""

    def answer(request: HttpRequest) -> HttpResponse:
        if settings.DEMO or not request.user.is_authenticated or request.session.get(PASSED):
            return get_response(request)
        left = left_to_do(request.user)
        if left is None and second_factor.was_given(request):
            request.session[PASSED] = True
            return get_response(request)
        if left is None:  # somebody waited here, with the password alone, until it was set up elsewhere
            logout(request)
            return _instead(request, redirect_to_login(request.get_full_path()))
        if _name_of(request) in OPEN | TO_DO:
            return get_response(request)
        return _instead(request, redirect(left))

    return answer


def _instead(request: HttpRequest, leads_on: HttpResponse) -> HttpResponse:
    """What was sent is not lost on the way."""
    if request.method in ("GET", "HEAD"):
        return leads_on
    return HttpResponse(status=401) if request.htmx else send_again(request, status=401)


def left_to_do(user: AbstractBaseUser) -> str | None:
    """The name of the page for what comes next, or None."""
    if settings.DEMO:
        return None
    if not admission_of(user).password_is_own:
        return "account_change_password"
    return None if second_factor.is_set_up(user) else "mfa_index"


def _name_of(request: HttpRequest) -> str | None:
    try:
        found = resolve(request.path_info)
    except Resolver404:
        return None
    return None if found.namespaces else found.url_name
