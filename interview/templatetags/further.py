"""Ways to pages that are there only where the live guidance has something on them."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from guidance.publishing.editions import live_guidance

register = template.Library()


@register.simple_tag
def telling_pages() -> list[tuple[str, str]]:
    """Address and name of the pages on whom one may tell and on what follows, as far as they are there.

    Their names give nothing away to whoever looks on.
    """
    guidance = live_guidance()
    found = []
    if guidance and guidance.recipients:
        found.append((reverse("tell"), _("Kenelle saa kertoa?")))
    if guidance and guidance.milestones:
        found.append((reverse("afterwards"), _("Mitä sitten tapahtuu?")))
    return found
