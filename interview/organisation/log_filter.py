"""What the officer asks the log of use for: whose lines, which interview's, of which kind, of when."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guidance.desk.kit.finding.keys import key_in
from interview.accounts import Event, EventQuerySet
from interview.models import Interview
from interview.stubs import Stub
from interview.traces.kinds import IN_WORDS

LONGEST_NAME = 150  # of Django's user names
MOST_OF_A_CODE = 20  # a code is no key: two interviews may have the same
DAYS = [MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2999, 12, 31))]


class Day(forms.DateField):
    """As a browser's own field sends it, or as it is written here."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    default_validators = DAYS
    default_error_messages = {"invalid": _("Kirjoita päivä näin: 28.11.2026.")}

    def __init__(self, **named: Any) -> None:
        super().__init__(required=False, input_formats=["%Y-%m-%d", "%d.%m.%Y"], **named)


class LogFilter(forms.Form):
    """Every field may stay empty; whatever cannot be meant is said, and nothing is shown then."""

    person = forms.CharField(
        label=_("Käyttäjätunnus"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=_("Poistetun tunnuksen löydät sen numerolla."),
    )
    interview = forms.CharField(
        label=_("Keskustelun koodi tai tunniste"),
        required=False,
        max_length=60,
    )
    kind = forms.ChoiceField(label=_("Tapahtuma"), required=False, choices=[("", _("Kaikki"))])
    since = Day(label=_("Alkaen"))
    until = Day(label=_("Päättyen"))

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["kind"].choices = [("", _("Kaikki")), *IN_WORDS.items()]
        self.fields["kind"].error_messages["invalid_choice"] = _("Tällaista tapahtumaa ei ole.")

    def clean_person(self) -> int | None:
        """The number of an account, which may be gone."""
        name = self.cleaned_data["person"].strip()
        if not name:
            return None
        found = User.objects.filter(username__iexact=name).order_by("pk").values_list("pk", flat=True).first()
        number = found or key_in(name)
        if number is None:
            raise ValidationError(_("Tällä nimellä ei ole tunnusta."))
        return number

    def clean_interview(self) -> list[UUID]:
        """Those that are meant; one that is gone is known by its code as long as its stub stays."""
        named = self.cleaned_data["interview"].strip()
        if not named:
            return []
        try:
            return [UUID(named)]
        except ValueError:
            known = (model.objects.filter(code=named.upper()) for model in (Interview, Stub))
            found = [key for each in known for key in each.values_list("pk", flat=True)[:MOST_OF_A_CODE]]
        if not found:
            raise ValidationError(_("Tällä koodilla tai tunnisteella ei ole keskustelua."))
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", _("Viimeinen päivä on ennen ensimmäistä."))
        return cleaned

    def events(self) -> EventQuerySet:
        """The lines that were asked for; the form is valid."""
        asked, events = self.cleaned_data, Event.objects.all()
        if asked["person"] is not None:
            events = events.filter(Q(account=asked["person"]) | Q(by=asked["person"]))
        if asked["interview"]:
            events = events.filter(interview__in=asked["interview"])
        if asked["kind"]:
            events = events.filter(kind=asked["kind"])
        if asked["since"]:
            events = events.filter(at__gte=_midnight(asked["since"]))
        if asked["until"]:
            events = events.filter(at__lt=_midnight(asked["until"] + timedelta(days=1)))
        return events


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
