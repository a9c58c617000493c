"""The fields of a folded row, told to its template in plain values: a long list has two thousand of them, and
a template takes several times as long to ask a field as to read what was asked once.
"""

from django import template

register = template.Library()


@register.simple_tag
def fields_in_lines(row) -> list[list[list[dict]]]:
    """The field sets of a row below a page, each in lines, each with its fields."""
    return [[[_told(field) for field in line] for line in fieldset] for fieldset in row]


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
