"""One meeting: an interview, and the one sealed value that holds everything written in it.

Beside it, whose service this is: the organisation, and its statements.

An interview has no name. It is told apart by when it began, a short code that can be said aloud, and a
private label inside the sealed value.
"""

import secrets
import time
import uuid
from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import connection, models, transaction
from django.db.models.expressions import RawSQL
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.queries.prepared import Prepared, as_kept
from guidance.models import Edition
from guidance.texts import TextField, in_reader_language

from .accounts import Admission, Anchor, Attempt, Event, Session  # noqa: F401 (Django looks here)
from .colleagues import Invitation, Kind, Notice  # Django looks for models here
from .presses import Press  # noqa: F401 (Django looks for models here)
from .seals import LatestSeal, SealedField, place_of
from .sheet.answers import AnswerSheet
from .sheet.sealing import CannotOpen, padded, seal, unseal
from .stubs import Stub, Upkeep, Why, gone  # noqa: F401 (Django looks for models here)

WORKERS, OFFICERS = "Workers", "Officers"
CODE_SOUNDS = ("HJKLMNPRSTV", "AEIOU", "AEILNRSTU")
SAYS_SOMETHING = frozenset({"HOR", "HOT", "LIE", "NAI", "RAT", "SIN", "TIT"})  # HOT is a threat in Swedish


def new_code() -> str:
    """A code that can be said aloud, such as KAI-52. It names nobody and says nothing to who looks on."""
    word = _new_word()
    while word in SAYS_SOMETHING:
        word = _new_word()
    return f"{word}-{secrets.randbelow(90) + 10}"


def _new_word() -> str:
    return "".join(secrets.choice(sounds) for sounds in CODE_SOUNDS)


# The owner's or a colleague's who was invited, and a worker's.
OPEN_TO = """
(interview_interview.owner_id = %s OR EXISTS (
    SELECT 1 FROM interview_invitation AS invited
    WHERE invited.interview_id = interview_interview.id AND invited.colleague_id = %s
)) AND EXISTS (
    SELECT 1 FROM auth_user_groups AS role INNER JOIN auth_group ON auth_group.id = role.group_id
    WHERE role.user_id = %s AND auth_group.name = %s
)
"""


def _values_of_open_to(user: AbstractBaseUser) -> list[Any]:
    return [user.pk, user.pk, user.pk, WORKERS]


class InterviewQuerySet(models.QuerySet["Interview"]):
    def owned_by(self, user: AbstractBaseUser) -> Self:
        """The user's own interviews, as long as the user is a worker; with the edition, not its content."""
        return self.filter(owner=user, owner__groups__name=WORKERS)._with_edition()

    def shared_with(self, user: AbstractBaseUser) -> Self:
        """Those that others invited the user to, as long as the user is a worker; with their owners too."""
        invited = self.filter(invitations__colleague=user, invitations__colleague__groups__name=WORKERS)
        return invited._with_edition().select_related("owner")

    def open_to(self, user: AbstractBaseUser) -> Self:
        """Both, for looking one up by its id: a long list of *either … or* is found by no index.

        In SQL of its own: every page and every save asks this, and to put it together took longer than all
        else that they ask. Without a join, so that one statement compares a row and writes it.
        """
        open_to = RawSQL(OPEN_TO, _values_of_open_to(user), models.BooleanField())
        return self.filter(open_to)._with_edition()

    def the_one_open_to(self, user: AbstractBaseUser, pk: uuid.UUID) -> "Interview":
        """The same for one of them; raises DoesNotExist."""
        return ONE_OPEN_TO.get(as_kept(Interview, "id", pk), *_values_of_open_to(user))

    def _with_edition(self) -> Self:
        return self.select_related("edition", "latest_seal").defer("edition__content")

    def held(self) -> Self:
        """For a save, inside a transaction: until it ends nobody else writes in these rows.

        Where a database has row locks, it gives a row that it had to wait for as it is by then, and what is
        joined to it as it was before: there the mark comes by a query of its own.
        """
        held = self.select_for_update(of=("self",))
        if connection.features.has_select_for_update:
            return held.select_related(None).select_related("edition").prefetch_related("latest_seal")
        return held

    def begun_by(self, user: AbstractBaseUser, since: datetime) -> Self:
        return self.filter(owner=user, began_at__gt=since)

    def due(self, now: datetime) -> Self:
        return self.filter(due_at__lte=now)

    def delete(self, why: Why = Why.ASKED) -> tuple[int, dict[str, int]]:
        """However they go, a stub of each stays, and whoever was invited is told. Nothing sealed is read."""
        with transaction.atomic():
            all_of_them = self.order_by().values_list("pk", "code", "owner_id", "began_at")
            stubs = [
                Stub(interview=pk, code=code, owner=owner, began_at=at, why=why)
                for pk, code, owner, at in all_of_them
            ]
            Stub.objects.bulk_create(stubs, ignore_conflicts=True)  # one that went twice came from a backup
            codes = {stub.interview: stub.code for stub in stubs}
            _tell_the_invited(codes)
            gone.send(Interview, interviews=codes)
            these = Interview.objects.order_by().filter(pk__in=codes).defer("sealed")
            return models.QuerySet.delete(these)

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


