"""The form field behind every name in `docs/contract.md`: ``check-threat``, ``note-safety``, ``label`` …

The guidance decides which names exist; a name it does not know has no field.
"""

from __future__ import annotations

import copy
import datetime
import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guidance.rules.shapes import NOT_NOTICED, NOTICED, Check, Guidance, Sign, Stage, Step, Text
from interview.moments import clock, day

from .meeting import agreed_by
from .names import Field

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise  # for mypy alone; not there where the app runs

LONGEST_NOTE = 20_000
LONGEST_LINE = 200
TICKED = "on"

Words: TypeAlias = "Text | StrOrPromise"
"""What a page can say: a text of the guidance, the worker's own words, a sentence of the interface."""

# What a worker says of a sign. A sign that is left unmarked has not been gone through.
SIGN_STATES = {NOTICED: _("Huomasin"), NOT_NOTICED: _("En huomannut")}

# Of a check and of a sign that were left untouched, where that is said at all.
NOT_ANSWERED, NOT_GONE_THROUGH = _("Ei vielä vastattu"), _("Ei käyty läpi")


@dataclass(frozen=True)
class Clash:
    """A field that two devices changed: the value just sent (``mine``), the one that stands (``theirs``)."""

    mine: str
    theirs: str
    words: Mapping[str, Words]
    in_own_words: bool = False  # whether both are what the worker wrote

    @property
    def mine_text(self) -> Words | None:
        return self._text(self.mine)

    @property
    def theirs_text(self) -> Words | None:
        return self._text(self.theirs)

    def _text(self, value: str) -> Words | None:
        """A value as the page says it; None when the field was cleared."""
        return (self.words.get(value) or value) if value else None


class Row(forms.Field):
    """A field of a walk: each page draws it with its own template, in the state that it is in just then."""

    row_template = ""
    anchor = ""  # what addresses lead to, where the field is a question
    conflict: Clash | None = None  # what takes the question's place until someone has chosen
    earlier = ""  # what is said of an earlier interview beside it
    oob = False  # it goes out by itself, and finds its own place on the page

    def between(self, mine: str, theirs: str) -> Clash:
        """The choice between a value just sent and the one that stands."""
        return Clash(mine, theirs, {}, in_own_words=True)

    def looks(self, value: str) -> Hashable | None:
        """All that its look with this value depends on, but for its name; None with words of a worker's."""
        return None


class ChoiceOfOne(Row, forms.ChoiceField):
    """One answer of a check, or a sign's state; empty is unanswered. ``entry`` is the check or sign."""

    agrees = ""  # the answer with which a meeting is agreed on, where the check asks for one

    default_error_messages = {
        "invalid_choice": _("Tuntematon vastaus: %(value)s."),
    }

    def __init__(self, entry: Check | Sign, words: Mapping[str, Words], row_template: str, anchor: str):
        super().__init__(choices=[("", ""), *words.items()], required=False, widget=forms.RadioSelect)
        self.entry, self.row_template, self.anchor = entry, row_template, anchor
        self._words = words

    def between(self, mine: str, theirs: str) -> Clash:
        return Clash(mine, theirs, self._words)

    def looks(self, value: str) -> Hashable:
        return value, self.anchor, self.entry, self.agrees


class Note(Row, forms.CharField):
    """The worker's own words, kept as typed. ``entry`` is the stage, sign or step it stands beside."""

    row_template = "rinnalla/note.html"

    def __init__(self, entry: Stage | Sign | Step, label: StrOrPromise):
        super().__init__(
            required=False,
            strip=False,
            max_length=LONGEST_NOTE,
            widget=forms.Textarea(attrs={"rows": 4}),
            label=label,
            help_text=_(
                "Omat muistiinpanosi. Asiakkaan palvelujen kannalta tarpeellinen kirjataan "
                "asiakastietojärjestelmään."
            ),
        )
        self.entry = entry
        self.error_messages["max_length"] = _("Muistiinpano on liian pitkä.")

    def looks(self, value: str) -> Hashable | None:
        return None if value else ()

    def to_python(self, value: str | None) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")

    def run_validators(self, value: str) -> None:
        if len(value) > LONGEST_NOTE:
            raise ValidationError(
                _("Muistiinpanossa on %(length)d merkkiä. Lyhennä se enintään 20 000 merkkiin."),
                code="max_length",
                params={"length": len(value)},
            )
        super().run_validators(value)


