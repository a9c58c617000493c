"""Whether the database fits this version of the code, and commands that do nothing where it does not."""

from functools import cache

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def is_current() -> bool:
    return _known_migrations() <= MigrationRecorder(connection).applied_migrations().keys()


class OnCurrentSchema(BaseCommand):
    """Asked before anything else: what meets an older database says so, and not in a traceback."""

    requires_migrations_checks = True

    def check_migrations(self) -> None:
        if not is_current():
            raise CommandError(
                "The database is older than this version: run `manage.py migrate` first,"
                " or start the service, which does."
            )


@cache
def _known_migrations() -> set[tuple[str, str]]:
    return set(MigrationLoader(None).disk_migrations)
