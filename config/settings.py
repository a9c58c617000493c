"""All settings, in one file. What differs between installations comes from the environment (README,
*Environment*).

Safe by default: outside the demo a missing or unsafe setting stops the start and says what to set.
The demo is a data folder marked as one (config/demo.py): made-up keys, loopback only, plain http.
"""

import os
from base64 import b64encode
from datetime import timedelta
from hashlib import sha256

from csp.constants import NONE, SELF

from . import demo, environment

ROOT = environment.ROOT
os.umask(0o077)  # whatever is written, the database above all, is for its owner only
DATA_DIR = environment.made(environment.data_folder(os.environ))

# --- Demo or real -----------------------------------------------------------------------------------

demo_settings = demo.settings_of(DATA_DIR)
DEMO = demo_settings is not None
if DEMO:
    environment.refuse_beside_demo(os.environ)
given = demo_settings or os.environ

SECRET_KEY = environment.secret_key(given)
SEALING_KEYS = environment.sealing_keys(given)  # id -> 32 bytes; the first seals, every one opens
BACKUP_KEYS = environment.backup_keys(given)  # in the same form; empty where no backup is to be made

if DEMO:
    ALLOWED_HOSTS = demo.HOSTS
    PROXY_ADDRESSES = []
else:
    CSRF_TRUSTED_ORIGINS = environment.addresses(given)
    ALLOWED_HOSTS = environment.hosts(CSRF_TRUSTED_ORIGINS)
    ALLAUTH_TRUSTED_PROXY_COUNT = environment.proxies(given)
    PROXY_ADDRESSES = environment.proxy_addresses(given)  # of nobody else are their headers believed

# --- What the app is made of ----------------------------------------------------------------------

DEBUG = False
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORCE_SCRIPT_NAME = ""  # the app stands at the top of its host, whatever a request says
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": environment.database(os.environ, DATA_DIR)}

INSTALLED_APPS = [
    "config",
    "interview",
    "guidance",
    "guidance.desk.apps.DeskConfig",  # Django's admin
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "csp",
    "django_htmx",
    "django.forms",
]

MIDDLEWARE = [
    "config.proxies.believed_from_our_proxies_alone",
    "config.traffic.numbers.numbered",
    "config.traffic.methods.no_body_for_a_head",  # once all that answers has said how long it is
    # What every answer carries stands outside all that answers: our files, too, and a redirect to https.
    "config.traffic.headers.strict",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "config.traffic.headers.told_to_a_script",
    "config.traffic.headers.leads_nowhere_else",
    "config.traffic.files.OurFiles",
    # Pages may go out compressed: BREACH needs a stranger's words and a lasting secret in one page. No page
    # but the admin's repeats what stands in its address, the CSRF token is masked anew each time, and the
    # length is padded.
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.chosen_language",
    "interview.doors.lock.Lock",
    "django.middleware.common.CommonMiddleware",
    "config.traffic.limits.in_utf8",  # these two before anything reads a form
    "config.traffic.limits.SmallBodies",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "interview.doors.sessions.used_now",
    "interview.doors.log_in.TellsToWait",
    "interview.doors.log_in.AsksWhoItIs",
    "interview.doors.gate.nothing_before_it",
    "interview.public.sent_again.KeptForTheLogIn",
    "config.middleware.refused_in_words",
    "config.traffic.methods.of_ours",
    "interview.presses.OncePressed",
]

TEMPLATE_LOADERS = ["config.pages.loaders.OurTemplates", "django.template.loaders.app_directories.Loader"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "OPTIONS": {
            "loaders": [("config.pages.loaders.ByLanguage", TEMPLATE_LOADERS)],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.pages.context.demo",
                "config.pages.context.languages",
                "interview.cover.cover",
                "interview.doors.clocks.for_the_page",
            ],
        },
    },
]

FORM_RENDERER = (
    "django.forms.renderers.TemplatesSetting"  # widgets of our own have their templates beside the rest
)

CRISPY_ALLOWED_TEMPLATE_PACKS = ["rinnalla"]
CRISPY_TEMPLATE_PACK = "rinnalla"
CRISPY_FAIL_SILENTLY = False

# --- Language and time ----------------------------------------------------------------------------

# Finnish is the source language: the texts in the code are Finnish, and need no catalog.
LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = not DEMO
LOCALE_PATHS = [DATA_DIR / "locale"]  # compiled there (config/catalogs.py)
TIME_ZONE = "Europe/Helsinki"
FORMAT_MODULE_PATH = "config.formats"
USE_TZ = True