class Tick(Row, forms.CharField):
    """A tick box: ``on`` or empty. It is preceded by an empty hidden field of its name."""

    row_template = "rinnalla/tick.html"

    def __init__(self, label: Words):
        super().__init__(required=False, widget=forms.TextInput)
        self.label = label  # type: ignore[assignment]  # a Text too: the template has it in words

    def between(self, mine: str, theirs: str) -> Clash:
        """On the sheet a tick is the moment of ticking."""
        return Clash(mine, TICKED if theirs else "", {TICKED: _("merkitty")})

    def looks(self, value: str) -> Hashable:
        """When it was ticked stands beside it, if anywhere."""
        return bool(value), self.label

    def clean(self, value: str | None) -> str:
        if value not in ("", None, TICKED):
            raise ValidationError(
                _("Tuntematon arvo: %(value)s."), code="invalid_choice", params={"value": value}
            )
        return value or ""


class Line(Row, forms.CharField):
    """One short line of the worker's own."""

    row_template = "rinnalla/line.html"
    input_type = "text"
    unreadable: StrOrPromise = ""  # what a page says beside a box that shows what is no value

    def in_words(self, value: str) -> str:
        """A value as people say it; what cannot be taken, as it was typed."""
        return value

    def between(self, mine: str, theirs: str) -> Clash:
        words = {value: self.in_words(value) for value in (mine, theirs)}
        return Clash(mine, theirs, words, in_own_words=True)

    def looks(self, value: str) -> Hashable | None:
        return None if value else (str(self.label), str(self.help_text), self.input_type)

    def __init__(self, label: StrOrPromise, help_text: StrOrPromise = ""):
        super().__init__(required=False, max_length=LONGEST_LINE, label=label, help_text=help_text)
        self.widget.input_type = self.input_type
        self.error_messages["max_length"] = _("Tähän mahtuu enintään 200 merkkiä.")

    def run_validators(self, value: str) -> None:
        if len(value) > LONGEST_LINE:
            raise ValidationError(_("Tähän mahtuu enintään 200 merkkiä."), code="max_length")
        super().run_validators(value)


class Day(Line):
    """A day to come, kept as ``2026-11-26``; day first is understood too."""

    input_type = "date"
    unreadable = _("Päivä on kesken tai sellaista ei ole, joten sitä ei tallennettu.")

    def in_words(self, value: str) -> str:
        read = _day_in(value)
        return day(read) if read else value

    def clean(self, value: str | None) -> str:
        value = super().clean(value)
        if not value:
            return ""
        read = _day_in(value)
        if read is None:
            raise ValidationError(_("Kirjoita päivä näin: 26.11.2026."), code="invalid")
        if read < timezone.localdate():
            raise ValidationError(_("Päivä on jo mennyt. Valitse tämä päivä tai myöhempi."), code="past")
        return read.isoformat()


class Clock(Line):
    """A time of day, kept as ``09:30``."""

    input_type = "time"
    unreadable = _("Kellonaika on kesken, joten sitä ei tallennettu.")

    def in_words(self, value: str) -> str:
        read = _time_in(value)
        return clock(read) if read else value

    def clean(self, value: str | None) -> str:
        value = super().clean(value)
        if not value:
            return ""
        read = _time_in(value)
        if read is None:
            raise ValidationError(_("Kirjoita kellonaika näin: 9.30."), code="invalid")
        return read.strftime("%H:%M")


