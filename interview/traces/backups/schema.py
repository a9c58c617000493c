"""Which migrations a database has, as a backup's head says it, and whether this code knows them."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from .refused import Refused


def newest_migrations() -> dict[str, str]:
    """App -> the newest of its migrations that the database has."""
    applied = MigrationRecorder(connection).applied_migrations()
    newest: dict[str, str] = {}
    for app, name in sorted(applied):
        newest[app] = name
    return newest


def unknown_here(schema: dict[str, str]) -> list[str]:
    """Those of these migrations that the code does not have: a newer one made them."""
    known = MigrationLoader(None).disk_migrations
    return [f"{app} {name}" for app, name in sorted(schema.items()) if (app, name) not in known]


def refuse_where_behind() -> None:
    """What this code asks of its tables, an older database cannot answer."""
    if is_behind():
        raise Refused(
            "The database is of an older version than this app: run manage.py migrate first, or do this with"
            " the version that it is of."
        )


def is_behind() -> bool:
    """Whether the database lacks migrations that the code has."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
