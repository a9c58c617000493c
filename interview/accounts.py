"""What is kept about an account beside Django's own row, and about who tried to get in."""

from datetime import timedelta
from typing import Any, NoReturn, Self
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Admission(models.Model):
    """What somebody has to have done before anything is reached. No row: nothing of it."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="admission"
    )
    password_set_at = models.DateTimeField(null=True)
    password_is_own = models.BooleanField(default=False)  # chosen on the person's own password page
    factor_reset_at = models.DateTimeField(null=True)  # until another second factor is there
    factor_reset_reason = models.CharField(max_length=200, blank=True)
    codes_used = models.JSONField(default=list)  # keyed hashes of an app's latest codes: each opens once

    def __str__(self) -> str:
        return str(self.user)


class Session(AbstractBaseSession):
    """A log-in (``config/sessions.py``), and whose it is. Before log-in it is nobody's."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions", db_index=True
    )
    began_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(default=timezone.now)  # to the minute
    touched_at = models.DateTimeField(default=timezone.now)  # by its person (doors/touches.py)
    wrong_passwords = models.PositiveSmallIntegerField(default=0)  # and passkeys, since last unlocked

    class Meta:
        ordering = ["-used_at"]

    def __str__(self) -> str:
        return f"{self.began_at:%Y-%m-%d %H:%M}"

    def save(self, *args: Any, force_update: bool = False, **kwargs: Any) -> None:
        """What a request has read of touches and wrong tries may be old: they are written elsewhere."""
        if force_update:
            kwargs["update_fields"] = ["session_data", "expire_date", "account", "began_at"]
        super().save(*args, **kwargs)

    @classmethod
    def get_session_store_class(cls) -> type:
        from config.sessions import SessionStore

        return SessionStore


class Attempt(models.Model):
    """One try of a password or a code. Account (as typed), address and browser are keyed hashes."""

    COUNTS = timedelta(minutes=15)

    at = models.DateTimeField(default=timezone.now)
    account = models.CharField(max_length=64)
    address = models.CharField(max_length=64)
    browser = models.CharField(max_length=64, blank=True)  # one that has logged in to this account before
    taken = models.BooleanField(default=True)  # or told to wait first
    of_code = models.BooleanField(default=False, db_default=False)  # asked for after the right password

    class Meta:
        indexes = [
            models.Index(fields=["account", "at"], name="attempts_on_an_account"),
            models.Index(fields=["address", "at"], name="attempts_from_an_address"),
            models.Index(fields=["at"], name="attempts_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S}"


class NeverChanged(Exception):
    """What happened is not written anew, nor taken away."""


class EventQuerySet(models.QuerySet["Event"]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise NeverChanged

    def delete(self) -> NoReturn:
        raise NeverChanged

    def forget(self, keys: list[int]) -> None:
        """The one door out, for ``traces/old_lines.py``: their time is over."""
        super(EventQuerySet, self.filter(pk__in=keys)).delete()

    def about(self, interview: UUID) -> Self:
        return self.filter(interview=interview)


class Event(models.Model):
    """What happened, one line after another. No name that was typed, no address, nothing that was written.

    ``account``, ``by`` and ``interview`` are ids and no references: a line outlives what it is about.
    """

    KINDS = [
        *["logged-in", "logged-out", "failed", "account-closed", "address-closed", "sessions-ended"],
        *["unlocked", "unlock-failed", "locked-out"],
        *["password-set", "password-own", "factor-added", "factor-removed", "factor-reset"],
        *["begun", "opened", "changed", "named", "finished", "reopened"],
        *["exported", "printed", "meeting-taken", "recorded", "consult-prepared", "card-given"],
        *["invited", "revoked", "left", "handed-away", "handed-to", "extended", "deleted", "refused"],
        *["log-exported", "purged", "backed-up", "restored", "keys-rotated", "clock-confirmed"],
    ]

    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=30)  # one of KINDS, which grow without a migration
    account = models.BigIntegerField(null=True)
    by = models.BigIntegerField(null=True)  # where somebody else did it
    reason = models.CharField(max_length=200, blank=True)
    interview = models.UUIDField(null=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["account", "id"], name="lines_of_an_account"),
            models.Index(fields=["by", "id"], name="lines_by_somebody"),
            models.Index(fields=["interview", "id"], name="lines_of_an_interview"),
        ]
        verbose_name = _("käyttölokin rivi")
        verbose_name_plural = _("käyttöloki")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.kind}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise NeverChanged
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise NeverChanged


class Anchor(models.Model):
    """Up to which line the log of use is vouched for (``traces/anchors.py``), one a day or more."""

    number = models.PositiveBigIntegerField(primary_key=True)  # 1, 2, 3 …
    at = models.DateTimeField()
    up_to = models.BigIntegerField()  # the last line, its primary key
    lines_may_be_gone = models.BooleanField(default=False)  # up to here: their time is over
    sealed = models.BinaryField()  # all of this, the hash of the lines, and of the anchor before

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.up_to}"

    @property
    def place(self) -> str:
        """Where the sealed value belongs; bound into the seal."""
        return f"{self._meta.db_table}:{self.pk}"
