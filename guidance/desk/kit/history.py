"""The history of a row says which boxes were changed: beside each text that Django notes stand its languages.

What is noted is in the language of the code, so that each reader has it in their own.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.core.paginator import Page
from django.utils.translation import get_language, gettext

from guidance.texts import TextFormField

WITH_OUR_QUOTES = ("fi", "sv")
OUR_QUOTES = str.maketrans({"“": "”", '"': "”"})
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
            _name_languages(each.get("changed", {}))
        entry.change_message = json.dumps(message)
        entry.change_message = _with_our_quotes(entry.get_change_message())
    return entry


def _with_our_quotes(words: str) -> str:
    """Django's catalogs of these languages have others."""
    return words.translate(OUR_QUOTES) if get_language() in WITH_OUR_QUOTES else words


def _name_languages(changed: Mapping[str, Any]) -> None:
    names = dict(settings.LANGUAGES)
    for number, codes in enumerate(changed.get(LANGUAGES, ())):
        if codes:
            languages = ", ".join(names.get(code, code) for code in codes)
            changed["fields"][number] = f"{gettext(changed['fields'][number])} ({languages})"
