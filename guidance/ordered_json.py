"""JSON whose keys stay as they were written: people read a pack, and compare an export with the last."""

import json
from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.fields.json import KeyTransform


class OrderedJSONField(models.JSONField):
    """PostgreSQL's own (jsonb) sorts keys by their length, so that it is text there, as in SQLite anyhow."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        return "text" if connection.vendor == "postgresql" else super().db_type(connection)

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        if connection.vendor == "postgresql" and isinstance(value, dict | list):
            return json.dumps(value, cls=self.encoder, ensure_ascii=False)
        return super().get_db_prep_value(value, connection, prepared)

    def get_transform(self, name: str) -> Callable[..., Any]:
        """By a key, such as ``title__fi``: a text has none on PostgreSQL before it is read as JSON."""
        if known := models.Field.get_transform(self, name):
            return known
        return lambda column: KeyTransform(name, _ReadAsJSON(column))


class _ReadAsJSON(models.Func):
    template = "%(expressions)s"
    arity = 1
    output_field = models.JSONField()

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper, **more: Any) -> Any:
        return self.as_sql(compiler, connection, template="(%(expressions)s)::jsonb", **more)
