"""What is left of an interview that is gone, and when old things were last taken away.

A stub says that there was one, whose, and why it went; nothing that was written in it, and no label.
"""

from django.db import models
from django.dispatch import Signal
from django.utils import timezone

gone = Signal()  # interviews=their ids, in the transaction that deletes them


class Why(models.TextChoices):
    """Why an interview went: its day had come, or its worker asked."""

    DUE = "due"
    ASKED = "asked"


class Stub(models.Model):
    """The interview's id and its owner's are no references: a stub outlives them, and a restored backup."""

    interview = models.UUIDField(primary_key=True)
    code = models.CharField(max_length=10)
    owner = models.BigIntegerField()
    began_at = models.DateTimeField()
    deleted_at = models.DateTimeField(default=timezone.now, db_index=True)
    why = models.CharField(max_length=10, choices=Why.choices)

    class Meta:
        ordering = ["-deleted_at", "pk"]

    def __str__(self) -> str:
        return f"{self.code} {self.deleted_at:%Y-%m-%d}"


class Upkeep(models.Model):
    """One row: when old things were last taken away, by which clocks, and what keeps them from going."""

    begun_at = models.DateTimeField(null=True)  # by one process of the server for all
    purged_at = models.DateTimeField(null=True)  # to its end
    unfinished_days = models.PositiveSmallIntegerField(null=True)  # the clocks that every due day goes by
    finished_days = models.PositiveSmallIntegerField(null=True)
    stopped = models.CharField(max_length=30, blank=True)  # a key of traces.jumps.WHY, until it is confirmed
    confirmed_at = models.DateTimeField(null=True)
    newest_known = models.DateTimeField(null=True)  # what lies ahead of the clock, and was confirmed so

    def __str__(self) -> str:
        return f"{self.purged_at:%Y-%m-%d %H:%M}" if self.purged_at else "–"

    @classmethod
    def row(cls) -> "Upkeep":
        return cls.objects.get_or_create(pk=1)[0]
