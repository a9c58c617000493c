"""What a form showed, box by box: a fingerprint of each, short enough to travel with the form.

A text is a box a language, made-up answers one a question or sign; any other field is one box.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.db import models

from guidance.desk.kit.fields.answers_field import AnswersField
from guidance.texts import SOURCE_LANGUAGE, TextFormField, source_hash

WHOLE = ""  # the key of a field that is one box
Prints = dict[str, str]  # box -> fingerprint; an empty box has none


def boxes_of(field: forms.Field, value: Any) -> dict[str, Any]:
    """Key -> what stands in that box of a field; nothing for an empty one."""
    if isinstance(field, TextFormField):
        boxes = {code: (value or {}).get(code, "") for code, _language in settings.LANGUAGES}
    elif isinstance(field, AnswersField):
        boxes = dict(value or {})
    else:
        boxes = {WHOLE: value.pk if isinstance(value, models.Model) else value}
    return {key: each for key, each in boxes.items() if not _is_empty(each)}


def prints_of(name: str, boxes: Mapping[str, Any]) -> Prints:
    return {box_name(name, key): _fingerprint(value) for key, value in boxes.items()}


def box_name(name: str, key: str) -> str:
    return f"{name}.{key}" if key else name


def packed(prints: Prints) -> str:
    return " ".join(f"{box}:{fingerprint}" for box, fingerprint in prints.items())


def unpacked(words: Iterable[str]) -> Prints:
    return dict(_pairs(words))


def _pairs(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    for word in words:
        box, colon, fingerprint = word.rpartition(":")
        if colon:
            yield box, fingerprint


def _is_empty(value: Any) -> bool:
    return value is None or value is False or value in ("", [], {})


def _fingerprint(value: Any) -> str:
    """The same for the same stored value. Of words it is the hash that a translation made from them keeps."""
    if isinstance(value, str):
        return source_hash({SOURCE_LANGUAGE: value.replace("\r\n", "\n").strip()})
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        value = sorted(value)  # ticks, which no form puts in order
    plain = json.dumps(value, sort_keys=True, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()[:12]
