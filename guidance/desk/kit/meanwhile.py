"""Two editors on one row: the second is told, and nothing is overwritten silently.

Each form carries ``seen``: a fingerprint of its row as it was shown, and when. When the row has changed
since, a form that its editor left alone lets the row stand, and any other is not saved: it says who changed
the row, and what is stored now beside each field that differs. Saving again after that writes. A row's place
among its siblings is no part of this: it is moved by buttons (``order``), never written by a form.
"""

import datetime
import hashlib
import json
import time

from django import forms
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q
from django.forms.models import construct_instance
from django.forms.utils import ErrorDict
from django.utils.choices import flatten_choices
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from guidance.draft import parent_of
from guidance.texts import TextFormField

GONE = "gone"
NEVER_WRITTEN = {"identifier"}  # it stays for good, and its box is not sent


class LockedWhileSaved:
    """For admins and inlines: the rows of a form that is being saved are held, so that two saves queue."""

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        saving = request.method == "POST" and transaction.get_connection().in_atomic_block
        return rows.select_for_update(of=("self",)) if saving else rows


class SeenField(forms.CharField):
    widget = forms.HiddenInput

    def __init__(self, **kwargs):
        super().__init__(required=False, label="", **kwargs)

    def has_changed(self, initial, data):
        return False


class TellsOfOthers:
    """A model form that notices what others did to its row while it was open."""

    gone = False  # set by the form set: the row was deleted, or moved elsewhere

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.has_told = self.left_alone = False
        self._compared = [name for name in self.fields if name not in NEVER_WRITTEN]
        if self.instance.pk:
            self._stored = {name: self.initial.get(name) for name in self._compared}
            self._add_seen(fingerprint(self._stored))

    def row_is_gone(self) -> None:
        self.gone, self._stored = True, {}
        self._add_seen(GONE)

    def full_clean(self):
        super().full_clean()
        if self.gone and self.is_bound:
            self._let_go()

    def _post_clean(self):
        if self.gone:
            construct_instance(self, self.instance, self._meta.fields, self._meta.exclude)
        elif self.instance.pk and self._was_left_alone():
            self.left_alone, self.changed_data = True, []  # nothing to write, and nothing to check again
        else:
            if self.instance.pk and self._seen()[0] != fingerprint(self._stored):
                self._tell()
            super()._post_clean()

    def _add_seen(self, print_of_row: str) -> None:
        self.fields["seen"] = SeenField(initial=f"{print_of_row}-{int(time.time())}")

    def _seen(self) -> tuple[str, int]:
        """The fingerprint that the page carried, and when it was made; ("", now) for what no page sends."""
        print_of_row, _dash, moment = self.data.get(self.add_prefix("seen"), "").partition("-")
        known = moment.isascii() and moment.isdigit() and len(moment) < 12
        return (print_of_row, int(moment)) if known else ("", int(time.time()))

    def _was_left_alone(self) -> bool:
        """Whether what was sent says just what the page showed, or what is stored already."""
        if self.errors or self.cleaned_data.get("DELETE"):
            return False
        sent = {name: self.cleaned_data.get(name) for name in self._compared}
        return fingerprint(sent) in (self._seen()[0], fingerprint(self._stored))

    def _tell(self) -> None:
        self.has_told = True
        what_now = _(
            "Mitään ei ole vielä tallennettu. Kirjoittamasi on tallella, ja jokaisessa eroavassa kohdassa"
            " näkyy, mitä nyt on tallessa. Jos tallennat uudelleen, sinun versiosi jää."
        )
        self.add_error(None, f"{who_changed(self.instance, self._seen()[1])} {what_now}")
        for name in self._compared:
            if name in self.cleaned_data and _plain(self.cleaned_data[name]) != _plain(self._stored[name]):
                self.add_error(name, self._stands_now(name))
        self._renew(fingerprint(self._stored))

    def _let_go(self) -> None:
        """A row that is gone is told of once, if something was typed for it, and then dropped."""
        dropped = self._seen()[0] == GONE or self.cleaned_data.get("DELETE") or self._was_left_alone()
        self._errors, self.changed_data = ErrorDict(renderer=self.renderer), []
        if not dropped:
            self.has_told = True
            self.add_error(
                None,
                _(
                    "Joku muu poisti tämän rivin tai siirsi sen muualle sillä välin. Kirjoittamasi näkyy"
                    " vielä tässä: kopioi se talteen, jos tarvitset sitä. Kun tallennat uudelleen, rivi jää"
                    " pois."
                ),
            )
            self._renew(GONE)

    def _renew(self, print_of_row: str) -> None:
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = f"{print_of_row}-{int(time.time())}"

    def _stands_now(self, name: str) -> list[str]:
        field, stored = self.fields[name], self._stored[name]
        if isinstance(field, TextFormField):
            sent = self.cleaned_data[name]
            return [
                _("Nyt tallessa, %(language)s: %(words)s")
                % {"language": language, "words": (stored or {}).get(code) or _("tyhjä")}
                for code, language in settings.LANGUAGES
                if (stored or {}).get(code, "") != sent.get(code, "")
            ]
        return [_("Nyt tallessa: %(words)s") % {"words": _in_words(field, stored)}]


def fingerprint(values: dict) -> str:
    """The same for the same stored values, whatever their order."""
    plain = {name: _plain(value) for name, value in values.items()}
    return hashlib.sha256(json.dumps(plain, sort_keys=True, default=str).encode()).hexdigest()[:16]


def who_changed(row: models.Model, since: int) -> str:
    """A sentence on who changed a row since a moment (seconds), as far as the admin's own log knows."""
    entry = _last_entry(row, datetime.datetime.fromtimestamp(since, datetime.UTC))
    if entry is None:
        return _("Joku muu muutti tätä sillä välin.")
    moment = date_format(localtime(entry.action_time), "SHORT_DATETIME_FORMAT")
    return _("%(who)s muutti tätä sillä välin (%(when)s).") % {
        "who": entry.user.get_username(),
        "when": moment,
    }


def _last_entry(row: models.Model, since: datetime.datetime) -> LogEntry | None:
    """The last change of a row, on its own page or on the page of the row above."""
    parent = parent_of(type(row))
    pages = [(type(row), row.pk)]
    if parent:
        pages.append((parent.related_model, parent.value_from_object(row)))
    on_a_page = Q()
    for model, key in pages:
        on_a_page |= Q(content_type=ContentType.objects.get_for_model(model), object_id=str(key))
    entries = LogEntry.objects.filter(on_a_page, action_time__gte=since).select_related("user")
    return entries.order_by("-action_time").first()


def _plain(value):
    return value.pk if isinstance(value, models.Model) else value


def _in_words(field: forms.Field, value) -> str:
    if in_words := getattr(field, "in_words", None):
        return in_words(value)
    if isinstance(value, bool):
        return _("kyllä") if value else _("ei")
    if value in (None, "", [], {}):
        return _("tyhjä")
    if isinstance(value, datetime.date):
        return date_format(value, "SHORT_DATE_FORMAT")
    known = dict(flatten_choices(getattr(field, "choices", ())))
    values = value if isinstance(value, list) else [value]
    return ", ".join(str(known.get(each, each)) for each in values)
