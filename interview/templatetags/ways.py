"""Ways from page to page: links in an interview; buttons in a try, where a form takes the answers along."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from interview.practice.trial import Way

register = template.Library()


@register.filter
def opens(way) -> SafeString:
    """The inside of the opening tag of what leads there: ``<{{ url|opens }} class="…">``."""
    if not isinstance(way, Way):
        return format_html('a href="{}"', way)
    return format_html('button type="submit" name="go" value="{}" formaction="{}"', way.place, way)


@register.filter
def closes(way) -> str:
    """The name in the closing tag."""
    return "button" if isinstance(way, Way) else "a"
