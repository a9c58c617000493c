"""A try: a walk through the draft or the live edition of which nothing is stored.

It is a ``Walk`` whose sheet comes out of one sealed hidden field and goes back into it, from page to page.
No row, no session and no browser storage knows of it; what is not sent on is gone.
"""

import base64
import datetime
import json
from dataclasses import dataclass, field
from functools import cached_property

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guidance.rules.shapes import Guidance
from interview.sheet.answers import AnswerSheet
from interview.sheet.fields import ChoiceOfOne, field_named
from interview.sheet.sealing import CannotOpen, seal, unseal
from interview.walk.plan import Plan, place_of
from interview.walk.saving import Saved, write_onto
from interview.walk.walk import Walk

from .hints import Hint, hint_at

LONGEST_PAUSE = datetime.timedelta(hours=12)  # as long as a log-in lasts


class Way(str):
    """The address of a page of a try. ``place`` names the page for the button that leads there: only a form
    takes the answers along."""

    place: str

    def __new__(cls, address: str, place: str):
        way = super().__new__(cls, address)
        way.place = place
        return way


@dataclass
class Tried:
    """What goes along from page to page: the answers, and what an interview's row holds besides."""

    sheet: AnswerSheet = field(default_factory=AnswerSheet)
    began_at: datetime.datetime = field(default_factory=timezone.now)
    finished_at: datetime.datetime | None = None
    reading: str = "short"
    code = _("Kokeilu")

    def sealed(self, place: str) -> str:
        """All of it as one word for a hidden field, sealed for ``place`` and dated."""
        held = {
            "sealed_at": timezone.now().isoformat(),
            "began_at": self.began_at.isoformat(),
            "finished_at": self.finished_at.isoformat() if self.finished_at else None,
            "reading": self.reading,
            "sheet": self.sheet.to_bytes().decode(),
        }
        return base64.urlsafe_b64encode(seal(json.dumps(held).encode(), place)).decode()

    @classmethod
    def opened(cls, sealed: str, place: str) -> "Tried":
        """What ``sealed`` was given; raises CannotOpen when it was changed, sealed elsewhere or long ago."""
        try:
            return cls._out_of(json.loads(unseal(base64.urlsafe_b64decode(sealed.encode()), place)))
        except (ValueError, KeyError) as error:  # no such seal, or one from before an upgrade
            raise CannotOpen from error

    @classmethod
    def _out_of(cls, held: dict) -> "Tried":
        if timezone.now() - _moment(held["sealed_at"]) > LONGEST_PAUSE:
            raise CannotOpen
        return cls(
            AnswerSheet.from_bytes(held["sheet"].encode()),
            _moment(held["began_at"]),
            held["finished_at"] and _moment(held["finished_at"]),
            held["reading"],
        )


def _moment(written: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(written)


class Trial(Walk):
    newer_edition = False

    def __init__(
        self, guidance: Guidance, tried: Tried, seal_place: str, of_draft: bool, is_example: bool = False
    ):
        self.interview = self._tried = tried
        self.guidance = self.live = guidance  # numbers, too, are those that are being tried
        self.sheet = tried.sheet
        self.of_draft, self.is_example = of_draft, is_example
        self.place = ""  # the page that is shown
        self.fresh_start = ""  # a sentence on why the answers of the page before are not here
        self._seal_place = seal_place
        self._saved: Saved | None = None

    @property
    def trying(self) -> "Trial":
        return self

    @property
    def sealed(self) -> str:
        return self._tried.sealed(self._seal_place)

    @property
    def hint(self) -> Hint:
        return hint_at(self.place)

    @property
    def end_url(self) -> str:
        return reverse("admin:index") if self.of_draft else reverse("start")

    @cached_property
    def _plan(self) -> Plan:
        return TriedPlan(self)

    def save(self, posted) -> Saved:
        """Write what a form brought onto the sheet. What the guidance no longer asks is left aside."""
        asked = {name: value for name, value in posted.items() if self._asks(name, value)}
        page = {"version": str(self.sheet.version), **asked}
        self._saved = write_onto(self.sheet, self.guidance, page, lambda: TriedPlan(self))
        return self._saved

    def _asks(self, name: str, value: str) -> bool:
        found = field_named(self.guidance, name)
        return found is not None and (not isinstance(found, ChoiceOfOne) or found.valid_value(value))

    def finish(self, finished: bool) -> None:
        self._tried.finished_at = timezone.now() if finished else None

    def read(self, how: str) -> None:
        self._tried.reading = "full" if how == "full" else "short"

    def reading(self, request) -> str:
        return self._tried.reading

    def url(self, name: str, *more, at: str = "") -> Way:
        kind = "?draft" if self.of_draft else "?example" if self.is_example else ""
        address = reverse("try") + kind
        return Way(f"{address}#{at}" if at else address, str(more[0]) if more else name)


class TriedPlan(Plan):
    """A plan whose reasons lead to pages of the try."""

    def __init__(self, trial: Trial):
        super().__init__(trial.guidance, trial.live, trial.sheet, interview_id=None)
        self._url = trial.url

    def where_asked(self, subject: str) -> Way:
        number, anchor = place_of(self._guidance, subject)
        return self._url("stage", number, at=anchor) if number else self._url("signs", at=anchor)
