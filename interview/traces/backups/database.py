"""Which of the two kinds of database this installation has."""

from types import ModuleType

from django.db import connection

from . import postgresql, sqlite


def kind() -> ModuleType:
    return {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor]
