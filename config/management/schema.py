"""Whether the database fits this version of the code, and commands that do nothing where it does not."""

from functools import cache

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

NEWER = (
    "The database was brought up to date by a newer version of the program: start that one. To go back,"
    " restore the backup that was made before the upgrade (docs/operating.md)."
)


def is_current() -> bool:
    return not is_older() and not is_newer()


def is_older() -> bool:
    """A migration waits."""
    return not _known_migrations() <= _applied_migrations()


def is_newer() -> bool:
    """A later version of the code has been at work; this one might write what that does not understand."""
    of_ours = {app for app, _name in _known_migrations()}
    return any(app in of_ours for app, _name in _applied_migrations() - _known_migrations())


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


def _applied_migrations() -> set[tuple[str, str]]:
    return set(MigrationRecorder(connection).applied_migrations())


@cache
def _known_migrations() -> set[tuple[str, str]]:
    return set(MigrationLoader(None).disk_migrations)