def _day_in(text: str) -> datetime.date | None:
    read = _parsed(text, ("%Y-%m-%d", "%d.%m.%Y"))
    return read.date() if read else None


def _time_in(text: str) -> datetime.time | None:
    read = _parsed(re.sub(r"^(klo|kl\.?|at)\s+", "", text), ("%H:%M", "%H.%M", "%H:%M:%S", "%H"))
    return read.time() if read else None


def _parsed(text: str, formats: tuple[str, ...]) -> datetime.datetime | None:
    for form in formats:
        try:
            return datetime.datetime.strptime(text.strip(), form)
        except ValueError:
            continue
    return None


def field_named(guidance: Guidance, name: str) -> Row | None:
    """The field of ``name`` in ``guidance``, or None when it knows no such name."""
    field = Field.named(name)
    build = BUILDERS.get(field.kind)
    return build(guidance, field.id) if build else None


def anchor_of(guidance: Guidance, subject: str) -> str:
    """Where a check or a sign stands on its page: a number, since anchors land in the browser's history."""
    kind = "q" if subject in guidance.checks else "m"
    return f"{kind}{guidance.numbers[subject]}"


def _check(guidance: Guidance, identifier: str) -> Row | None:
    check = guidance.checks.get(identifier)
    if check is None:
        return None
    choice = copy.copy(_choice(check, anchor_of(guidance, identifier)))
    if check.asks_for_meeting and (agreed := agreed_by(guidance)):
        choice.agrees = agreed[1]
    return choice


def _sign(guidance: Guidance, identifier: str) -> Row | None:
    sign = guidance.signs.get(identifier)
    if sign is None:
        return None
    return copy.copy(_state(sign, anchor_of(guidance, identifier)))


def _note(guidance: Guidance, identifier: str) -> Row | None:
    entry = (
        guidance.stages_by_id.get(identifier)
        or guidance.signs.get(identifier)
        or guidance.steps_by_id.get(identifier)
    )
    return copy.copy(_note_on(entry)) if entry else None


def _gone(guidance: Guidance, identifier: str) -> Row | None:
    return Tick(_("Tämä vaihe on käyty läpi")) if identifier in guidance.stages_by_id else None


def _done(guidance: Guidance, identifier: str) -> Row | None:
    step = guidance.steps_by_id.get(identifier)
    return Tick(step.title) if step else None


def _meeting(guidance: Guidance, identifier: str) -> Row | None:
    build = MEETING.get(identifier)
    return build() if build else None


def _label(guidance: Guidance, identifier: str) -> Row | None:
    if identifier:
        return None
    return Line(
        _("Nimi, josta tunnistat keskustelun"), _("Näkyy vain sinulle. Älä kirjoita asiakkaan nimeä.")
    )


# To make a field takes ten times as long as to copy it, and a page has forty. What a page changes on its copy
# are the row's own few attributes.


@lru_cache(maxsize=1024)
def _choice(check: Check, anchor: str) -> ChoiceOfOne:
    words = {answer.id: answer.text for answer in check.answers}
    return ChoiceOfOne(check, words, "rinnalla/choice.html", anchor)


@lru_cache(maxsize=1024)
def _state(sign: Sign, anchor: str) -> ChoiceOfOne:
    return ChoiceOfOne(sign, SIGN_STATES, "rinnalla/sign.html", anchor)


@lru_cache(maxsize=1024)
def _note_on(entry: Stage | Sign | Step) -> Note:
    return Note(entry, _("Muistiinpano"))


MEETING: dict[str, Callable[[], Line]] = {
    "date": lambda: Day(_("Päivä")),
    "time": lambda: Clock(_("Kellonaika")),
    "place": lambda: Line(_("Paikka")),
    "channel": lambda: Line(_("Yhteystapa")),
}

BUILDERS: dict[str, Callable[[Guidance, str], Row | None]] = {
    "check": _check,
    "sign": _sign,
    "note": _note,
    "gone": _gone,
    "done": _done,
    "meeting": _meeting,
    "label": _label,
}
