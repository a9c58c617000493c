"""Every address: the interview's own, log-in and log-out, the admin, health."""

from allauth.account import views as accounts
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from interview.doors import pages as doors
from interview.public import home_screen

from . import health

handler400 = "interview.public.refusals.bad_request"
handler500 = "interview.public.refusals.server_error"

urlpatterns = [
    path("", include("interview.urls")),
    path("accounts/", doors.account, name="account"),
    path("accounts/sessions/", doors.my_sessions, name="sessions"),
    path("accounts/password/", doors.change_password, name="account_change_password"),
    path("accounts/login/", accounts.login, name="account_login"),
    path("accounts/logout/", accounts.logout, name="account_logout"),
    path("accounts/inactive/", accounts.account_inactive, name="account_inactive"),
    path("i18n/language/", set_language, name="set_language"),
    # Only one page makes a password one's own.
    path("admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path("admin/", admin.site.urls),
    path("manifest.webmanifest", home_screen.manifest, name="manifest"),
    path("sw.js", home_screen.worker, name="worker"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
