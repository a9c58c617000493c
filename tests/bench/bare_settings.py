"""The same server and the same database, with nothing of ours in front of a view."""

from tests.bench.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.bare"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
INSTALLED_APPS = [
    "interview",
    "guidance",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    # A migration of ours depends on the admin's; no page of it is there either.
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.staticfiles",
    # For the signals of second factors, which our rooms listen to; no page of theirs is there.
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
SILENCED_SYSTEM_CHECKS = ["admin.E406", "admin.E409"]  # its pages would need messages
