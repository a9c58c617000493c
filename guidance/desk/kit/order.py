"""The order of rows among their siblings, moved one place at a time by buttons: plain forms, no numbers.

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

UP, DOWN = "up", "down"
WORDS = {UP: _("Ylös"), DOWN: _("Alas")}
GROUPED_BY = {Step: "urgency"}  # workers see steps by urgency first, so a step moves among those like it


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
    """Let a row change places with its neighbour, if it has one; gives the place where it stands then."""
    siblings = list(_siblings(row).select_for_update())
    own = [number for number, other in enumerate(siblings) if _group_of(other) == _group_of(row)]
    here = next(place for place, number in enumerate(own) if siblings[number].pk == row.pk)
    there = here + (1 if direction == DOWN else -1)
    if 0 <= there < len(own):
        siblings[own[here]], siblings[own[there]] = siblings[own[there]], siblings[own[here]]
        here = there
    _number(siblings)
    return Position(here + 1, len(own))


def put_last(row: models.Model) -> None:
    """Give a row that is new among its siblings the last place; the caller saves it."""
    last = _siblings(row).aggregate(last=Max("position"))["last"]
    row.position = 0 if last is None else last + 1


def buttons(row: models.Model, position: Position) -> SafeString:
    """Two buttons that send ``move``; the first has no way up and the last none down."""
    wanted = {UP: position.number > 1, DOWN: position.number < position.count}
    shown = [_button(row, position, direction) if possible else "" for direction, possible in wanted.items()]
    return format_html('<span class="moves">{}{}</span>', *shown)


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
    parent, grouped_by = parent_of(type(row)), GROUPED_BY.get(type(row))
    return (
        parent.value_from_object(row) if parent else None,
        row.serializable_value(grouped_by) if grouped_by else None,
    )


def _number(rows: list[models.Model]) -> None:
    moved = [(row, number) for number, row in enumerate(rows) if row.position != number]
    for row, number in moved:
        row.position = number
    type(rows[0]).objects.bulk_update([row for row, _number in moved], ["position"])
