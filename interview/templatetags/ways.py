"""What leads from page to page: a link in an interview; a button in practice, where a form takes the answers
along.
"""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from interview.walk.ways import Link

register = template.Library()


@register.simple_block_tag(takes_context=True)
def link(context, content: str, to: Link) -> SafeString:
    """``{% link row.link %}words{% endlink %}``; where it leads to the page it stands on, it says so."""
    current = SafeString(' aria-current="page"') if to == context.get("page_link") else ""
    if not to.page:
        return format_html('<a href="{}"{}>{}</a>', to.address, current, content)
    return format_html(
        '<button type="submit" name="go" value="{}" formaction="{}"{}>{}</button>',
        to.page,
        to.address,
        current,
        content,
    )
