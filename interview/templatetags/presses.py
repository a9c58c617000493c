"""The word of a page that makes something (``interview/presses.py``)."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from interview.presses import FIELD, new_word

register = template.Library()


@register.simple_tag
def press() -> SafeString:
    """Another in each form of each page."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, new_word())
