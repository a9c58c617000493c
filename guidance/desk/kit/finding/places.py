"""From a place in the guidance, as problems and changes name it, to the form where it is mended.

``form_of`` gives an address without asking the database anything, so that a page may link to hundreds of
places; the row is looked up when somebody follows the link.
"""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from guidance.draft import ROWS_OF_CONTACTS, parent_of
from guidance.models import MODELS, Draft, Placed, Step
from guidance.rules.places import Place
from guidance.texts import TextField

from .keys import key_in

# Fields whose rows on the form go by another name than theirs.
GROUPS = {(Step, "contacts"): "stepcontact_set"}


def with_a_form(kind: str) -> type[models.Model] | None:
    """The model of a kind that has forms of its own; entries of others are rows on the form they stand in."""
    model = MODELS.get(kind)
    return model if model and admin.site.is_registered(model) else None


def with_a_form_of_its_own(row: models.Model) -> bool:
    return admin.site.is_registered(type(row))


def form_of(place: Place) -> str:
    """The address of the form for a place. A kind alone leads to its list, the whole to the basics."""
    if len(place.path) == 1 and (model := with_a_form(place.field)):
        return _list_of(model)
    return reverse("admin:guidance_place", args=[str(place) or "title"])


def place_view(request, desk, place: str):
    """Lead on to the form; one who may see none of the guidance is led nowhere."""
    if not request.user.has_module_perms("guidance"):
        raise PermissionDenied
    return redirect(_address(request, Place.parse(place)))


def page_of(row: Placed | Draft) -> str:
    """The page where a row is edited: its own, or that of the row above it, with the row open there."""
    if admin.site.is_registered(type(row)):
        return _form(row)
    parent = parent_of(type(row))
    above = _admin_address(parent.related_model, "change", parent.value_from_object(row))
    return above + row_on_page(row.KIND.name, row.identifier)


def _address(request, place: Place) -> str:
    if not place.entries:
        model = with_a_form(place.field)
        return _list_of(model) if model else _basics(place)
    own = [number for number, (kind, _id) in enumerate(place.entries) if with_a_form(kind)]
    kind, identifier = place.entries[own[-1] if own else 0]
    row = MODELS[kind].objects.filter(identifier=identifier).first()
    if row is None:
        messages.info(request, _("Kohtaa ei ole enää luonnoksessa."))
        return _list_of(MODELS[kind] if own else Draft)
    if not own:
        return page_of(row)
    return _form(row) + _fragment(row, place.entries[own[-1] + 1 :], place)


def _basics(place: Place) -> str:
    draft = Draft.objects.first()
    return _form(draft) + _fragment(draft, (), place) if draft else _list_of(Draft)


def _fragment(row: models.Model, below: tuple[tuple[str, str], ...], place: Place) -> str:
    """Where on the form: the row of a group, a group, or a field."""
    if below:
        kind, identifier = below[0]
        return _row_of_group(row, kind, identifier)
    if isinstance(row, Step) and place.field == ROWS_OF_CONTACTS and len(place.within) > 1:
        return _row_of_contact(row, place.within[1])
    if group := _group(row, place.field):
        return f"#{group}-group"
    known = {each.name: each for each in row._meta.fields if each.editable}
    if place.field not in known:
        return ""
    if place.field in row.KIND.rules:
        return _row_of_rule(place)
    return f"#id_{place.field}{_box(known[place.field], place.language)}"


def _row_of_rule(place: Place) -> str:
    """The rule, or the row of it that the place names, open."""
    number = key_in(place.within[1]) if len(place.within) > 1 else None
    if not number:
        return f"#id_{place.field}"
    name = f"{place.field}-{number - 1}"
    return f"?row={name}#{name}"


def _row_of_contact(step: Step, contact: str) -> str:
    group = GROUPS[Step, "contacts"]
    named = list(step.stepcontact_set.values_list("contact__identifier", flat=True))
    if contact not in named:
        return f"#{group}-group"
    number = named.index(contact)
    return f"?row={number}#{group}-{number}"


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
        there = 0 <= number < row.rows_below(kind).count()
        return f"?row={number}#{kind}-{number}" if there else f"#{kind}-group"
    if not row.rows_below(kind).filter(identifier=identifier).exists():
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
