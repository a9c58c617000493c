"""The draft as one pack: rows out to the shape that packs and editions share, and back in.

The shape is written once, in ``rules/schema.py``; this module only walks it.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from .models import MODELS, ClosedNumber, Draft, Step, StepContact
from .rules import shapes
from .rules.limits import beyond_limits
from .rules.places import Place
from .rules.problems import PackRefused, Problem, problem
from .rules.proof.letters import texts_amiss
from .rules.proof.numbers import closed_numbers_at, numbers_amiss
from .rules.reading import read_guidance
from .rules.schema import CONTACT, STEP, WHOLE, Kind, format_of
from .texts import TextField, source_hash

ROWS_OF_CONTACTS = "contacts_when"  # of a step, and kept with each of its contacts

DraftRows = dict[tuple[type[models.Model], int | None], list[models.Model]]
"""Every draft row under its model and its parent's key (None at the top)."""


def read_draft(rows: DraftRows | None = None) -> dict[str, Any]:
    """The draft rows as a pack (see the README, *Packs*); ``rows`` where they were read already."""
    draft = Draft.objects.first() or Draft()
    rows = rows_by_parent() if rows is None else rows
    lists = {name: [_out(row, rows) for row in rows[MODELS[name], None]] for name in WHOLE.below}
    # What no entry needs is left out: a draft in which nothing changed stays the same when a format is added.
    needed = [kind for kind in WHOLE.below.values() if lists[kind.name] or kind.since == 1]
    pack = {"format": 1}  # first of all in a file; which one is needed is known at the end
    pack |= {name: draft.serializable_value(name) for name in WHOLE.values}
    pack |= {kind.name: lists[kind.name] for kind in needed}
    pack["format"] = format_of(pack)
    if stale := _stale_translations(draft):
        pack["made_from"] = stale
    return pack


@transaction.atomic
def write_draft(pack: dict[str, Any]) -> None:
    """Make the draft say exactly what ``pack`` says; raises PackRefused before anything is touched."""
    read_guidance(pack)
    if problems := unknown_contacts(pack):
        raise PackRefused(problems)
    _write_whole(pack)
    wanted = defaultdict(list)
    for entry in _entries_in(pack, WHOLE, Place()):
        wanted[entry.place.kind].append(entry)
    written = {}
    for name, model in MODELS.items():
        written |= _write(model, wanted[name], written)
    _name_contacts(pack["steps"], written)


def look_through_a_file(pack: dict) -> None:
    """Raises PackRefused for a pack that shows one number and dials another, holds letters that nobody sees,
    or has texts or rules beyond the limits.

    Asked of what comes from a file. An older edition may hold such: it is restored, and mended in the draft
    before it can be published.
    """
    guidance = read_guidance(pack)
    if problems := [*numbers_amiss(guidance), *texts_amiss(guidance), *beyond_limits(guidance)]:
        raise PackRefused(problems)


def closed_numbers() -> tuple[shapes.ClosedNumber, ...]:
    """The numbers that the draft knows to be closed."""
    return tuple(
        shapes.ClosedNumber(each.identifier, each.number, shapes.Text(tuple(each.note.items())), each.seen_on)
        for each in ClosedNumber.objects.filter(retired=False)
    )


def closed_numbers_in(
    words: str,
    row: models.Model,
    place: Place | None = None,
    known: Callable[[], tuple[shapes.ClosedNumber, ...]] = closed_numbers,
) -> list[Problem]:
    """The closed ones among the numbers that an editor wrote for a row; without digits nothing is looked up.

    What says that a number is closed may name it.
    """
    if isinstance(row, ClosedNumber) or not any(each.isdigit() for each in words):
        return []
    return [*closed_numbers_at(place or Place(), words, known())]


def unknown_contacts(pack: Mapping[str, Any]) -> list[Problem]:
    """Contacts that a step names and the pack lacks; ``read_guidance`` does not look at retired steps."""
    known = {contact["id"] for contact in pack["contacts"]}
    return [
        problem("unknown-contact", Place.of(STEP, step["id"]) / "contacts", contact=contact)
        for step in pack["steps"]
        for contact in step["contacts"]
        if contact not in known
    ]


def _write_whole(pack: dict) -> None:
    """What belongs to the draft as a whole; how it is published is the organisation's, not a pack's."""
    Draft.objects.update_or_create(pk=1, defaults=_fields_in(Draft, pack))


def rows_by_parent(for_update: bool = False) -> DraftRows:
    """Every draft row, one query a model, under its model and its parent's key (None at the top).

    ``for_update``: inside a transaction, nobody else writes them before it ends.
    """
    rows = defaultdict(list)
    for model in [*MODELS.values(), StepContact]:
        parent = parent_of(model)
        queryset = model.objects.order_by("position", "pk")
        if for_update:
            queryset = queryset.select_for_update(of=("self",))
        for row in queryset.select_related("contact") if model is StepContact else queryset:
            rows[model, row.serializable_value(parent.name) if parent else None].append(row)
    return rows