def _tell_the_invited(codes: dict[uuid.UUID, str]) -> None:
    invited = Invitation.objects.filter(interview__in=codes).values_list("colleague_id", "interview_id")
    Notice.objects.bulk_create(
        Notice(person_id=person, kind=Kind.DELETED, code=codes[interview]) for person, interview in invited
    )


# Days that an organisation may choose from, both ends included, and what it has by itself. A week at least:
# whoever writes on the last day before some days off finds it again.
UNFINISHED_DAYS, UNFINISHED_BY_ITSELF = (7, 30), 14
FINISHED_DAYS, FINISHED_BY_ITSELF = (7, 90), 30


def due_by_itself() -> datetime:
    return timezone.now() + timedelta(days=UNFINISHED_BY_ITSELF)


class ChangedMeanwhile(Exception):
    """The row is no longer as it was read, or gone. Nothing of what was to be written was."""


class Interview(models.Model):
    # What a save works with. Where any of it has changed since it was read, the save begins anew.
    WORKS_WITH = ("owner_id", "edition_id", "finished_at", "extended_at", "sealed", "sittings")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="interviews")
    code = models.CharField(max_length=10, default=new_code)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    began_at = models.DateTimeField(default=timezone.now)
    last_active_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(default=due_by_itself, db_index=True)  # traces.due says when
    clock_days = models.PositiveSmallIntegerField(default=UNFINISHED_BY_ITSELF)  # by which it was worked out
    extended_at = models.DateTimeField(null=True)
    sealed = SealedField()
    sittings = models.JSONField(
        default=dict
    )  # what the log of use has of those under way (traces/sittings.py)

    _new_seal: LatestSeal | None = None  # until both are saved
    _as_read: dict[str, Any] | None = None  # None where whoever writes holds the row

    objects = InterviewQuerySet.as_manager()

    class Meta:
        ordering = ["-began_at"]
        indexes = [models.Index(fields=["owner", "-began_at"], name="interviews_of_an_owner")]
        verbose_name = _("keskustelu")
        verbose_name_plural = _("keskustelut")

    def __str__(self) -> str:
        return self.code

    @property
    def place(self) -> str:
        """Where the sealed value belongs; bound into the seal. Raises CannotOpen where nothing says so."""
        try:
            return place_of(self.pk, self.latest_seal.mark)
        except LatestSeal.DoesNotExist:
            raise CannotOpen from None

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What was sealed anew and the mark that it was sealed under, both or neither."""
        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)
            if self._new_seal and "sealed" in (kwargs.get("update_fields") or ["sealed"]):
                self._new_seal.save(force_insert=kwargs.get("force_insert", False))
                self._new_seal = None

    def as_read(self) -> Self:
        """This one, which nobody holds: ``write`` compares the row with what it is now."""
        self._as_read = {name: vars(self)[name] for name in self.WORKS_WITH}
        return self

    def write(self, *fields: str, by: AbstractBaseUser) -> None:
        """Columns of it, and the mark of what was sealed anew. Raises ChangedMeanwhile where nobody holds the
        row and it is no longer as it was read, or is no longer open to ``by``.
        """
        if self._as_read is None:
            self.save(update_fields=fields)
            return
        written = {name: vars(self)[name] for name in fields}
        as_read = {"id": self.pk, **self._as_read}
        statements = [_update(Interview, written, as_read, OPEN_TO, _values_of_open_to(by))]
        if self._new_seal:
            mark = {"mark": self._new_seal.mark}
            statements.append(_update(LatestSeal, mark, {"interview_id": self.pk}))
        with transaction.atomic(savepoint=False), connection.cursor() as cursor:
            for statement, values in statements:
                cursor.execute(statement, values)
                if not cursor.rowcount:
                    raise ChangedMeanwhile
        self._new_seal = None
        self.as_read()

    def open_sheet(self) -> AnswerSheet:
        """The answers. Only whoever was let in by ``InterviewQuerySet`` may come this far."""
        return AnswerSheet.from_bytes(self.unsealed())

    def unsealed(self) -> bytes:
        """What was sealed last in this row; raises CannotOpen for anything else that stands there."""
        return unseal(self.sealed, self.place)

    def seal_anew(self, plain: bytes) -> None:
        """With the newest key, under a new mark; the caller saves."""
        self._new_seal = self.latest_seal = LatestSeal()
        self.sealed = seal(padded(plain), self.place)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        return Interview.objects.filter(pk=self.pk).delete()

    def keep(self, sheet: AnswerSheet) -> None:
        """Seal ``sheet`` into this row; the caller saves."""
        self.seal_anew(sheet.to_bytes())
        self.last_active_at = timezone.now()


ONE_OPEN_TO = Prepared(
    lambda: Interview.objects.all()._with_edition(), f"interview_interview.id = %s AND {OPEN_TO}"
)


def _update(
    model: type[models.Model],
    written: dict[str, Any],
    compared: dict[str, Any],
    and_also: str = "TRUE",
    its_values: list[Any] | None = None,
) -> tuple[str, list[Any]]:
    """A statement, put together before anything is held for it; Django took a tenth of a save for the two."""
    columns = ", ".join(f"{name} = %s" for name in written)
    as_read = " AND ".join(
        f"{name} IS NULL" if value is None else f"{name} = %s" for name, value in compared.items()
    )
    values = [as_kept(model, *each) for each in written.items()]
    values += [as_kept(model, name, value) for name, value in compared.items() if value is not None]
    statement = f"UPDATE {model._meta.db_table} SET {columns} WHERE {as_read} AND {and_also}"
    return statement, values + (its_values or [])


# Minutes that an organisation may choose from, both ends included; years that the log is kept.
COVER_AFTER = (1, 15)
LOCK_AFTER = (5, 30)
LOG_YEARS = (1, 5)

REMEMBERED = 60  # seconds; another process of the server learns of a change when they are over


def _between(bounds: tuple[int, int]) -> list[MinValueValidator | MaxValueValidator]:
    least, most = bounds
    return [MinValueValidator(least), MaxValueValidator(most)]


class Organisation(models.Model):
    """Whose service this is, and what it says of itself: at most one row, which an administrator writes."""

    name = TextField(_("nimi"), blank=True)
    feedback = models.CharField(
        _("palautteen osoite"),
        max_length=200,
        blank=True,
        help_text=_("Sähköposti tai muu osoite, johon kuka tahansa voi kirjoittaa saavutettavuudesta."),
    )
    protection_officer = models.CharField(_("tietosuojavastaavan yhteystiedot"), max_length=200, blank=True)
    accessibility = TextField(
        _("saavutettavuusseloste"),
        rows=10,
        blank=True,
        help_text=_("Tyhjänä näkyy valmis teksti. Tyhjä rivi aloittaa kappaleen, - luettelon, **lihavoi**."),
    )
    privacy = TextField(
        _("tietosuojaseloste"),
        rows=10,
        blank=True,
        help_text=_("Tyhjänä näkyy valmis teksti. Tyhjä rivi aloittaa kappaleen, - luettelon, **lihavoi**."),
    )
    cover_after = models.PositiveSmallIntegerField(
        _("tauko tulee itsestään, minuuttia"),
        default=3,
        validators=_between(COVER_AFTER),
        help_text=_("Viimeisestä kosketuksesta sivuun. 1–15 minuuttia."),
    )
    cover_when_hidden = models.BooleanField(
        _("tauko tulee heti, kun sivu jää piiloon"),
        default=True,
        help_text=_("Kun tilalla on toinen välilehti tai ohjelma, tai kun näyttö lukittuu."),
    )
    lock_after = models.PositiveSmallIntegerField(
        _("jatkaminen vaatii salasanan, minuuttia"),
        default=10,
        validators=_between(LOCK_AFTER),
        help_text=_("Viimeisestä kosketuksesta. 5–30 minuuttia, mutta ei ennen taukoa."),
    )
    unfinished_days = models.PositiveSmallIntegerField(
        _("keskeneräinen keskustelu poistuu, päivää"),
        default=UNFINISHED_BY_ITSELF,
        validators=_between(UNFINISHED_DAYS),
        help_text=_("Viimeisestä tallennuksesta tai sovitusta tapaamisesta, kumpi on myöhempi. 7–30 päivää."),
    )
    finished_days = models.PositiveSmallIntegerField(
        _("päättynyt keskustelu poistuu, päivää"),
        default=FINISHED_BY_ITSELF,
        validators=_between(FINISHED_DAYS),
        help_text=_(
            "Samoin laskettuna. 7–90 päivää. Muutos koskee tunnin kuluessa myös aloitettuja keskusteluja."
            " Jos aika lyhenee, jäljelle jää silti viikko, ellei sitä ollut vähemmän."
        ),
    )
    log_years = models.PositiveSmallIntegerField(
        _("loki säilyy, vuotta"),
        default=2,
        validators=_between(LOG_YEARS),
        help_text=_("Tieto siitä, mitkä keskustelut on poistettu, säilyy yhtä kauan. 1–5 vuotta."),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(cover_after__range=COVER_AFTER), name="cover_after_minutes"
            ),
            models.CheckConstraint(
                condition=models.Q(lock_after__range=LOCK_AFTER), name="lock_after_minutes"
            ),
            models.CheckConstraint(
                condition=models.Q(unfinished_days__range=UNFINISHED_DAYS), name="unfinished_days_between"
            ),
            models.CheckConstraint(
                condition=models.Q(finished_days__range=FINISHED_DAYS), name="finished_days_between"
            ),
            models.CheckConstraint(condition=models.Q(log_years__range=LOG_YEARS), name="log_years_between"),
            models.CheckConstraint(
                condition=models.Q(cover_after__lte=models.F("lock_after")),
                name="cover_no_later_than_lock",
                violation_error_message=_(
                    "Tauon pitää tulla viimeistään silloin, kun salasanaa aletaan vaatia."
                ),
            ),
        ]
        verbose_name = _("organisaatio")
        verbose_name_plural = _("organisaatio")

    def __str__(self) -> str:
        return in_reader_language(self.name) or str(_("Organisaatio"))

    @classmethod
    def of_this_installation(cls) -> "Organisation":
        """The row, or an empty one that is not kept."""
        return cls.objects.first() or cls()

    @classmethod
    def remembered(cls) -> "Organisation":
        """The same, at most a minute old, so that no page and no save asks for it."""
        global _remembered
        if _remembered is None or time.monotonic() - _remembered[0] > REMEMBERED:
            _remembered = time.monotonic(), cls.of_this_installation()
        return _remembered[1]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)


_remembered: tuple[float, Organisation] | None = None


@receiver(post_save, sender=Organisation)
def forget(**signal: Any) -> None:
    """What it was remembered to say: it may have been set anew."""
    global _remembered
    _remembered = None
