"""The database that is moved into: reached by its address, and refused unless it is empty.

What works on "the" database works on this one within ``as_the_default``.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from config import environment
from config.faults.reasons import reason
from config.faults.starting import sentence_of
from config.management import schema
from interview.traces.backups.refused import Refused
from interview.traces.deleted_ids import TABLE as DELETED

TARGET = "moved-to"
FROM_MIGRATIONS = [MigrationRecorder.Migration, ContentType, Permission, Group, Group.permissions.through]
MAKE_IT_ANEW = "make that database anew (DROP DATABASE, CREATE DATABASE)"


def models() -> list[type[Model]]:
    """Of every table that is moved."""
    return [MigrationRecorder.Migration, *apps.get_models(include_auto_created=True)]


@contextmanager
def opened(address: str) -> Iterator[BaseDatabaseWrapper]:
    """A connection of its own. What PostgreSQL refuses is told in a sentence."""
    connections.databases[TARGET] = _settings_of(address)
    target = connections[TARGET]
    try:
        with target.wrap_database_errors:
            target.connect()
        yield target
    except DatabaseError as error:
        raise Refused(_in_words(error, target.settings_dict)) from None
    finally:
        target.close()
        del connections[TARGET], connections.databases[TARGET]


def _settings_of(address: str) -> dict[str, Any]:
    try:
        given = environment.database({f"{environment.PREFIX}DATABASE": address or "-"}, settings.DATA_DIR)
    except environment.Unsafe as unsafe:
        raise Refused(f"Give the address of a PostgreSQL database. {unsafe}") from None
    return connections.configure_settings({DEFAULT_DB_ALIAS: given})[DEFAULT_DB_ALIAS]


def _in_words(error: DatabaseError, database: Mapping[str, Any]) -> str:
    """Of PostgreSQL's own words only those about the way in: others may quote a row."""
    sentence = sentence_of(error, dict(database)).replace("RINNALLA_DATABASE", "the address")
    return sentence or f"PostgreSQL refused it ({reason(error) or type(error).__name__})."


@contextmanager
def as_the_default(target: BaseDatabaseWrapper) -> Iterator[None]:
    source = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = target
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = source


def prepare(target: BaseDatabaseWrapper) -> None:
    """Migrated as it would be by itself, if there is nothing in it yet."""
    with as_the_default(target):
        tables = set(connection.introspection.table_names())
        if tables:
            _refuse_what_is_not_ours(tables)
            _refuse_another_schema()
            _refuse_rows()
        else:
            schema.bring_up_to_date()


def refuse_where_in_use(target: BaseDatabaseWrapper) -> None:
    """Asked once more within the transaction that fills it: by the start of a service it is migrated, too."""
    with as_the_default(target):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [schema.MIGRATING])
            if not cursor.fetchone()[0]:
                raise Refused("A service starts on that database: end it, and name an empty one.")
        _refuse_rows()


def _refuse_what_is_not_ours(tables: set[str]) -> None:
    if strange := tables - {model._meta.db_table for model in models()} - {DELETED}:
        raise Refused(f"That database holds tables of something else ({min(strange)}): name an empty one.")


def _refuse_another_schema() -> None:
    if schema.is_newer():
        raise Refused("That database was brought up to date by a newer version: name an empty one.")
    if schema.is_older():
        raise Refused(
            f"That database is of an older version, or its making was cut short: {MAKE_IT_ANEW}, or name"
            " another."
        )


def _refuse_rows() -> None:
    for model in models():
        if model not in FROM_MIGRATIONS and model._base_manager.exists():
            raise Refused(f"That database is in use ({model._meta.db_table} has rows): name an empty one.")