def rows_for_update() -> DraftRows:
    """The same with the draft's own row, inside a transaction: nobody else writes them before it ends."""
    rows = rows_by_parent(for_update=True)
    Draft.objects.select_for_update().first()
    return rows


def parent_of(model: type[models.Model]) -> models.ForeignKey | None:
    """The field by which a model's rows stand below another's, or None at the top."""
    return next((field for field in model._meta.fields if isinstance(field, models.ForeignKey)), None)


def child_model(model: type[models.Model], name: str) -> type[models.Model] | None:
    """The model of the rows that a model's entry lists under ``name``, or None where that is a value."""
    return MODELS[name] if name in model.KIND.below else None


def _out(row: models.Model, rows) -> dict:
    entry = {}
    if row.KIND.has_ids:
        entry["id"] = row.identifier
    if row.KIND.has_origin:
        entry["origin"] = row.origin
    if row.KIND.has_ids and row.retired:
        entry["retired"] = True
    for name in row.KIND.in_rows:
        value = _value_out(row, name, rows)
        if value or name not in row.KIND.optional:
            entry[name] = value
    if stale := _stale_translations(row):
        entry["made_from"] = stale
    return entry


def _value_out(row, name, rows):
    if isinstance(row, Step) and name == "contacts":
        return [named.contact.identifier for named in rows[StepContact, row.pk]]
    if isinstance(row, Step) and name == ROWS_OF_CONTACTS:
        return {named.contact.identifier: named.when for named in rows[StepContact, row.pk] if named.when}
    if child := child_model(type(row), name):
        return [_out(below, rows) for below in rows[child, row.pk]]
    value = row.serializable_value(name)
    return value.isoformat() if isinstance(value, datetime.date) else value


def _stale_translations(row: models.Model) -> dict:
    """Translations made from a source that has changed since: field -> language -> hash of that source."""
    stale = {}
    for name, hashes in (row.made_from if row.KIND.knows_sources else {}).items():
        now = source_hash(row.serializable_value(name))
        stale[name] = {code: made for code, made in hashes.items() if made != now}
    return {name: hashes for name, hashes in stale.items() if hashes}


@dataclass(frozen=True)
class ToWrite:
    """An entry of a pack, and its number from 0 among its siblings."""

    place: Place
    position: int
    entry: dict


def _entries_in(entry: dict, kind: Kind, place: Place) -> Iterator[ToWrite]:
    """Every entry in one, each before what stands in it."""
    for name, below in kind.below.items():
        for position, each in enumerate(entry.get(name, [])):
            where = place / name / each.get("id", position + 1)
            yield ToWrite(where, position, each)
            yield from _entries_in(each, below, where)


def _write(model: type[models.Model], wanted: list[ToWrite], written) -> dict[Place, models.Model]:
    """Bring a model's rows to what is wanted; a row keeps its primary key by its id, wherever it moves."""
    standing, rows, new = _standing(model), {}, []
    parent = parent_of(model)
    for each in wanted:
        values = _fields_in(model, each.entry) | {"position": each.position}
        if parent:
            values[parent.attname] = written[each.place.above.alone].pk
        row = rows[each.place.alone] = standing.pop(each.place.alone, None) or model()
        changed = {
            name: value
            for name, value in values.items()
            if row.pk is None or row.serializable_value(name) != value
        }
        for name, value in changed.items():
            setattr(row, name, value)
        if row.pk is None:
            new.append(row)
        elif changed:
            row.save()
    model.objects.filter(pk__in=[row.pk for row in standing.values()]).delete()
    model.objects.bulk_create(new)
    return rows


def _standing(model: type[models.Model]) -> dict[Place, models.Model]:
    parent = parent_of(model)
    rows = model.objects.select_related(parent.name) if parent else model.objects.all()
    return {row.place: row for row in rows}


def _fields_in(model, entry: dict) -> dict:
    fields = {}
    for name in model.KIND.values.keys() - {ROWS_OF_CONTACTS}:
        field = model._meta.get_field(name)
        if not field.many_to_many:
            fields[name] = field.to_python(entry.get(name, _empty(field)))
    if model.KIND.has_ids:
        fields |= {"identifier": entry["id"], "retired": entry.get("retired", False)}
    if model.KIND.knows_sources:
        fields["made_from"] = _made_from(model, entry)
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


def _name_contacts(steps: list[dict], written) -> None:
    StepContact.objects.all().delete()
    StepContact.objects.bulk_create(
        StepContact(
            step=written[Place.of(STEP, step["id"])],
            contact=written[Place.of(CONTACT, contact)],
            when=step.get(ROWS_OF_CONTACTS, {}).get(contact, []),
            position=position,
        )
        for step in steps
        for position, contact in enumerate(step["contacts"])
    )
