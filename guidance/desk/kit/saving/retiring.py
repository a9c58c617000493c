"""Retiring what something else names: who does is listed before it is saved, and it takes a second press.

The second press says which places were listed, so that what came to name the row meanwhile is listed too.
"""

import hashlib

from django import forms
from django.template.loader import render_to_string

from guidance.desk.kit.finding.places import form_of
from guidance.draft import read_draft
from guidance.models import Answer, Entry
from guidance.publishing.named import places_that_name
from guidance.rules.places import Place
from guidance.wording.names import Naming
from guidance.wording.problems import where

MOST = 20  # listed by name; of more than that nobody reads each


class AsksBeforeRetiring(forms.ModelForm):
    """A form that asks once more where its row is ticked as retired and the draft still names it."""

    named_by: dict | None = None  # who names it, once that was asked

    def ask_before_retiring(self) -> None:
        row = self.instance
        if not (isinstance(row, Entry | Answer) and row.pk and self._is_retired_now()):
            return
        draft = read_draft()
        places = places_that_name(draft, row.place)
        seen = _fingerprint(places)
        name = self.add_prefix("named")
        if places and self.data.get(name) != seen:
            self.named_by = _named_by(places, Naming(draft)) | {"name": name, "seen": seen}
            self.add_error("retired", render_to_string("admin/guidance/_named_by.html", self.named_by))

    def _is_retired_now(self) -> bool:
        return bool(self.cleaned_data.get("retired")) and not self.initial.get("retired")


def _named_by(places: list[Place], names: Naming) -> dict:
    return {
        "places": [{"title": where(place, names), "address": form_of(place)} for place in places[:MOST]],
        "more": len(places[MOST:]),
    }


def _fingerprint(places: list[Place]) -> str:
    return hashlib.sha256("\n".join(map(str, places)).encode()).hexdigest()[:16]
