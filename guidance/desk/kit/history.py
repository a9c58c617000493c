"""The history of a row says which boxes were changed: beside each text that Django notes stand its languages.

What is noted is in the language of the code, so that each reader has it in their own. Older lines hold the
labels of the forms, which begin with a capital: they are looked up by the names that those were made of.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.core.paginator import Page
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, gettext_noop

from guidance.models import MODELS, Draft
from guidance.texts import TextFormField

WITH_OUR_QUOTES = ("fi", "sv")
OUR_QUOTES = str.maketrans({"“": "”", '"': "”"})
SAID = "said"  # a sentence of our own in the place of Django's "changed"
RESTORED = gettext_noop("Luonnos on nyt kuin painos %(number)s.")
RESTORED_BEFORE = "Luonnos on nyt kuin Painos "
LANGUAGES = "languages"  # beside Django's "fields", one list of codes for each


def note_languages(message: list[dict], form: forms.ModelForm, formsets: Iterable) -> None:
    """Put the languages into Django's message on a form and the rows below it."""
    rows = [form] + [row for formset in formsets for row in formset.initial_forms]
    changed = [each["changed"] for each in message if each.get("changed", {}).get("fields")]
    whose = [row for row in rows if row.changed_data and not row.cleaned_data.get("DELETE")]
    if len(changed) == len(whose):
        for noted, row in zip(changed, whose, strict=True):
            noted[LANGUAGES] = [list(_languages_of(row, name)) for name in row.changed_data]


def _languages_of(form: forms.ModelForm, name: str) -> Iterator[str]:
    if isinstance(form.fields[name], TextFormField):
        before, now = form.initial.get(name) or {}, form.cleaned_data.get(name) or {}
        yield from (code for code, _name in settings.LANGUAGES if before.get(code) != now.get(code))


def in_words(page: Page) -> Page:
    """A page of the history, each entry with the languages of what was changed."""
    page.object_list = [_with_languages(entry) for entry in page.object_list]
    return page


def _with_languages(entry: LogEntry) -> LogEntry:
    if entry.change_message.startswith("["):
        message = json.loads(entry.change_message)
        for each in message:
            _name_as_in_code(each.get("changed", {}))
            _name_languages(each.get("changed", {}))
        entry.change_message = _said_in_words(message) or json.dumps(message)
        entry.change_message = _with_our_quotes(entry.get_change_message())
    elif entry.change_message:
        entry.change_message = _older_in_words(entry.change_message)
    return entry


def said(sentence: str, **details: int | str) -> list[dict]:
    """A message of a sentence in the language of the code."""
    return [{SAID: {"sentence": sentence, "details": details}}]


def _said_in_words(message: list[dict]) -> str:
    every = ((each[SAID]["sentence"], each[SAID]["details"]) for each in message if SAID in each)
    return " ".join(gettext(sentence) % details for sentence, details in every)


def _older_in_words(words: str) -> str:
    """A sentence that was noted in Finnish before ``said``."""
    number = words.removeprefix(RESTORED_BEFORE).removesuffix(".")
    restored = words.startswith(RESTORED_BEFORE)
    return gettext(RESTORED) % {"number": number} if restored else gettext(words)


def _name_as_in_code(changed: Mapping[str, Any]) -> None:
    known = _labels()
    for number, name in enumerate(changed.get("fields", ())):
        changed["fields"][number] = known.get(name, name)


@cache
def _labels() -> dict[str, str]:
    """Label of a form -> the name that it was made of, in the language of the code."""
    with translation.override(None):
        fields = (field for model in (Draft, *MODELS.values()) for field in model._meta.fields)
        names = {str(field.verbose_name) for field in fields}
        return {capfirst(name): name for name in names}


def _with_our_quotes(words: str) -> str:
    """Django's catalogs of these languages have others."""
    return words.translate(OUR_QUOTES) if get_language() in WITH_OUR_QUOTES else words


def _name_languages(changed: Mapping[str, Any]) -> None:
    names = dict(settings.LANGUAGES)
    for number, codes in enumerate(changed.get(LANGUAGES, ())):
        if codes:
            languages = ", ".join(names.get(code, code) for code in codes)
            changed["fields"][number] = f"{gettext(changed['fields'][number])} ({languages})"
