"""The settings, the folder, the disk, and the way in from outside."""

import http.client
import shutil
import ssl
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks

from config.catalogs import not_compiled
from interview.traces.backups.folder import CLOSED_TO

from .findings import Finding, amiss, fine

LEAST_FREE = 500 * 2**20  # bytes
PATIENCE = 10  # seconds for one answer
ASKED_FOR = "/accounts/login/"


def the_settings(now: datetime) -> Iterator[Finding]:
    """As `manage.py check --deploy` does; a demo is no installation."""
    if settings.DEMO:
        yield fine(
            "This is a demo: its settings are made up and its accounts are known. It holds no clients."
        )
        return
    all_found = checks.run_checks(include_deployment_checks=True)
    found = [each for each in all_found if not each.is_silenced()]
    yield from (amiss(f"{each.msg} {each.hint or ''}".strip()) for each in found)
    if not found:
        yield fine("The settings pass every check for an installation.")


def the_folder(now: datetime) -> Iterator[Finding]:
    open_to_others = [path.name for path in _own_files() if path.stat().st_mode & CLOSED_TO]
    if open_to_others:
        names = ", ".join(sorted(open_to_others)[:5])
        yield amiss(f"Others on this machine can read {names} in {settings.DATA_DIR}: chmod go= them.")
    else:
        yield fine(f"{settings.DATA_DIR} and what lies in it is its owner's alone.")


def _own_files() -> Iterator[Path]:
    yield settings.DATA_DIR
    yield from (path for path in settings.DATA_DIR.iterdir() if not path.is_symlink())


def the_disk(now: datetime) -> Iterator[Finding]:
    """A backup needs room for a copy, and an upgrade for another."""
    free, needed = shutil.disk_usage(settings.DATA_DIR).free, max(LEAST_FREE, 2 * _size_of_database())
    sentence = f"{_mega(free)} MB are free where {settings.DATA_DIR} lies"
    if free < needed:
        yield amiss(f"{sentence}; {_mega(needed)} are needed for a backup and an upgrade.")
    else:
        yield fine(f"{sentence}.")


def _size_of_database() -> int:
    """Of SQLite's file; another server has a disk of its own."""
    file = Path(str(settings.DATABASES["default"]["NAME"]))
    return file.stat().st_size if file.is_file() else 0


def _mega(number: int) -> str:
    return f"{number // 2**20:,}"


def the_languages(now: datetime) -> Iterator[Finding]:
    if missing := not_compiled(settings.DATA_DIR / "locale"):
        yield amiss(
            f"Pages may be in Finnish alone: {', '.join(missing)} not compiled. Start the service anew."
        )
    else:
        yield fine("Every language is compiled.")


def the_way_in(now: datetime) -> Iterator[Finding]:
    """What answers at the public addresses, as far as it can be seen from this machine."""
    if settings.DEMO:
        return
    for address in settings.CSRF_TRUSTED_ORIGINS:
        yield _seen_at(address)


def _seen_at(address: str) -> Finding:
    try:
        answer = answer_of(address, ASKED_FOR)
    except (OSError, http.client.HTTPException) as error:
        return amiss(f"{address} does not answer this machine ({type(error).__name__}): look at the proxy.")
    where = answer.headers.get("Location", "")
    if answer.status in (301, 302, 307, 308) and where.startswith(f"{address}{ASKED_FOR}"):
        return amiss(f"{address} leads back to itself: the proxy has to set X-Forwarded-Proto: https.")
    if answer.status == 400:
        return amiss(
            f"{address} is refused: the proxy has to pass on Host and X-Forwarded-For (RINNALLA_PROXIES)."
        )
    if answer.status != 200:
        return amiss(f"{address} answers {answer.status}: look at the proxy and at /readyz.")
    if "Strict-Transport-Security" not in answer.headers:
        return amiss(f"{address} answers without the app's own headers: is it another program's page?")
    return fine(f"{address} leads to the app.")


def answer_of(address: str, path: str) -> http.client.HTTPResponse:
    parts = urlsplit(address)
    context = ssl.create_default_context()
    connection = http.client.HTTPSConnection(parts.netloc, timeout=PATIENCE, context=context)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        return answer
    finally:
        connection.close()
