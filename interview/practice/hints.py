"""The two-minute example: practice on the live edition with a made-up situation and a hint for each page.

Its words are the interface's own, not guidance, and tell a bystander nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Hint:
    """What to do on a page: sentences, each with its number in the round, and the page that comes next."""

    sentences: tuple[tuple[int | None, StrOrPromise], ...]
    next_place: str = ""  # "" where the round ends
    next_words: StrOrPromise = ""


AT_ANY_TIME = Hint(
    ((None, _("Vaiheet voi käydä läpi missä järjestyksessä vain. Vastaa tai ohita, ja jatka merkkeihin.")),),
    "signs",
    _("Jatka merkkeihin"),
)
HINTS = {
    "1": Hint(
        ((1, _("Lue ensimmäinen vaihe. Kun painat riviä, se avautuu.")),),
        "2",
        _("Jatka toiseen vaiheeseen"),
    ),
    "2": Hint(
        ((2, _("Merkitse vastaukset, jotka tilanteesta löydät. Loput saavat jäädä tyhjiksi.")),),
        "signs",
        _("Jatka merkkeihin"),
    ),
    "signs": Hint(
        ((3, _("Katso merkit ja merkitse ne, jotka huomasit. Toisen luettelon saa jättää väliin.")),),
        "summary",
        _("Katso koonti"),
    ),
    "summary": Hint(
        (
            (4, _("Tässä on, mitä vastauksistasi seuraa, ja jokaisen askeleen alla sen syy.")),
            (5, _("Paina vielä Tauko tai näppäintä Esc: tilalle tulee kalenteri. Jatka tuo takaisin.")),
        ),
    ),
}


def hint_at(place: str) -> Hint:
    """The hint for a page of the example, by the name that its button has."""
    return HINTS.get(place, AT_ANY_TIME)
