"""What an example case expects of steps besides coming up, as form fields: which is first, an order, helpers.

Each cleans to what a pack has; what is picked there and is gone can still be picked, so that it can be seen.
"""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

Named = list[tuple[str, str]]
Grouped = list[tuple[str, Named]]

ANY = ("", _("ei väliä"))
BETWEEN = "="  # in no id


class FirstStepField(forms.ChoiceField):
    """A step, or none."""

    def use(self, steps: Grouped) -> None:
        self.choices = [ANY, *steps]


class InOrderField(forms.MultiValueField):
    """At least two boxes, one for each step of an order; an order of one says nothing."""

    def __init__(self, *, label: str, help_text: str = ""):
        super().__init__(fields=(), required=False, label=label, help_text=help_text, widget=InOrderWidget())

    def use(self, steps: Grouped, initial: list[str]) -> None:
        choices = [ANY, *steps]
        self.fields = tuple(
            forms.ChoiceField(choices=choices, required=False) for _box in range(max(2, len(initial)))
        )
        self.widget = InOrderWidget([forms.Select(choices=choices) for _box in self.fields])
        for number, box in enumerate(self.widget.widgets, start=1):
            box.attrs["aria-label"] = _("%(label)s: %(number)s.") % {"label": self.label, "number": number}

    def compress(self, data_list: list[str]) -> list[str]:
        picked = [step for step in data_list if step]
        if len(picked) == 1 or len({*picked}) < len(picked):
            raise forms.ValidationError(_("Valitse järjestykseen kaksi eri askelta, tai jätä se tyhjäksi."))
        return picked

    def has_changed(self, initial: list[str] | None, data: list[str] | None) -> bool:
        return [*(initial or ())] != [step for step in data or () if step]

    def in_words(self, value: list[str] | None) -> str:
        names = dict(_flat(self.fields[0].choices)) if self.fields else {}
        return " → ".join(str(names.get(step, step)) for step in value or ()) or str(ANY[1])


class InOrderWidget(forms.MultiWidget):
    def __init__(self, widgets: Iterable[forms.Select] = ()):
        super().__init__(list(widgets))

    def decompress(self, value: list[str] | None) -> list[str | None]:
        return [*(value or ()), *[None] * (len(self.widgets) - len(value or ()))]


class HelpersField(forms.MultipleChoiceField):
    """Pairs of a step and a contact; cleans to each step with its contacts."""

    def __init__(self, *, label: str, help_text: str = "", widget: forms.Widget):
        super().__init__(required=False, label=label, help_text=help_text, widget=widget)

    def use(self, named: Iterable[tuple[str, str, list[tuple[str, str]]]], initial: dict) -> None:
        """``named``: each step by id and name, with those it names."""
        groups = [
            (name, [(f"{step}{BETWEEN}{key}", words) for key, words in those]) for step, name, those in named
        ]
        known = {key for _name, those in groups for key, _words in those}
        gone = [(key, key.replace(BETWEEN, " › ")) for key in self.prepare_value(initial) if key not in known]
        self.choices = [*groups, *([(_("Ei enää ohjeistossa"), gone)] if gone else [])]

    def prepare_value(self, value) -> list[str]:
        if isinstance(value, dict):
            return [f"{step}{BETWEEN}{contact}" for step, contacts in value.items() for contact in contacts]
        return value or []

    def clean(self, value) -> dict[str, list[str]]:
        helpers: dict[str, list[str]] = {}
        for pair in super().clean(value):
            step, _between, contact = pair.partition(BETWEEN)
            helpers.setdefault(step, []).append(contact)
        return helpers

    def has_changed(self, initial, data) -> bool:
        return {*self.prepare_value(initial)} != {*(data or ())}

    def in_words(self, value: dict | None) -> str:
        names = dict(_flat(self.choices))
        return ", ".join(str(names.get(pair, pair)) for pair in self.prepare_value(value)) or str(ANY[1])


def _flat(choices) -> Named:
    return [
        pair
        for value, words in choices
        for pair in (words if isinstance(words, list | tuple) else [(value, words)])
    ]
