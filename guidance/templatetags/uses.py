"""How a place is named where something is used: a link, the answers that lead there, whom it then names."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def place_with_answers(place, answers, helpers) -> SafeString:
    """The link, whether the place is out of use, each answer, one or the other, and the helpers."""
    retired = f" ({_('poistettu käytöstä')})" if place.retired else ""
    answers_in_words = format_html_join(
        f" {_('tai')} ", '<span class="use-answer">{}</span>', ((each,) for each in answers)
    )
    space = " " if answers_in_words else ""
    return format_html(
        '<a href="{}">{}</a>{}{}{}{}',
        place.address,
        place.title,
        retired,
        space,
        answers_in_words,
        f" – {', '.join(helpers)}" if helpers else "",
    )
