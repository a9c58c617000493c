"""Whether the database fits this version of the code, and commands that do nothing where it does not."""

import fcntl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

MIGRATING = 7_466_255  # any number, as long as it is the same in every version
NEWER = (
    "The database was brought up to date by a newer version of the program: start that one. To go back,"
    " restore the backup that was made before the upgrade (docs/operating.md)."
)


def is_current() -> bool:
    """Neither older nor newer; read once."""
    applied = _applied_migrations()
    return _known_migrations() <= applied and not _unknown_among(applied)


def is_older() -> bool:
    """A migration waits."""
    return not _known_migrations() <= _applied_migrations()


def is_newer() -> bool:
    """A later version of the code has been at work; this one might write what that does not understand."""
    return _unknown_among(_applied_migrations())


def bring_up_to_date() -> None:
    """Migrate, one process at a time; whoever waited finds nothing left to do."""
    with _one_at_a_time():
        call_command("migrate", verbosity=0, interactive=False)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Of those on this machine, and on PostgreSQL of those on any. Either lock goes with whoever holds it."""
    with open(settings.DATA_DIR / ".migrating", "w") as file, ExitStack() as after:
        fcntl.flock(file, fcntl.LOCK_EX)
        if connection.vendor == "postgresql":
            cursor = after.enter_context(connection.cursor())
            cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
            after.callback(cursor.execute, "SELECT pg_advisory_unlock(%s)", [MIGRATING])
        yield


class OnCurrentSchema(BaseCommand):
    """Asked before anything else: what meets an older database says so, and not in a traceback."""

    requires_migrations_checks = True

    def check_migrations(self) -> None:
        if is_newer():
            raise CommandError(NEWER)
        if is_older():
            raise CommandError(
                "The database is older than this version: run `manage.py migrate` first,"
                " or start the service, which does."
            )


def _unknown_among(applied: set[tuple[str, str]]) -> bool:
    """Of our apps; what another left behind is no later version."""
    of_ours = {app for app, _name in _known_migrations()}
    return any(app in of_ours for app, _name in applied - _known_migrations())


def _applied_migrations() -> set[tuple[str, str]]:
    return set(MigrationRecorder(connection).applied_migrations())


@cache
def _known_migrations() -> set[tuple[str, str]]:
    return set(MigrationLoader(None).disk_migrations)
