"""The row of a field on a page. A question with the same answer, a tick, and an empty box, always look the
same, so they are drawn once.
"""

from collections.abc import Hashable

from django import template
from django.forms import BoundField
from django.template.loader import get_template
from django.utils.translation import get_language

from interview.sheet.fields import Row

register = template.Library()

MOST = 5000
_drawn: dict[tuple, str] = {}  # which question with which answer -> markup; no word of a worker's is in it


@register.simple_tag
def asked(bound: BoundField) -> str:
    """The field as its own template draws it, with what the worker answered."""
    looks = _looks(bound)
    if looks is None:
        return _draw(bound)
    key = (get_language(), bound.html_name, looks)
    drawn = _drawn.get(key)
    if drawn is None:
        if len(_drawn) >= MOST:
            _drawn.clear()
        drawn = _drawn[key] = _draw(bound)
    return drawn


def _looks(bound: BoundField) -> Hashable | None:
    """None where it has a fault, gives way to a choice between two values, says something of an earlier
    interview, or goes out by itself, too.
    """
    field = bound.field
    if not isinstance(field, Row) or bound.html_name in bound.form.errors:
        return None
    if field.conflict or field.earlier or field.oob:
        return None
    return field.looks(bound.value())


def _draw(bound: BoundField) -> str:
    return get_template(bound.field.row_template).render({"field": bound})
