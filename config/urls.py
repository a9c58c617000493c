"""Every address: the interview's own, log-in and log-out, the admin, health."""

from allauth.account import views as accounts
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
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
    path("accounts/confirm/", doors.confirm, name="account_reauthenticate"),
    path("accounts/confirm/code/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("accounts/confirm/passkey/", doors.confirm_by_passkey, name="mfa_reauthenticate_webauthn"),
    path("accounts/second-factor/", doors.second_factors, name="mfa_index"),
    path("accounts/second-factor/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("accounts/second-factor/passkeys/new/", doors.add_passkey, name="mfa_add_webauthn"),
    path(
        "accounts/second-factor/passkeys/<int:pk>/remove/",
        passkeys.remove_webauthn,
        name="mfa_remove_webauthn",
    ),
    path("accounts/second-factor/app/", app.activate_totp, name="mfa_activate_totp"),
    path("accounts/second-factor/app/remove/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path(
        "accounts/second-factor/codes/",
        recovery_codes.view_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "accounts/second-factor/codes/new/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("accounts/login/code/", doors.authenticate, name="mfa_authenticate"),
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
