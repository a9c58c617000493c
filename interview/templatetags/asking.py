"""The row of a field on a page. A question with the same answer, and an empty note, always look the same, so
they are drawn once.
"""

from django import template
from django.template.loader import get_template
from django.utils.translation import get_language

from interview.sheet.fields import ChoiceOfOne, Note

register = template.Library()

MOST = 5000
_drawn: dict[tuple, str] = {}  # which question with which answer -> markup; no word of a worker's is in it


@register.simple_tag
def asked(bound) -> str:
    """The field as its own template draws it, with what the worker answered."""
    if _holds_words(bound) or _is_special(bound):
        return _draw(bound)
    anchor = getattr(bound.field, "anchor", None)
    key = (get_language(), bound.html_name, bound.value(), anchor, bound.field.entry)
    if key not in _drawn:
        if len(_drawn) >= MOST:
            _drawn.clear()
        _drawn[key] = _draw(bound)
    return _drawn[key]


def _holds_words(bound) -> bool:
    """Whether a worker's own words are in it: they are kept nowhere but on the sheet."""
    return not isinstance(bound.field, ChoiceOfOne) and not (
        isinstance(bound.field, Note) and not bound.value()
    )


def _is_special(bound) -> bool:
    """Whether it has a fault, gives way to a choice between two values, or goes out by itself."""
    return bool(bound.errors or getattr(bound.field, "conflict", None) or getattr(bound.field, "oob", False))


def _draw(bound) -> str:
    return get_template(bound.field.row_template).render({"field": bound})
