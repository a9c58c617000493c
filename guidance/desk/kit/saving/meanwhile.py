"""Two editors on one row: both keep their words, and what both changed is asked about.

Each form carries ``seen``: a fingerprint of each of its boxes as it was shown, and when. A box that its
editor left alone stands as somebody else has written it since; one that nobody else touched is written. Where
both changed the same box nothing is saved yet: the form says who changed the row, and what is stored now
beside that box. Saving again after that writes. So it is where the row was retired or deleted meanwhile.
A row's place among its siblings is no part of this: it is moved by buttons (``order``), not by a form.
"""

import datetime
import time
from typing import Any

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

from .seen import WHOLE, Prints, box_name, boxes_of, packed, prints_of, unpacked

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
        self.taken: set[str] = set()  # boxes that stand as somebody else has written them since
        self._clashes: dict[str, set[str]] = {}  # field -> keys of its boxes that both changed
        self._compared = [name for name in self.fields if name not in NEVER_WRITTEN]
        if self.instance.pk:
            self._stored = {name: self.initial.get(name) for name in self._compared}
            self._add_seen(self._prints(self._stored))

    def row_is_gone(self) -> None:
        self.gone, self._stored = True, {}
        self._add_seen({GONE: GONE})

    def full_clean(self):
        super().full_clean()
        if self.gone and self.is_bound:
            self._let_go()

    def _clean_fields(self):
        super()._clean_fields()
        if self.instance.pk and not self.gone:
            self._let_others_stand()

    def _post_clean(self):
        if self.gone:
            construct_instance(self, self.instance, self._meta.fields, self._meta.exclude)
        elif self.instance.pk and self._was_left_alone():
            self.left_alone, self.changed_data = True, []  # nothing to write, and nothing to check again
        else:
            if self._clashes:
                self._tell()
            super()._post_clean()

    # --- What the page showed ---

    def _add_seen(self, prints: Prints) -> None:
        self.fields["seen"] = SeenField(initial=f"{int(time.time())} {packed(prints)}")

    def _seen(self) -> tuple[Prints, int]:
        """What the page carried, and when it was made; (nothing, now) for what no page sends."""
        moment, *boxes = self.data.get(self.add_prefix("seen"), "").split() or [""]
        known = moment.isascii() and moment.isdigit() and len(moment) < 12
        return (unpacked(boxes), int(moment)) if known else ({}, int(time.time()))

    @property
    def seen_at(self) -> int:
        return self._seen()[1]

    def seen_in(self, name: str, key: str = WHOLE) -> str:
        """The fingerprint of a box as the page showed it; "" of an empty one."""
        return self._seen()[0].get(box_name(name, key), "")

    def _renew(self, prints: Prints) -> None:
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = f"{int(time.time())} {packed(prints)}"

    def _prints(self, values: dict[str, Any]) -> Prints:
        prints: Prints = {}
        for name in self._compared:
            prints |= prints_of(name, boxes_of(self.fields[name], values.get(name)))
        return prints

    def _was_left_alone(self) -> bool:
        """Whether what was sent says just what the page showed, or what is stored already."""
        if self.errors or self.cleaned_data.get("DELETE"):
            return False
        return self._prints(self.cleaned_data) in (self._seen()[0], self._prints(self._stored))

    # --- What others have written since ---

    def _let_others_stand(self) -> None:
        """In boxes that this editor left alone; and what both changed is noted."""
        seen, stored = self._seen()[0], self._prints(self._stored)
        if seen == stored:
            return
        is_deleted = bool(self.cleaned_data.get("DELETE"))
        for name in self._compared:
            if name in self.cleaned_data:
                self._let_stand(name, seen, is_deleted)
        if self._is_retired_since(seen) and not self._was_left_alone():
            self._clashes["retired"] = {WHOLE}

    def _let_stand(self, name: str, seen: Prints, is_deleted: bool) -> None:
        field = self.fields[name]
        sent, stored = (boxes_of(field, values.get(name)) for values in (self.cleaned_data, self._stored))
        mine, theirs = prints_of(name, sent), prints_of(name, stored)
        for key in {**sent, **stored}:
            box = box_name(name, key)
            shown = seen.get(box)
            if theirs.get(box) == shown or (mine.get(box) == theirs.get(box) and not is_deleted):
                continue
            if mine.get(box) != shown or is_deleted:
                self._clashes.setdefault(name, set()).add(key)
            else:
                self._take(name, key, stored.get(key))

    def _take(self, name: str, key: str, value: Any) -> None:
        field, stored = self.fields[name], self._stored[name]
        if key != WHOLE:
            others = {each: words for each, words in self.cleaned_data[name].items() if each != key}
            self.cleaned_data[name] = others | ({} if value is None else {key: value})
        elif isinstance(field, forms.ModelChoiceField):
            self.cleaned_data[name] = field.clean(stored)
        else:
            self.cleaned_data[name] = stored
        self.taken.add(box_name(name, key))
        if boxes_of(field, self.cleaned_data[name]) == boxes_of(field, stored):
            self.changed_data = [each for each in self.changed_data if each != name]

    def taken_in_words(self) -> list[str]:
        """What the form calls the boxes that stand as somebody else has written them since."""
        languages = dict(settings.LANGUAGES)
        words = []
        for name in self._compared:
            keys = [each.removeprefix(name).removeprefix(".") for each in self.taken if _is_of(each, name)]
            codes = ", ".join(language for code, language in languages.items() if code in keys)
            if keys:
                label = self.fields[name].label
                words.append(f"{label} ({codes})" if codes else str(label))
        return words

    def _is_retired_since(self, seen: Prints) -> bool:
        return bool(self._stored.get("retired")) and "retired" not in seen

    def _tell(self) -> None:
        self.has_told = True
        what_now = _(
            "Mitään ei ole vielä tallennettu. Kirjoittamasi on tallella, ja jokaisessa eroavassa kohdassa"
            " näkyy, mitä nyt on tallessa. Jos tallennat uudelleen, sinun versiosi jää."
        )
        seen, moment = self._seen()
        self.add_error(None, f"{who_changed(self.instance, moment)} {what_now}")
        stored = self._prints(self._stored)
        for name, keys in self._clashes.items():
            if name in self.cleaned_data:
                self.add_error(name, self._stands_now(name, keys))
            for box in (box_name(name, key) for key in keys):
                seen[box] = stored.get(box, "")
        self._renew({box: each for box, each in seen.items() if each})
        if "retired" in self._clashes and self._stored.get("retired"):
            self.data[self.add_prefix("retired")] = "on"  # whoever saves again leaves it out of use

    def _let_go(self) -> None:
        """A row that is gone is told of once, if something was typed for it, and then dropped."""
        dropped = self.seen_in(GONE) == GONE or self.cleaned_data.get("DELETE") or self._was_left_alone()
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
            self._renew({GONE: GONE})

    def _stands_now(self, name: str, keys: set[str]) -> list[str]:
        field, stored = self.fields[name], self._stored[name]
        if isinstance(field, TextFormField):
            return [
                _("Nyt tallessa, %(language)s: %(words)s")
                % {"language": language, "words": (stored or {}).get(code) or _("tyhjä")}
                for code, language in settings.LANGUAGES
                if code in keys
            ]
        if keys != {WHOLE}:
            stored = {key: each for key, each in (stored or {}).items() if key in keys}
        return [_("Nyt tallessa: %(words)s") % {"words": _in_words(field, stored)}]


def what_others_wrote(form: TellsOfOthers, formsets) -> str:
    """A sentence on the boxes that somebody else wrote while these forms were open; "" where nobody did."""
    taken = form.taken_in_words()
    for row in (row for formset in formsets or () for row in formset.initial_forms):
        taken += [f"{row.instance} › {box}" for box in row.taken_in_words()]
    if not taken:
        return ""
    sentence = _("Muutetut kohdat: %(boxes)s. Sekä sinun että toisen kirjoittama on tallessa.")
    return f"{who_changed(form.instance, form.seen_at)} {sentence % {'boxes': ', '.join(taken)}}"


def _is_of(box: str, name: str) -> bool:
    return box == name or box.startswith(f"{name}.")


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
