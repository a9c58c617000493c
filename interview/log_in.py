"""Accounts: an administrator makes them. Nobody signs up, no mail goes out, and 12 hours end a session."""

from datetime import timedelta

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import NON_FIELD_ERRORS, BadRequest, ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .access import is_worker


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

    def add_message(self, *args, **kwargs) -> None:
        """No "You have logged in as …": the next page shows it, and others may see the screen."""


def own_work(user: User | AnonymousUser) -> str:
    """Where the work of ``user`` begins."""
    if is_worker(user):
        return reverse("interviews")
    return reverse("admin:index") if user.is_staff else reverse("start")


# The longest that allauth's limits (ACCOUNT_RATE_LIMITS) make anyone wait.
LONGEST_WAIT = timedelta(minutes=5)


def too_many(request: HttpRequest) -> HttpResponse:
    """Too many tries to log in: the same words whether or not there is such an account."""
    response = render(request, "429.html", {"minutes": LONGEST_WAIT // timedelta(minutes=1)}, status=429)
    response.headers["Retry-After"] = str(int(LONGEST_WAIT.total_seconds()))
    return response


class LogInPage(LoginView):
    def form_invalid(self, form: LoginForm) -> HttpResponse:
        """Too many wrong tries are not one more wrong password: waiting helps, and typing again does not."""
        if form.has_error(NON_FIELD_ERRORS, "too_many_login_attempts"):
            return too_many(self.request)
        return super().form_invalid(form)


log_in = LogInPage.as_view()


class LogIn(LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label, autocomplete in (
            ("login", _("Käyttäjätunnus"), "username"),
            ("password", _("Salasana"), "current-password"),
        ):
            self.fields[name].label = label
            self.fields[name].widget.attrs["autocomplete"] = autocomplete

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        response = super().login(request, redirect_url=redirect_url)
        # A moment, not a span: Django would count a span anew whenever something in the session changes.
        request.session.set_expiry(timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE))
        return response
