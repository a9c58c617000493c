"""From a place in the guidance, as problems and changes name it, to the form where it is mended.

``form_of`` gives an address without asking the database anything, so that a page may link to hundreds of
places; the row is looked up when somebody follows the link.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from guidance.models import MODELS, Draft, Step
from guidance.texts import TextField

from .keys import key_in

# Fields whose rows on the form go by another name than theirs.
GROUPS = {(Step, "contacts"): "stepcontact_set"}


def with_a_form(kind: str) -> type[models.Model] | None:
    """The model of a kind that has forms of its own; entries of others are rows on the form they stand in."""
    model = MODELS.get(kind)
    return model if model and admin.site.is_registered(model) else None


def form_of(place: str) -> str:
    """The address of the form for a place: "steps/propose/show/2", "contacts/x/phones", "company/1".

    A kind alone leads to its list, and "" to what belongs to the guidance as a whole.
    """
    if "/" not in place and (model := with_a_form(place)):
        return _list_of(model)
    return reverse("admin:guidance_place", args=[place or "title"])


def place_view(request, desk, place: str):
    """Lead on to the form; one who may see none of the guidance is led nowhere."""
    if not request.user.has_module_perms("guidance"):
        raise PermissionDenied
    return redirect(_address(request, _read(place)))


@dataclass(frozen=True)
class _Way:
    """A place taken apart: the entries on the way, outermost first, and the field in the last."""

    entries: list[tuple[str, str]] = field(default_factory=list)
    field: str = ""
    language: str = ""


def _read(place: str) -> _Way:
    parts = place.split("/")
    entries = list(_entries(parts))
    rest = [*parts[2 * len(entries) :], "", ""]
    return _Way(entries, rest[0], rest[1])


def _entries(parts: list[str]) -> Iterator[tuple[str, str]]:
    for kind, identifier in zip(parts[::2], parts[1::2], strict=False):
        if kind not in MODELS:
            return
        yield kind, identifier


def _address(request, way: _Way) -> str:
    if not way.entries:
        model = with_a_form(way.field)
        return _list_of(model) if model else _basics(way)
    own = [number for number, (kind, _id) in enumerate(way.entries) if with_a_form(kind)]
    if not own:
        return _basics(_Way())
    kind, identifier = way.entries[own[-1]]
    row = MODELS[kind].objects.filter(identifier=identifier).first()
    if row is None:
        messages.info(request, _("Kohtaa ei ole enää luonnoksessa."))
        return _list_of(MODELS[kind])
    return _form(row) + _fragment(row, way.entries[own[-1] + 1 :], way)


def _basics(way: _Way) -> str:
    draft = Draft.objects.first()
    return _form(draft) + _fragment(draft, [], way) if draft else _list_of(Draft)


def _fragment(row: models.Model, below: list[tuple[str, str]], way: _Way) -> str:
    """Where on the form: the row of a group, a group, or a field."""
    if below:
        kind, identifier = below[0]
        return _row_of_group(row, kind, identifier)
    if group := _group(row, way.field):
        return f"#{group}-group"
    known = {each.name: each for each in row._meta.fields if each.editable}
    if way.field not in known:
        return ""
    if way.field in row.KIND.rules:
        return f"#id_{way.field}"
    return f"#id_{way.field}{_box(known[way.field], way.language)}"


def _group(row: models.Model, name: str) -> str:
    """The prefix of the rows on a form that a field is, or "" where it is no such group."""
    is_group = name in row.KIND.below and not with_a_form(name)
    return name if is_group else GROUPS.get((type(row), name), "")


def _row_of_group(row: models.Model, kind: str, identifier: str) -> str:
    model = MODELS[kind]
    if kind not in row.KIND.below:
        return ""
    if not model.KIND.has_ids:
        number = (key_in(identifier) or 0) - 1
        there = 0 <= number < getattr(row, kind).count()
        return f"?row={number}#{kind}-{number}" if there else f"#{kind}-group"
    if not getattr(row, kind).filter(identifier=identifier).exists():
        return f"#{kind}-group"
    return row_on_page(kind, identifier)


def row_on_page(group: str, identifier: str) -> str:
    """What follows the address of a form so that a row of a group stands open there."""
    return f"?{urlencode({'row': identifier})}#{group}-of-{identifier}"


def _box(known: models.Field, language: str) -> str:
    if not isinstance(known, TextField):
        return ""
    codes = [code for code, _name in settings.LANGUAGES]
    return f"_{codes.index(language) if language in codes else 0}"


def _form(row: models.Model) -> str:
    return _admin_address(type(row), "change", row.pk)


def _list_of(model: type[models.Model]) -> str:
    return _admin_address(model, "changelist")


def _admin_address(model: type[models.Model], page: str, *arguments) -> str:
    return reverse(f"admin:guidance_{model._meta.model_name}_{page}", args=arguments)
