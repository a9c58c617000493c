"""The row of a field on a page. A question with the same answer, and an empty note, always look the same, so
they are drawn once.
"""

from django import template
from django.forms import BoundField
from django.template.loader import get_template
from django.utils.translation import get_language

from interview.sheet.fields import ChoiceOfOne, Note, Row

register = template.Library()

MOST = 5000
_drawn: dict[tuple, str] = {}  # which question with which answer -> markup; no word of a worker's is in it


@register.simple_tag
def asked(bound: BoundField) -> str:
    """The field as its own template draws it, with what the worker answered."""
    field = bound.field
    if not isinstance(field, ChoiceOfOne | Note) or _holds_words(bound) or _is_special(bound, field):
        return _draw(bound)
    agrees = field.agrees if isinstance(field, ChoiceOfOne) else ""
    key = (get_language(), bound.html_name, bound.value(), field.anchor, field.entry, agrees)
    if key not in _drawn:
        if len(_drawn) >= MOST:
            _drawn.clear()
        _drawn[key] = _draw(bound)
    return _drawn[key]


def _holds_words(bound: BoundField) -> bool:
    """Whether a worker's own words are in it: they are kept nowhere but on the sheet."""
    return isinstance(bound.field, Note) and bool(bound.value())


def _is_special(bound: BoundField, field: Row) -> bool:
    """Whether it has a fault, gives way to a choice between two values, or goes out by itself."""
    return bool(bound.errors or field.conflict or field.oob)


def _draw(bound: BoundField) -> str:
    return get_template(bound.field.row_template).render({"field": bound})
