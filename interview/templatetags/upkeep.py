"""What whoever looks after the service has to know before anything else."""

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interview.stubs import Upkeep

register = template.Library()

WHY = {  # as traces.jumps has them
    "jumped": _("Palvelimen kello on siirretty palvelun käydessä."),
    "ahead": _("Tietokannassa on merkintöjä tulevaisuudesta: kello jätättää tai on edistänyt."),
    "long-ago": _("Vanhaa ei ole poistettu yli 14 päivään: kello saattaa edistää."),
}


@register.simple_tag(takes_context=True)
def why_nothing_is_purged(context) -> Promise | str:
    """Administrators read it; "" where nothing is wrong."""
    if not context["request"].user.is_superuser:
        return ""
    return WHY.get(Upkeep.objects.values_list("stopped", flat=True).first() or "", "")
