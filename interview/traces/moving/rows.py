"""Rows, read from the one database and written into the other, and held against each other."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, DataError, IntegrityError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model

from config.faults.reasons import reason
from guidance.ordered_json import OrderedJSONField
from interview.traces.backups.refused import Refused

from .target import TARGET

BATCH = 500  # rows that are in memory at once
LINE = re.compile(r"COPY \w+, line (\d+)(?:, column (\w+))?")  # of PostgreSQL: what follows may quote a row

Rows = dict[Any, tuple[Any, ...]]  # by primary key


def in_batches(model: type[Model]) -> Iterator[Rows]:
    """All rows of the source, as Python has them."""
    rows, last = model._base_manager.using(DEFAULT_DB_ALIAS).order_by("pk"), None
    while True:
        following = rows if last is None else rows.filter(pk__gt=last)
        batch = _read(model, following[:BATCH])
        if not batch:
            return
        yield batch
        last = next(reversed(batch))


def _read(model: type[Model], rows: Any) -> Rows:
    try:
        return {pk: tuple(values) for pk, *values in rows.values_list("pk", *_names(model))}
    except (ValueError, TypeError) as error:  # SQLite takes anything in any column
        table = model._meta.db_table
        raise Refused(f"A row of {table} cannot be read here ({type(error).__name__}).") from None


def copy(model: type[Model], target: BaseDatabaseWrapper, told: Callable[[int], None]) -> None:
    for batch in in_batches(model):
        _write(model, target, batch)
        told(len(batch))


def _write(model: type[Model], target: BaseDatabaseWrapper, batch: Rows) -> None:
    fields = _fields(model)
    columns = ", ".join(f'"{field.column}"' for field in fields)
    statement = f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN'
    written = 0
    try:
        with target.wrap_database_errors, target.cursor() as cursor, cursor.copy(statement) as copying:
            for values in batch.values():
                written += 1
                copying.write_row(
                    [
                        field.get_db_prep_save(value, target)
                        for field, value in zip(fields, values, strict=True)
                    ]
                )
    except (DataError, IntegrityError) as error:
        raise Refused(_why_not(model, [*batch], written, error.__cause__)) from None


def _why_not(model: type[Model], pks: list[Any], written: int, error: BaseException | None) -> str:
    """Which row and column, and never what stands there."""
    context = error.diag.context if isinstance(error, psycopg.Error) else None
    found = LINE.match(context or "")
    pk = pks[(int(found[1]) if found else written) - 1]
    column = f", column {found[2]}," if found and found[2] else ""
    why = reason(error) or type(error).__name__
    return (
        f"PostgreSQL does not take what stands in {model._meta.db_table}, row {pk}{column} ({why}):"
        " mend it in SQLite and begin anew. Nothing was moved."
    )


def compare(model: type[Model], told: Callable[[int], None]) -> int:
    """How many rows there are, each the same here and there. Raises Refused where one is not."""
    there, many = model._base_manager.using(TARGET), 0
    for batch in in_batches(model):
        found = _read(model, there.filter(pk__in=[*batch]))
        for pk, values in batch.items():
            if _comparable(model, found.get(pk, ())) != _comparable(model, values):
                raise Refused(
                    f"{model._meta.db_table}, row {pk} is not there as it is here. Nothing was moved."
                )
        many += len(batch)
        told(len(batch))
    if there.count() != many:
        raise Refused(f"{model._meta.db_table} has other rows there than here. Nothing was moved.")
    return many


def refuse_dangling(target: BaseDatabaseWrapper) -> None:
    """Every row that another one names is there."""
    try:
        target.check_constraints()
    except IntegrityError as error:
        diag = error.__cause__.diag if isinstance(error.__cause__, psycopg.Error) else None
        table = diag.table_name if diag else "a table"
        raise Refused(f"A row of {table} names one that is not there. Nothing was moved.") from None


def _comparable(model: type[Model], values: tuple[Any, ...]) -> list[Any]:
    return [_plain(field, value) for field, value in zip(_fields(model), values, strict=False)]


def _plain(field: Field, value: Any) -> Any:
    if isinstance(field, OrderedJSONField):
        return json.dumps(value)
    return bytes(value) if isinstance(value, memoryview) else value


def _fields(model: type[Model]) -> list[Field]:
    return [*model._meta.concrete_fields]


def _names(model: type[Model]) -> list[str]:
    return [field.attname for field in _fields(model)]
