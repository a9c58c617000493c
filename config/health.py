"""Health, for whoever watches over the server; neither page tells a stranger more than ok or not.

What is wrong is for the log.
"""

import logging

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

from guidance.models import Edition
from interview.keys import lost_keys_in_a_sample
from interview.sheet.sealing import seal, unseal

from .catalogs import not_compiled
from .management import schema

# Stored, and read by nobody: SQLite's number for whoever uses a file, PostgreSQL's for a transaction, which
# it gives where it may only read too, and for a row that nobody writes.
STORES = {
    "sqlite": "PRAGMA user_version = 1",
    "postgresql": "SELECT pg_current_xact_id(), nextval(pg_get_serial_sequence('django_migrations', 'id'))",
}

log = logging.getLogger(__name__)


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return _answer(True)


def readyz(request: HttpRequest) -> HttpResponse:
    """The app can do its work."""
    for ready in READY:
        try:
            fine = ready()
        except Exception:
            log.exception("Not ready: %s", ready.__name__)
            return _answer(False)
        if not fine:
            log.error("Not ready: %s", ready.__name__)
            return _answer(False)
    return _answer(True)


def database_is_up_to_date() -> bool:
    return schema.is_current()


def database_stores() -> bool:
    """On a disk that is full, or read-only, everything else goes on for a while."""
    with connection.cursor() as cursor:
        cursor.execute(STORES[connection.vendor])
    return True


def an_edition_is_live() -> bool:
    return Edition.objects.exists()


def keys_are_usable() -> bool:
    """The newest key seals, and what lies in the database opens: no key was forgotten or is another one."""
    lost = lost_keys_in_a_sample()
    for key_id, why in lost.items():
        log.error("The sealing key %s %s", key_id, why)
    return not lost and unseal(seal(b"ready", "health"), "health") == b"ready"


def catalogs_are_compiled() -> bool:
    return not not_compiled(settings.DATA_DIR / "locale")


READY = (
    database_is_up_to_date,
    database_stores,
    an_edition_is_live,
    keys_are_usable,
    catalogs_are_compiled,
)


def _answer(fine: bool) -> HttpResponse:
    text, status = ("ok\n", 200) if fine else ("not ok\n", 503)
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
