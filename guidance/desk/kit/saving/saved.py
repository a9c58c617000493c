"""What is said at the top once something was saved: that it is, whether the draft can be published now, and
the ways on from there.
"""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guidance.desk.kit.finding.reasons import against_publishing
from guidance.draft import DraftRows, read_draft, rows_by_parent
from guidance.models import Draft, Placed
from guidance.translating.texts import CHANGED, texts_of_draft


def say_saved(
    request, message: str, row: Placed | Draft | None = None, what_if_address: str = "", others: str = ""
) -> None:
    """One line: that it is saved, and what stands against publishing, or that no worker sees it yet.

    ``others``: what somebody else wrote meanwhile.
    """
    rows = rows_by_parent()
    reason, count = against_publishing(read_draft(rows), row)
    behind = ", ".join(_left_behind(row, rows)) if row else ""
    sentence = _("Työntekijät näkevät tämän vasta, kun luonnos julkaistaan.")
    if reason:
        sentence = format_html("{} {} ·", _("Luonnosta ei voi vielä julkaista:"), reason)
    ways = format_html_join(
        " · ", '<a href="{}">{}</a>', _ways_on(request.user, what_if_address, count, row, behind)
    )
    words = [each for each in (message, others, sentence, ways) if each]
    level = messages.WARNING if reason else messages.SUCCESS
    messages.add_message(request, level, _in_a_line(words))


def _in_a_line(words: list[str]) -> SafeString:
    return format_html_join(" ", "{}", ((each,) for each in words))


def _ways_on(
    user, what_if_address: str, reasons: int, row: Placed | Draft | None, behind: str
) -> Iterable[tuple[str, str]]:
    """Links to what comes after saving, as far as the person may follow them. ``behind``: languages."""
    onward = _("Julkaise luonnos")
    if reasons:
        onward = ngettext("Katso syy", "Katso kaikki %(count)s syytä", reasons) % {"count": reasons}
    translate = _("Tarkista käännös: %(languages)s") % {"languages": behind}
    ways = [
        (bool(what_if_address), what_if_address, _("Kokeile")),
        (user.has_perm("guidance.view_edition"), reverse("admin:guidance_changes"), _("Mikä muuttuu")),
        (bool(behind) and user.has_perm("guidance.change_draft"), _texts_left_behind(row), translate),
        (user.has_perm("guidance.add_edition"), reverse("admin:guidance_edition_publish"), onward),
    ]
    return [(address, words) for allowed, address, words in ways if allowed]


def _left_behind(row: Placed | Draft, rows: DraftRows) -> list[str]:
    """The languages in which the row says something that was translated before its Finnish changed."""
    own = [text for text in texts_of_draft(rows=rows) if row in (*text.above, text.row)]
    return [name for code, name in settings.LANGUAGES if any(text.lacks(code) == CHANGED for text in own)]


def _texts_left_behind(row: Placed | Draft | None) -> str:
    """Where those are seen side by side."""
    where = {"q": str(row.place)} if isinstance(row, Placed) else {"kind": Draft._meta.model_name}
    return f"{reverse('admin:guidance_translations')}?{urlencode({'show': CHANGED, **where})}"
