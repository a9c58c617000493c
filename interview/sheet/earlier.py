"""What a follow-up has of the interview before it: what came along, and what is told of it.

All that came along was written at the sheet's first version. What somebody has answered since then is their
own, and no longer marked.
"""

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from guidance.rules.proof.safety_rules import CONSENT
from interview.moments import day

from .answers import AnswerSheet, Written
from .fields import Tick
from .names import Field

EARLIER = Field("earlier").name  # no form has it
BROUGHT_ALONG = 1  # the version
(ASKED_AGAIN,) = CONSENT  # at each meeting, whatever was answered before
CONSENT_FIELD = Field("check", ASKED_AGAIN.subject).name


@dataclass(frozen=True)
class Earlier:
    """Of which interview nothing is said but this: the day it began, the day of a consent that stood in it,
    and the steps that were open (id -> number of the edition in which they were shown).
    """

    began: datetime.date
    consent: datetime.date | None
    steps: Mapping[str, int]

    @classmethod
    def of(cls, sheet: AnswerSheet) -> "Earlier | None":
        """None on a sheet that follows none."""
        return cls.read(sheet.value(EARLIER))

    @classmethod
    def read(cls, value: str) -> "Earlier | None":
        """As it stands in its field; None where nothing does."""
        if not value:
            return None
        read = json.loads(value)
        consent = read["consent"]
        return cls(_day(read["began"]), _day(consent) if consent else None, read["steps"])

    def __str__(self) -> str:
        consent = self.consent.isoformat() if self.consent else ""
        return json.dumps({"began": self.began.isoformat(), "consent": consent, "steps": {**self.steps}})

    @property
    def brought(self) -> str:
        """What is said beside an answer that came along."""
        return _("Tuotu edellisestä keskustelusta %(day)s.") % {"day": day(self.began)}


def sheet_after(earlier: Earlier, brought: Mapping[str, str]) -> AnswerSheet:
    """The first sheet of a follow-up: what came along, and nothing else."""
    fields = {EARLIER: str(earlier), **brought}
    return AnswerSheet(BROUGHT_ALONG, {name: Written(value, BROUGHT_ALONG) for name, value in fields.items()})


def told(sheet: AnswerSheet) -> dict[str, str]:
    """Field -> what its question says of the earlier interview."""
    earlier = Earlier.of(sheet)
    if earlier is None:
        return {}
    said = dict.fromkeys(_still_as_brought(sheet), earlier.brought)
    if earlier.consent and not sheet.value(CONSENT_FIELD):
        said[CONSENT_FIELD] = _("Suostumus annettu %(day)s. Kysy uudelleen, jos jokin on muuttunut.") % {
            "day": day(earlier.consent)
        }
    return said


def tick_of(step: str) -> str:
    """The field by which a step that was open is ticked off."""
    return Field("earlier", step).name


def names_of_ticks(sheet: AnswerSheet) -> list[str]:
    """All of these fields that there are."""
    earlier = Earlier.of(sheet)
    return [tick_of(step) for step in earlier.steps] if earlier else []


def tick_named(sheet: AnswerSheet, name: str) -> Tick | None:
    """Such a field; None for a step that the sheet does not list."""
    return Tick("") if name in names_of_ticks(sheet) else None


def _still_as_brought(sheet: AnswerSheet) -> list[str]:
    return [
        name
        for name, written in sheet.fields.items()
        if written.changed == BROUGHT_ALONG and Field.named(name).kind in ("check", "sign")
    ]


def _day(written: str) -> datetime.date:
    return datetime.date.fromisoformat(written)
