"""Log-in. An administrator makes the accounts: nobody signs up, and no mail goes out."""

from collections.abc import Callable
from datetime import datetime, timedelta
from math import ceil

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from config.sessions import BEGAN
from interview.access import is_worker

from . import second_factor, tries
from .known_browsers import remember
from .sessions import WHAT_CAN_BE_LOST
from .tries import TooMany

BEGAN_AS = "log-in-began-as"  # in the session, between the password and the code
FIRST_TIME = timedelta(minutes=30)  # until nothing but a first second factor asks for the password again


class NoSignUp(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To one's own work: interviews, or the admin, or for whoever has neither the start page."""
        return own_work(request.user)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Refused where fewer proxies passed it on than ours are: whose address that is, nobody can say."""
        try:
            return super().get_client_ip(request)
        except ImproperlyConfigured as too_few_addresses:
            raise BadRequest from too_few_addresses

    def pre_authenticate(self, request: HttpRequest, **credentials: str) -> None:
        """A password of somebody is about to be tried: at log-in, and where it is asked for again."""
        self.attempt = tries.begin(request, credentials["username"])

    def authenticate(self, request: HttpRequest, **credentials: str) -> AbstractBaseUser | None:
        user = super().authenticate(request, **credentials)
        if user:
            self.attempt.delete()
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: str) -> None:
        tries.failed(self.attempt, credentials["username"])

    def pre_login(self, request: HttpRequest, user: AbstractBaseUser, **hooks) -> HttpResponse | None:
        """The password was right. What it opens may be closed again before the code is there."""
        request.session[BEGAN_AS] = _as_it_stands(user)
        return super().pre_login(request, user, **hooks)

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        if request.session.get(BEGAN_AS) != _as_it_stands(user):
            request.session.flush()
            raise ImmediateHttpResponse(redirect("account_login"))
        del request.session[BEGAN_AS]
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **hooks) -> HttpResponse:
        response = super().post_login(request, user, **hooks)
        remember(request, response, user)
        tries.got_in(request, user)
        return response

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """Whoever has just logged in is not asked for the same again.

        Not for long: whoever finds the page open would add a passkey of their own, and stay. A first second
        factor takes longer, and before it nothing is reached that could be lost.
        """
        just_now = timedelta(seconds=settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)
        if not second_factor.is_set_up(context.request.user):
            just_now = FIRST_TIME
        began = context.request.session.get(BEGAN)
        if began and timezone.now() - datetime.fromisoformat(began) < just_now:
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def add_message(self, *args, **kwargs) -> None:
        """No "You have logged in as …": the next page shows it, and others may see the screen."""


def _as_it_stands(user: AbstractBaseUser) -> list:
    """Whatever of an account, when it changes, ends its sessions (``sessions``)."""
    rights = [getattr(user, name) for name in WHAT_CAN_BE_LOST]
    return [user.get_session_auth_hash(), rights, sorted(user.groups.values_list("pk", flat=True))]


def own_work(user: User | AnonymousUser) -> str:
    """Where the work of ``user`` begins."""
    if is_worker(user):
        return reverse("interviews")
    return reverse("admin:index") if user.is_staff else reverse("start")


class TellsToWait:
    """A middleware: whoever tried too often is told how long to wait, on whichever page that was."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return too_many(request, error.wait) if isinstance(error, TooMany) else None


class AsksWhoItIs:
    """A middleware: the password, or a passkey, before what matters most is changed.

    What was sent is not kept meanwhile, as allauth would, with the cookie, in the session: the page that it
    leads back to asks for one more press.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, ReauthenticationRequired):
            return None
        asks = "account_reauthenticate" if request.user.is_authenticated else "account_login"
        return redirect_to_login(request.get_full_path(), reverse(asks))


def too_many(request: HttpRequest, wait: timedelta) -> HttpResponse:
    """The same words whether or not there is such an account."""
    response = render(request, "429.html", {"how_long": _in_words(wait)}, status=429)
    response.headers["Retry-After"] = str(ceil(wait.total_seconds()))
    return response


def _in_words(wait: timedelta) -> str:
    if wait < timedelta(minutes=1):
        seconds = ceil(wait.total_seconds())
        return ngettext(
            "Kirjautumista yritettiin monta kertaa. Odota %(seconds)s sekunti ja yritä sitten uudelleen.",
            "Kirjautumista yritettiin monta kertaa. Odota %(seconds)s sekuntia ja yritä sitten uudelleen.",
            seconds,
        ) % {"seconds": seconds}
    minutes = ceil(wait / timedelta(minutes=1))
    return ngettext(
        "Kirjautumista yritettiin monta kertaa. Odota %(minutes)s minuutti ja yritä sitten uudelleen.",
        "Kirjautumista yritettiin monta kertaa. Odota %(minutes)s minuuttia ja yritä sitten uudelleen.",
        minutes,
    ) % {"minutes": minutes}


class LogIn(LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label, autocomplete in (
            ("login", _("Käyttäjätunnus"), "username"),
            ("password", _("Salasana"), "current-password"),
        ):
            self.fields[name].label = label
            self.fields[name].widget.attrs["autocomplete"] = autocomplete
