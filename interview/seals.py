"""Which sealed value of an interview is the latest: a mark in a table of its own, bound into the seal.

A value that was moved to another row, or that an older one took the place of, stands under another mark and
does not open. Whoever sets back both tables is not noticed.
"""

import os
from typing import Any
from uuid import UUID

from django.db import models

from .sheet.sealing import CannotOpen

MARK_BYTES = 16


def new_mark() -> bytes:
    """Random: a number would tell how often somebody wrote."""
    return os.urandom(MARK_BYTES)


class SealedField(models.BinaryField):
    """Read as bytes, whatever stands there. SQLite takes text in any column, and where one is no text at all
    a query fails for every row that it is to read.
    """

    def select_format(self, compiler: Any, sql: str, params: Any) -> tuple[str, Any]:
        of_bytes = f"CAST({sql} AS BLOB)" if compiler.connection.vendor == "sqlite" else sql
        return of_bytes, params

    def deconstruct(self) -> Any:
        """In the database it is Django's own: no migration makes the table anew for it."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.BinaryField", args, kwargs


class LatestSeal(models.Model):
    """The mark under which an interview was sealed last. Without this row it does not open."""

    interview = models.OneToOneField(
        "interview.Interview", models.CASCADE, primary_key=True, related_name="latest_seal"
    )
    mark = SealedField(default=new_mark)

    def __str__(self) -> str:
        return ""


def place_of(interview_id: UUID, mark: bytes | memoryview) -> str:
    """Where the latest sealed value of an interview belongs; raises CannotOpen for what is no mark."""
    if not isinstance(mark, bytes | memoryview) or len(mark) != MARK_BYTES:
        raise CannotOpen
    return f"interview_interview:{interview_id}:{bytes(mark).hex()}"


def place_without_mark(interview_id: UUID) -> str:
    """Where it belonged before there were marks."""
    return f"interview_interview:{interview_id}"
