"""One row, found by a statement that is put together once and not for every request.

Django takes ten times as long to put a statement together as the database to answer it: for the rows that
every page and every save asks for, that was a third of a save.
"""

from collections.abc import Callable
from threading import local
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import BooleanField, Model, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.query import get_related_populators

Row = TypeVar("Row", bound=Model)


def as_kept(model: type[Model], name: str, value: Any) -> Any:
    """A value as the column of that name keeps it."""
    return model._meta.get_field(name).get_db_prep_save(value, connection=connection)  # type: ignore[union-attr]


class Prepared(Generic[Row]):
    """Of ``rows`` the one for which ``condition`` holds: SQL, with a %s for each value that ``get`` is given.

    Only the values differ from time to time. In each thread anew, as connections are.
    """

    def __init__(self, rows: Callable[[], QuerySet[Row]], condition: str):
        self._rows, self._condition = rows, condition
        self._of_this_thread = local()

    def get(self, *values: Any) -> Row:
        """Values are as their columns keep them (``as_kept``). Raises the model's DoesNotExist."""
        return self._statement().row(values)

    def _statement(self) -> "_Statement[Row]":
        prepared = vars(self._of_this_thread)
        if "statement" not in prepared:
            values = [None] * self._condition.count("%s")
            wanted = RawSQL(self._condition, values, BooleanField())  # type: ignore[no-untyped-call]
            prepared["statement"] = _Statement(self._rows().filter(wanted).order_by())
        statement: _Statement[Row] = prepared["statement"]
        return statement


class _Statement(Generic[Row]):
    """What ``ModelIterable`` of Django works out for each query, kept."""

    def __init__(self, rows: QuerySet[Row]):
        self._compiler: Any = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        self._sql, values = self._compiler.as_sql()
        assert not any(values), "a value would stay what it was at first"
        self._model = rows.model
        chosen = self._compiler.select[: self._compiler.col_count]
        self._converters = self._compiler.get_converters([column for column, *_ in chosen])
        found = self._compiler.klass_info
        self._own = slice(found["select_fields"][0], found["select_fields"][-1] + 1)
        self._names = [column.target.attname for column, *_ in chosen[self._own]]
        self._joined = get_related_populators(found, self._compiler.select, DEFAULT_DB_ALIAS)

    def row(self, values: tuple[Any, ...]) -> Row:
        with connection.cursor() as cursor:
            cursor.execute(self._sql, values)
            kept = cursor.fetchone()
        if kept is None:
            raise self._model.DoesNotExist
        (columns,) = self._compiler.apply_converters([kept], self._converters)
        row = self._model.from_db(DEFAULT_DB_ALIAS, self._names, columns[self._own])
        for joined in self._joined:
            joined.populate(columns, row)
        return row
