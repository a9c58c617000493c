import io
import shutil
from pathlib import Path
from weakref import WeakSet

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.backends.signals import connection_created
from django.dispatch import receiver

from interview.models import Interview
from interview.traces import deleted_ids
from interview.traces.backups import in_use, making, scratch

OPENED = WeakSet()  # every connection to the database, in whatever thread or context


@receiver(connection_created)
def note(connection, **signal):
    OPENED.add(connection)


@pytest.fixture
def backups(tmp_path):
    """A folder for backups, its owner's alone."""
    folder = tmp_path / "backups"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def data_folder(transactional_db):
    """DATA_DIR, without what backups and restores leave in it from one test to another.

    A restore wants the database to itself, so what other tests left open is closed first: a browser's tests
    run in a context of their own, which has a connection of its own and keeps it.
    """
    for each in list(OPENED):
        each.inc_thread_sharing()  # a thread that has ended leaves its own behind
        each.close()
    _clear()
    yield settings.DATA_DIR
    _clear()


def _clear() -> None:
    shutil.rmtree(making.default_folder(), ignore_errors=True)
    shutil.rmtree(settings.DATA_DIR / scratch.FOLDER, ignore_errors=True)
    for file in (deleted_ids.FILE, in_use.FILE):
        (settings.DATA_DIR / file).unlink(missing_ok=True)


@pytest.fixture
def run(data_folder):
    """run("backup", …): what the command says."""

    def run(*arguments: object) -> str:
        said = io.StringIO()
        call_command(*(str(argument) for argument in arguments), stdout=said, stderr=said)
        return said.getvalue()

    return run


@pytest.fixture
def backup(data_folder, backups):
    """backup(): the path of a new one."""
    return lambda: making.make(backups).path


@pytest.fixture
def begun(worker, edition, data_folder):
    """begun("KAI-52"): an interview of the worker's."""

    def begun(code: str) -> Interview:
        return Interview.objects.create(owner=worker, edition=edition, code=code, sealed=b"")

    return begun


@pytest.fixture
def codes():
    """codes(): of the interviews that there are now."""
    return lambda: set(Interview.objects.values_list("code", flat=True))


@pytest.fixture
def live(data_folder):
    """The file of the database."""
    return Path(connection.settings_dict["NAME"])
