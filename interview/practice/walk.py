"""Practice: a walk through the draft or the live edition of which nothing is stored.

Its answers come out of one sealed hidden field and go back into it, from page to page. No row, no session and
no browser storage knows of it; what is not sent on is gone.
"""

import base64
import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypedDict

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from guidance.rules.shapes import Guidance
from interview.sheet.answers import AnswerSheet
from interview.sheet.fields import ChoiceOfOne, field_named
from interview.sheet.sealing import CannotOpen, seal, unseal
from interview.walk.saving import Saved, save
from interview.walk.ways import Link

from .hints import Hint, hint_at

LONGEST_PAUSE = datetime.timedelta(hours=12)  # as long as a log-in lasts


class Content(TypedDict):
    """What is sealed; moments as they are written."""

    sealed_at: str
    began_at: str
    finished_at: str | None
    reading: str
    sheet: str


@dataclass
class PracticeInterview:
    """What goes along from page to page: the answers, and what an interview's row holds besides."""

    sheet: AnswerSheet = field(default_factory=AnswerSheet)
    began_at: datetime.datetime = field(default_factory=timezone.now)
    finished_at: datetime.datetime | None = None
    reading: str = "short"
    due_at: None = None

    @property
    def code(self) -> str:
        return _("Kokeilu")

    def sealed(self, place: str) -> str:
        """All of it as one word for a hidden field, sealed for ``place`` and dated."""
        content: Content = {
            "sealed_at": timezone.now().isoformat(),
            "began_at": self.began_at.isoformat(),
            "finished_at": self.finished_at.isoformat() if self.finished_at else None,
            "reading": self.reading,
            "sheet": self.sheet.to_bytes().decode(),
        }
        return base64.urlsafe_b64encode(seal(json.dumps(content).encode(), place)).decode()

    @classmethod
    def opened(cls, sealed: str, place: str) -> "PracticeInterview":
        """What ``sealed`` was given; raises CannotOpen when it was changed, sealed elsewhere or long ago."""
        try:
            return cls._out_of(json.loads(unseal(base64.urlsafe_b64decode(sealed.encode()), place)))
        except (ValueError, KeyError) as error:  # no such seal, or one from before an upgrade
            raise CannotOpen from error

    @classmethod
    def _out_of(cls, content: Content) -> "PracticeInterview":
        if timezone.now() - _moment(content["sealed_at"]) > LONGEST_PAUSE:
            raise CannotOpen
        return cls(
            AnswerSheet.from_bytes(content["sheet"].encode()),
            _moment(content["began_at"]),
            _moment(content["finished_at"]) if content["finished_at"] else None,
            content["reading"],
        )


def _moment(written: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(written)


class PracticeWalk:
    """The other ``Walk``: its pages have one address, and buttons for links, which take the answers along."""

    newer_edition = False

    def __init__(
        self,
        guidance: Guidance,
        interview: PracticeInterview,
        seal_place: str,
        of_draft: bool,
        is_example: bool = False,
    ):
        self.interview, self.sheet = interview, interview.sheet
        self.guidance = self.live = guidance  # numbers, too, are those that are being tried
        self.of_draft, self.is_example = of_draft, is_example
        self.place = ""  # the page that is shown
        self.fresh_start = ""  # a sentence on why the answers of the page before are not here
        self._seal_place = seal_place

    @property
    def practice(self) -> "PracticeWalk":
        return self

    @property
    def sealed(self) -> str:
        return self.interview.sealed(self._seal_place)

    @property
    def hint(self) -> Hint:
        return hint_at(self.place)

    @property
    def end_url(self) -> str:
        return reverse("admin:index") if self.of_draft else reverse("start")

    @property
    def reading(self) -> str:
        return self.interview.reading

    def save(self, posted: Mapping[str, str]) -> Saved:
        """What the guidance no longer asks is left aside."""
        asked = {name: value for name, value in posted.items() if self._asks(name, value)}
        return save(self.sheet, self.guidance, {"version": str(self.sheet.version), **asked})

    def _asks(self, name: str, value: str) -> bool:
        question = field_named(self.guidance, name)
        return question is not None and (not isinstance(question, ChoiceOfOne) or question.valid_value(value))

    def finish(self, finished: bool) -> None:
        self.interview.finished_at = timezone.now() if finished else None

    def read(self, how: str) -> None:
        self.interview.reading = "full" if how == "full" else "short"

    def link(self, page: str, number: int | None = None, at: str = "") -> Link:
        kind = "?draft" if self.of_draft else "?example" if self.is_example else ""
        address = reverse("try") + kind
        return Link(f"{address}#{at}" if at else address, page if number is None else str(number))
