"""The order of rows among their siblings, moved by buttons one place at a time or to the top: plain forms,
no numbers.

A row's place is written here alone; every move leaves the siblings numbered from nought without gaps.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models, transaction
from django.db.models import Max
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from guidance.draft import parent_of
from guidance.models import Step

TOP, UP, DOWN = "top", "up", "down"
WORDS = {TOP: _("Ylimmäksi"), UP: _("Ylös"), DOWN: _("Alas")}
# Workers see steps by urgency first, and editors those out of use apart: a step moves among those like it.
GROUPED_BY = {Step: ("urgency", "retired")}


@dataclass(frozen=True)
class Position:
    """Where a row stands among its siblings: ``number`` of ``count``, counted from one."""

    number: int
    count: int


def positions(rows: Iterable[models.Model]) -> dict[int, Position]:
    """The position of every row, by key; ``rows`` in their order, with all their siblings."""
    groups: dict[tuple, list[int]] = {}
    for row in rows:
        groups.setdefault(_group_of(row), []).append(row.pk)
    return {
        key: Position(number, len(keys))
        for keys in groups.values()
        for number, key in enumerate(keys, start=1)
    }


@transaction.atomic
def move(row: models.Model, direction: str) -> Position:
    """Let a row change places with its neighbour, if it has one, or come before all those like it; gives the
    place where it stands then."""
    siblings = list(_siblings(row).select_for_update())
    own = [number for number, other in enumerate(siblings) if _group_of(other) == _group_of(row)]
    group = [siblings[number] for number in own]
    here = group.index(row)
    there = {TOP: 0, UP: max(here - 1, 0), DOWN: min(here + 1, len(group) - 1)}[direction]
    group.insert(there, group.pop(here))
    for number, other in zip(own, group, strict=True):
        siblings[number] = other
    _number(siblings)
    return Position(there + 1, len(group))


def put_last(row: models.Model) -> None:
    """Give a row that is new among its siblings the last place; the caller saves it."""
    last = _siblings(row).aggregate(last=Max("position"))["last"]
    row.position = 0 if last is None else last + 1


def buttons(row: models.Model, position: Position) -> SafeString:
    """Buttons that send ``move``; the first has no way up and the last none down. To the top leads what has a
    longer way there than one up."""
    wanted = {TOP: position.number > 2, UP: position.number > 1, DOWN: position.number < position.count}
    shown = [_button(row, position, direction) if possible else "" for direction, possible in wanted.items()]
    return format_html('<span class="moves">{}{}{}</span>', *shown)


def _button(row: models.Model, position: Position, direction: str) -> SafeString:
    in_words = _("%(row)s, nyt %(number)s/%(count)s") % {
        "row": row,
        "number": position.number,
        "count": position.count,
    }
    return format_html(
        '<button type="submit" class="move {}" name="move" value="{}-{}" id="{}-{}">{}'
        '<span class="visually-hidden">: {}</span></button>',
        *(direction, row.pk, direction, direction, row.pk, WORDS[direction], in_words),
    )


def _siblings(row: models.Model) -> models.QuerySet:
    parent = parent_of(type(row))
    rows = type(row).objects.order_by("position", "pk")
    return rows.filter(**{parent.attname: parent.value_from_object(row)}) if parent else rows


def _group_of(row: models.Model) -> tuple:
    parent = parent_of(type(row))
    grouped_by = (row.serializable_value(name) for name in GROUPED_BY.get(type(row), ()))
    return (parent.value_from_object(row) if parent else None, *grouped_by)


def _number(rows: list[models.Model]) -> None:
    moved = [(row, number) for number, row in enumerate(rows) if row.position != number]
    for row, number in moved:
        row.position = number
    type(rows[0]).objects.bulk_update([row for row, _number in moved], ["position"])