# --- Static files ---------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "static"]
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "staticfiles": {
        # Named by their content and compressed, so that a browser keeps them for good; our stylesheets whole.
        # The tests' own server knows only the plain names (set by tests/environment.py alone).
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if os.environ.get("RINNALLA_PLAIN_STATIC") == "for tests"
        else "config.stylesheets.WholeSheets",
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MIMETYPES = {".svg": "image/svg+xml; charset=utf-8"}  # a file of words says in which letters

# --- Log-in (allauth: by user name; no sign-up, no mail) ------------------------------------------

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "interview.doors.passwords.hashing.Argon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "interview.doors.passwords.refused.NoDigitsAlone"},
    {"NAME": "interview.doors.passwords.refused.NoFewLetters"},
    {"NAME": "interview.doors.passwords.refused.NoRowsOfKeys"},
    {"NAME": "interview.doors.passwords.refused.NoNameWithATail"},
    {"NAME": "interview.doors.passwords.refused.NoCommonWordWithATail"},
    {"NAME": "interview.doors.admission.NewPassword"},  # refuses none, and hears of each that is set
]
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "interview.doors.log_in.NoSignUp"
ACCOUNT_FORMS = {
    "login": "interview.doors.log_in.LogIn",
    "change_password": "interview.doors.pages.ChangePassword",
    "reauthenticate": "interview.doors.pages.OnceMore",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_SESSION_REMEMBER = False  # nothing to tick: the end is kept on the server (config/sessions.py)
ACCOUNT_REAUTHENTICATION_TIMEOUT = int(timedelta(minutes=5).total_seconds())  # after log-in too
MFA_ADAPTER = "interview.doors.second_factor.SecondFactors"
MFA_FORMS = {
    "authenticate": "interview.doors.second_factor.AtLogIn",
    "reauthenticate": "interview.doors.second_factor.OnceMore",
    "authenticate_webauthn": "interview.doors.passkeys.AtLogIn",
    "reauthenticate_webauthn": "interview.doors.passkeys.OnceMore",
    "add_webauthn": "interview.doors.passkeys.Add",
    "activate_totp": "interview.doors.second_factor.SetUp",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO  # http://localhost
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a passkey opens a locked session by itself
MFA_TOTP_ISSUER = "Rinnalla"
MFA_TOTP_TOLERANCE = 1  # the code before and the code after: a code is typed while it changes
ACCOUNT_LOGIN_TIMEOUT = 300  # seconds between the password and the code: it outlives a new password
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_RATE_LIMITS = False  # allauth's live in each process's memory; ours in the database
LOG_IN_LIMITS = environment.log_in_limits(given)  # interview/doors/tries.py

# --- Sessions and cookies -------------------------------------------------------------------------

SESSION_ENGINE = "config.sessions"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"  # Strict would greet whoever follows a link from another page as a stranger
SESSION_COOKIE_SECURE = not DEMO
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # gone with the browser: the card leaves nothing on a phone that showed it
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = not DEMO
if not DEMO:
    # A browser takes a cookie of such a name only from this very host, over https.
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    LANGUAGE_COOKIE_NAME = "__Host-language"

# Messages in the session: the cookie that Django prefers would carry words of the page.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- What a browser may do ------------------------------------------------------------------------

# The first script stands in every page: were it a file, the page would be read only once that had come.
FIRST_SCRIPT = b64encode(sha256((ROOT / "templates" / "start.js").read_bytes()).digest()).decode()
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, f"'sha256-{FIRST_SCRIPT}'"],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
        "worker-src": [SELF],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "interview.public.refusals.csrf_failure"
if not DEMO:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds())
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SILENCED_SYSTEM_CHECKS = [
    "security.W021",  # HSTS preload is for the owner of the domain to ask for, not for one app on it
]

FILE_UPLOAD_HANDLERS = []  # no page takes files, so nobody can fill the disk with them
DATA_UPLOAD_MAX_NUMBER_FIELDS = (
    8000  # a checklist with its notes, or one in the admin with as many rows as may be, is one form
)

# --- Log: the console, and nothing that anybody typed (config/log.py) -----------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "config.log.WithoutValues"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Django's own set-up gives these handlers of their own, one of which writes mails: take them away.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},  # what strangers ask for in vain is no news
        "django.security.csrf": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "django.server": {
            "handlers": [],
            "level": "ERROR",
            "propagate": True,
        },  # lines with addresses and their queries
    },
}
