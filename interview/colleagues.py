"""Who else may open an interview, and what people are told: who may open what, and what opens their account.

Nothing here says anything of a client. An interview is named by its code, people by their user names as they
were: what somebody did stays told when their account or the interview is gone.
"""

from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


class Invitation(models.Model):
    """A colleague reads and writes in one interview, until one of the two ends it."""

    interview = models.ForeignKey("interview.Interview", models.CASCADE, related_name="invitations")
    colleague = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="invitations")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["invited_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["interview", "colleague"], name="invited_once_to_an_interview")
        ]
        verbose_name = _("kutsu keskusteluun")
        verbose_name_plural = _("kutsut keskusteluihin")

    def __str__(self) -> str:
        """Without the interview: the admin says what goes when an account is deleted."""
        return str(self.invited_at.date())


class Kind(models.TextChoices):
    """What happened, as the person who is told of it sees it."""

    YOU_INVITED = "you-invited"
    INVITED_YOU = "invited-you"
    YOU_REVOKED = "you-revoked"
    REVOKED_YOU = "revoked-you"
    YOU_LEFT = "you-left"
    COLLEAGUE_LEFT = "colleague-left"
    DELETED = "deleted"
    HANDED_AWAY = "handed-away"
    HANDED_TO_YOU = "handed-to-you"
    OTHERS_HANDED_ON = "others-handed-on"
    APP_ADDED = "app-added"
    APP_REMOVED = "app-removed"
    PASSKEY_ADDED = "passkey-added"
    PASSKEY_REMOVED = "passkey-removed"
    CODES_RENEWED = "codes-renewed"
    CODES_GUESSED = "codes-guessed"


# Told even to whoever did it: it may have been somebody else, at a page left open.
OF_THE_WAY_IN = {
    *(Kind.APP_ADDED, Kind.APP_REMOVED, Kind.PASSKEY_ADDED, Kind.PASSKEY_REMOVED, Kind.CODES_RENEWED),
    Kind.CODES_GUESSED,
}


SENTENCES = {
    Kind.YOU_INVITED: _("Kutsuit työkaverin %(other)s keskusteluun %(code)s."),
    Kind.INVITED_YOU: _("%(by)s kutsui sinut keskusteluun %(code)s."),
    Kind.YOU_REVOKED: _("Peruit kutsun: %(other)s ei enää näe keskustelua %(code)s."),
    Kind.REVOKED_YOU: _("%(by)s perui kutsun: et enää näe keskustelua %(code)s."),
    Kind.YOU_LEFT: _("Jäit pois keskustelusta %(code)s."),
    Kind.COLLEAGUE_LEFT: _("%(by)s jäi pois keskustelusta %(code)s."),
    Kind.DELETED: _("Keskustelu %(code)s, johon sinut oli kutsuttu, on poistettu."),
    Kind.HANDED_AWAY: ngettext_lazy(
        "Ylläpito (%(by)s) siirsi yhden keskustelusi tunnukselle %(other)s.",
        "Ylläpito (%(by)s) siirsi %(number)d keskusteluasi tunnukselle %(other)s.",
        "number",
    ),
    Kind.HANDED_TO_YOU: ngettext_lazy(
        "Ylläpito (%(by)s) siirsi sinulle yhden keskustelun tunnukselta %(other)s.",
        "Ylläpito (%(by)s) siirsi sinulle %(number)d keskustelua tunnukselta %(other)s.",
        "number",
    ),
    Kind.OTHERS_HANDED_ON: ngettext_lazy(
        "Ylläpito (%(by)s) siirsi yhden keskustelun, johon sinut on kutsuttu, tunnukselle %(other)s.",
        "Ylläpito (%(by)s) siirsi %(number)d keskustelua, joihin sinut on kutsuttu, tunnukselle %(other)s.",
        "number",
    ),
    Kind.APP_ADDED: _("Tunnuksellesi otettiin käyttöön todennussovellus."),
    Kind.APP_REMOVED: _("Tunnukseltasi poistettiin todennussovellus."),
    Kind.PASSKEY_ADDED: _("Tunnuksellesi lisättiin pääsyavain."),
    Kind.PASSKEY_REMOVED: _("Tunnukseltasi poistettiin pääsyavain."),
    Kind.CODES_RENEWED: _("Tunnuksellesi tehtiin uudet varakoodit."),
    Kind.CODES_GUESSED: _("Joku, joka tietää salasanasi, antoi monta väärää koodia."),
}


class NoticeQuerySet(models.QuerySet["Notice"]):
    def to(self, person: AbstractBaseUser) -> Self:
        return self.filter(person=person)


class Notice(models.Model):
    """A line above somebody's list, until they put it away."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20)  # a Kind; they grow without a migration
    by = models.CharField(max_length=150, blank=True)
    other = models.CharField(max_length=150, blank=True)
    code = models.CharField(max_length=10, blank=True)
    number = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("ilmoitus")
        verbose_name_plural = _("ilmoitukset")

    def __str__(self) -> str:
        """Without what it tells: the admin says what goes when an account is deleted."""
        return str(self.at.date())

    @property
    def sentence(self) -> str:
        names = {"by": self.by, "other": self.other, "code": self.code, "number": self.number}
        return SENTENCES[Kind(self.kind)] % names

    @property
    def is_of_the_way_in(self) -> bool:
        return self.kind in OF_THE_WAY_IN
