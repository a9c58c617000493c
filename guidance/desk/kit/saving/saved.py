"""What is said at the top once something was saved: that it is, whether the draft can be published now, and
the ways on from there.
"""

from collections.abc import Iterable

from django.contrib import messages
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guidance.desk.kit.finding.reasons import against_publishing
from guidance.models import Draft, Placed


def say_saved(
    request, message: str, row: Placed | Draft | None = None, what_if_address: str = "", others: str = ""
) -> None:
    """One line: that it is saved, and what stands against publishing, or that no worker sees it yet.

    ``others``: what somebody else wrote meanwhile.
    """
    reason, count = against_publishing(row)
    sentence = _("Työntekijät näkevät tämän vasta, kun luonnos julkaistaan.")
    if reason:
        sentence = format_html("{} {} ·", _("Luonnosta ei voi vielä julkaista:"), reason)
    ways = format_html_join(" · ", '<a href="{}">{}</a>', _ways_on(request.user, what_if_address, count))
    words = [each for each in (message, others, sentence, ways) if each]
    level = messages.WARNING if reason else messages.SUCCESS
    messages.add_message(request, level, _in_a_line(words))


def _in_a_line(words: list[str]) -> SafeString:
    return format_html_join(" ", "{}", ((each,) for each in words))


def _ways_on(user, what_if_address: str, reasons: int) -> Iterable[tuple[str, str]]:
    """Links to what comes after saving, as far as the person may follow them."""
    onward = _("Julkaise luonnos")
    if reasons:
        onward = ngettext("Katso syy", "Katso kaikki %(count)s syytä", reasons) % {"count": reasons}
    ways = [
        (bool(what_if_address), what_if_address, _("Kokeile")),
        (user.has_perm("guidance.view_edition"), reverse("admin:guidance_changes"), _("Mikä muuttuu")),
        (user.has_perm("guidance.add_edition"), reverse("admin:guidance_edition_publish"), onward),
    ]
    return [(address, words) for allowed, address, words in ways if allowed]
