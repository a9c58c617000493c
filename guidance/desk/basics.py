"""The form of what belongs to the draft as a whole."""

from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from guidance.models import Draft
from guidance.texts import SOURCE_LANGUAGE

from .kit.forms import EntryForm


class LanguageBoxes(forms.CheckboxSelectMultiple):
    """A box a language. The source language is always needed: its box is ticked and cannot be cleared."""

    def create_option(self, name, value, label, selected, *args, **kwargs):
        is_source = value == SOURCE_LANGUAGE
        option = super().create_option(name, value, label, selected or is_source, *args, **kwargs)
        if is_source:
            option["attrs"] |= {"disabled": True, "checked": True}
        return option


class LanguagesField(forms.MultipleChoiceField):
    """Cleans to codes in the order of the settings, the source language always among them."""

    widget = LanguageBoxes

    def clean(self, value):
        picked = {SOURCE_LANGUAGE, *super().clean(value)}
        return [code for code, _name in self.choices if code in picked]

    def has_changed(self, initial, data):
        return {*(initial or ()), SOURCE_LANGUAGE} != {*(data or ()), SOURCE_LANGUAGE}


class DraftForm(EntryForm):
    required_languages = LanguagesField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if languages := self.fields.get("required_languages"):
            asked = Draft._meta.get_field("required_languages")
            languages.label, languages.help_text = capfirst(asked.verbose_name), asked.help_text
            languages.choices = self._languages()

    def clean_required_languages(self):
        """Untouched, they stay in the order in which a pack brought them."""
        before, now = self.instance.required_languages, self.cleaned_data["required_languages"]
        return before if {*before} == {*now} else now

    def _languages(self) -> list[tuple[str, str]]:
        """The languages of the installation, and those that a pack asks for besides."""
        known = dict(settings.LANGUAGES)
        others = {code: code for code in self.instance.required_languages if code not in known}
        return [*known.items(), *others.items()]


LANGUAGES_AND_PEOPLE = (_("Julkaiseminen"), {"fields": ["required_languages", "second_person"]})
