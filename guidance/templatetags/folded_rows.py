"""The fields of a folded row, told to its template in plain values: a long list has two thousand of them, and
a template takes several times as long to ask a field as to read what was asked once.
"""

import json

from django import template
from django.utils.text import capfirst

register = template.Library()


@register.filter
def with_plain_words(formset_data: str, kind: str) -> str:
    """What Django's script knows of the rows, but for the capital of their kind within its words."""
    known = json.loads(formset_data)
    options = known["options"]
    options["addText"] = options["addText"].replace(capfirst(str(kind)), str(kind))
    return json.dumps(known)


@register.simple_tag
def fields_in_lines(row) -> list[dict]:
    """The field sets of a row below a page, each with its lines, each of these with its fields."""
    return [
        {
            "folded_under": fieldset.name if fieldset.is_collapsible else "",
            "lines": [[_told(field) for field in line] for line in fieldset],
        }
        for fieldset in row
    ]


def _told(field) -> dict:
    bound = field.field
    return {
        "name": bound.name,
        "widget": bound.as_widget(),
        "label": bound.label,
        "id": bound.id_for_label,
        "errors": bound.errors or "",
        "help_text": bound.help_text,
        "required": bound.field.required,
        "is_checkbox": field.is_checkbox,
    }
