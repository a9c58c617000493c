"""The draft as one pack: rows out to the shape that packs and editions share, and back in.

The shape is written once, in each model's ``PACK``; this module only walks it.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.db import models, transaction

from .models import (
    Answer,
    Area,
    Check,
    Checklist,
    Contact,
    Draft,
    Entry,
    Phone,
    Point,
    Question,
    Sign,
    Stage,
    Step,
    StepContact,
)
from .rules.content import read_guidance
from .texts import TextField, source_hash

FORMAT = 1
TOP_LEVEL = {"stages": Stage, "checklists": Checklist, "contacts": Contact, "steps": Step}
IN_A_PACK = ("stages", "checklists", "steps", "contacts")
CHILDREN = {
    "points": Point,
    "areas": Area,
    "questions": Question,
    "checks": Check,
    "answers": Answer,
    "signs": Sign,
    "phones": Phone,
}


def read_draft() -> dict:
    """The draft rows as a pack (see the README, *Packs*)."""
    draft = Draft.objects.first() or Draft()
    pack = {"format": FORMAT} | {name: getattr(draft, name) for name in Draft.PACK}
    rows = _rows_by_parent()
    for key in IN_A_PACK:
        pack[key] = [_out(row, rows) for row in rows[TOP_LEVEL[key], None]]
    return pack


@transaction.atomic
def write_draft(pack: dict) -> None:
    """Make the draft say exactly what ``pack`` says; raises PackRefused before anything is touched."""
    read_guidance(pack)
    Draft(**{name: pack[name] for name in Draft.PACK}).save()
    for key, model in TOP_LEVEL.items():
        _write(model, pack[key], parent={})


def _rows_by_parent() -> dict[tuple[type[models.Model], int | None], list[models.Model]]:
    """Every draft row, one query a model, under its model and its parent's key (None at the top)."""
    rows = defaultdict(list)
    for model in [*TOP_LEVEL.values(), *CHILDREN.values(), StepContact]:
        parent = _parent_of(model)
        found = model.objects.order_by("position", "pk")
        for row in found.select_related("contact") if model is StepContact else found:
            rows[model, getattr(row, parent.attname) if parent else None].append(row)
    return rows


def _parent_of(model: type[models.Model]) -> models.ForeignKey | None:
    return next((field for field in model._meta.fields if isinstance(field, models.ForeignKey)), None)


def _out(row: models.Model, rows) -> dict:
    entry = {}
    if isinstance(row, Entry):
        entry["id"] = row.identifier
        if hasattr(row, "origin"):
            entry["origin"] = row.origin
        if row.retired:
            entry["retired"] = True
    for name in row.PACK:
        value = _value_out(row, name, rows)
        if value or name not in row.OPTIONAL:
            entry["id" if name == "identifier" else name] = value
    if stale := _stale_translations(row):
        entry["made_from"] = stale
    return entry


def _value_out(row, name, rows):
    if isinstance(row, Step) and name == "contacts":
        return [named.contact.identifier for named in rows[StepContact, row.pk]]
    if name in CHILDREN:
        return [_out(child, rows) for child in rows[CHILDREN[name], row.pk]]
    value = getattr(row, name)
    return value.isoformat() if isinstance(value, datetime.date) else value


def _stale_translations(row: models.Model) -> dict:
    """Translations made from a source that has changed since: field -> language -> hash of that source."""
    made_from = getattr(row, "made_from", {})
    stale = {
        name: {code: made for code, made in hashes.items() if made != source_hash(getattr(row, name))}
        for name, hashes in made_from.items()
    }
    return {name: hashes for name, hashes in stale.items() if hashes}


def _write(model: type[models.Model], entries: Iterable[dict], parent: dict) -> None:
    """Bring the rows of one parent to ``entries``; a row keeps its primary key by its id."""
    standing = (
        {_key(row): row for row in model.objects.filter(**parent)}
        if parent
        else {_key(row): row for row in model.objects.all()}
    )
    kept = set()
    for position, entry in enumerate(entries):
        row = _row_for(model, entry, standing)
        for name, value in _fields_in(model, entry).items():
            setattr(row, name, value)
        for name, value in parent.items():
            setattr(row, name, value)
        row.position = position
        row.save()
        kept.add(row.pk)
        _write_below(row, entry)
    for row in standing.values():
        if row.pk not in kept:
            row.delete()


def _row_for(model, entry, standing):
    """The row that already has this id, wherever it stands (an entry may have moved), or a new one."""
    if issubclass(model, Entry):
        return model.objects.filter(identifier=entry["id"]).first() or model(identifier=entry["id"])
    key = entry.get("id") or entry["number"]
    return standing.get(key) or model()


def _key(row: models.Model) -> str:
    return row.number if isinstance(row, Phone) else row.identifier


def _fields_in(model, entry: dict) -> dict:
    fields = {}
    for name in model.PACK:
        if name in CHILDREN or (model is Step and name == "contacts"):
            continue
        field = model._meta.get_field(name)
        fields[name] = entry.get("id" if name == "identifier" else name, _empty(field))
    if issubclass(model, Entry):
        fields["retired"] = entry.get("retired", False)
        fields["made_from"] = _made_from(model, entry)
        if "origin" in entry:
            fields["origin"] = entry["origin"]
    return fields


def _empty(field: models.Field):
    if isinstance(field, TextField):
        return {}
    return None if field.null else field.get_default()


def _made_from(model, entry: dict) -> dict:
    """A translation that a pack does not call stale was made from the source beside it."""
    stale = entry.get("made_from", {})
    return {
        field.name: {
            code: stale.get(field.name, {}).get(code, source_hash(entry[field.name]))
            for code in entry[field.name]
            if code != "fi"
        }
        for field in model._meta.fields
        if isinstance(field, TextField) and len(entry.get(field.name) or {}) > 1
    }


def _write_below(row: models.Model, entry: dict) -> None:
    for name in row.PACK:
        if name in CHILDREN:
            child = CHILDREN[name]
            _write(child, entry[name], parent={_parent_of(child).name: row})
    if isinstance(row, Step):
        _name_contacts(row, entry["contacts"])


def _name_contacts(step: Step, identifiers: list[str]) -> None:
    StepContact.objects.filter(step=step).delete()
    contacts = {contact.identifier: contact for contact in Contact.objects.filter(identifier__in=identifiers)}
    StepContact.objects.bulk_create(
        StepContact(step=step, contact=contacts[identifier], position=position)
        for position, identifier in enumerate(identifiers)
    )
