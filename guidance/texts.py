"""Translated texts: one JSON column ``{"fi": "…", "sv": "…"}``, a box for each language in forms.

A language is a setting, so it never shows in a migration.
"""

import hashlib
from collections.abc import Mapping

from django import forms
from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .ordered_json import OrderedJSONField
from .rules.proof.completeness import LONGEST_LABEL
from .rules.readers import formatted
from .rules.schema import KINDS
from .rules.shapes import SOURCE_LANGUAGE

# The only texts with paragraphs, lists and bold.
FORMATTED = frozenset(
    name for kind in KINDS.values() for name, read in kind.values.items() if read is formatted
)
LONGEST = {("stage", "label"): LONGEST_LABEL}  # model and text -> letters


def source_hash(text: Mapping[str, str]) -> str:
    """A short fingerprint of the source wording, kept beside each translation made from it."""
    return hashlib.sha256(text.get(SOURCE_LANGUAGE, "").encode()).hexdigest()[:12]


def in_reader_language(text: Mapping[str, str]) -> str:
    """The text as the reader of this request reads it, in the source language where it is not translated."""
    return text.get(get_language() or SOURCE_LANGUAGE) or text.get(SOURCE_LANGUAGE, "")


def tidied(name: str, words: str) -> str:
    """Words as this text keeps them: one line, however it was broken in its box, or paragraphs."""
    if name in FORMATTED:
        return words.replace("\r\n", "\n").expandtabs(4).strip()
    return " ".join(words.split())


def longest(model: type[models.Model], name: str) -> int | None:
    """How many letters this text may have, or None when it may have any number."""
    return LONGEST.get((model._meta.model_name, name))


def fault_in(model: type[models.Model], name: str, words: str) -> str:
    """What is wrong with tidied words as this text, as a sentence; "" when nothing is."""
    limit = longest(model, name)
    if limit and len(words) > limit:
        return _("Sana on liian pitkä palkkiin: enintään seitsemän kirjainta.")
    return ""


def sources_of(before: dict[str, str], now: dict[str, str], known: dict[str, str]) -> dict[str, str]:
    """Language -> hash of the source its words were made from.

    A translation written now was made from the source beside it; an untouched one keeps its own.
    """
    return {
        code: source_hash(now) if words != before.get(code) else known.get(code, source_hash(before))
        for code, words in now.items()
        if code != SOURCE_LANGUAGE
    }


class TextWidget(forms.MultiWidget):
    """One box a language, labelled by the language and marked with its ``lang``."""

    template_name = "guidance/text_widget.html"

    def __init__(self, rows: int = 0, attrs=None):
        box = forms.Textarea if rows else forms.TextInput
        size = {"rows": rows} if rows else {"size": 60}
        super().__init__(
            {
                code: box({**size, "lang": code, "aria-label": f"{name}", "spellcheck": "true"})
                for code, name in settings.LANGUAGES
            },
            attrs,
        )

    def decompress(self, value):
        return [(value or {}).get(code, "") for code, _language in settings.LANGUAGES]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        for subwidget, (code, language) in zip(
            context["widget"]["subwidgets"], settings.LANGUAGES, strict=True
        ):
            subwidget.update(language=language, code=code)
        return context


class TextFormField(forms.MultiValueField):
    """Asks for a text in every language; only the source language is required."""

    def __init__(self, rows: int = 0, required: bool = True, **kwargs):
        boxes = [
            forms.CharField(required=required and code == SOURCE_LANGUAGE, strip=True)
            for code, _language in settings.LANGUAGES
        ]
        super().__init__(
            boxes,
            required=required,
            require_all_fields=False,
            widget=TextWidget(rows),
            **kwargs,
        )

    def __deepcopy__(self, memo):
        """As any field is copied for each form, but for its boxes: no form changes those of one text."""
        return super(forms.MultiValueField, self).__deepcopy__(memo)

    def compress(self, values):
        codes = (code for code, _language in settings.LANGUAGES)
        return {
            code: text.replace("\r\n", "\n") for code, text in zip(codes, values or [], strict=False) if text
        }

    def has_changed(self, initial, data):
        return self.compress(data) != (initial or {})


class TextField(OrderedJSONField):
    """A text in every language of the installation; ``rows`` asks for a box that tall (0: one line)."""

    def __init__(self, *args, rows: int = 0, **kwargs):
        self.rows = rows
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        kwargs.pop("widget", None)
        kwargs.pop("encoder", None)
        return TextFormField(
            rows=self.rows,
            required=not self.blank,
            label=kwargs.get("label", self.verbose_name.capitalize()),
            help_text=kwargs.get("help_text", self.help_text),
        )
