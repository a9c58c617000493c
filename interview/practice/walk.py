"""Practice: a walk through the draft or an edition of which nothing is stored.

Its answers come out of one sealed hidden field and go back into it, from page to page. No row, no session and
no browser storage knows of them; what is not sent on is gone.
"""

import base64
import datetime
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypedDict

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from guidance.rules.shapes import Expectation, Guidance
from interview.sheet.answers import AnswerSheet
from interview.sheet.fields import ChoiceOfOne, field_named
from interview.sheet.names import Field
from interview.sheet.sealing import CannotOpen, seal, unseal
from interview.walk.saving import Saved, save
from interview.walk.ways import Link

from .comparing import Comparison
from .hints import Hint, hint_at

DRAFT = "draft"
LONGEST = datetime.timedelta(hours=2)  # from its beginning
NAME_BYTES, NAME_LENGTH = 12, 16


def new_name() -> str:
    """What a walk is told from others by, when it ends; it says nothing."""
    return secrets.token_urlsafe(NAME_BYTES)


class Content(TypedDict):
    """What is sealed; moments as they are written."""

    name: str
    log_in: str
    began_at: str
    reading: str
    sheet: str


@dataclass
class PracticeInterview:
    """What goes along from page to page: the answers, and what an interview's row holds besides."""

    sheet: AnswerSheet = field(default_factory=AnswerSheet)
    began_at: datetime.datetime = field(default_factory=timezone.now)
    reading: str = "short"
    name: str = field(default_factory=new_name)
    log_in: str = ""  # of which session it is
    code: str = ""
    due_at: None = None
    finished_at: None = None

    @property
    def ends_at(self) -> datetime.datetime:
        return self.began_at + LONGEST

    def sealed(self, place: str) -> str:
        """All of it as one word for a hidden field, sealed for ``place``."""
        content: Content = {
            "name": self.name,
            "log_in": self.log_in,
            "began_at": self.began_at.isoformat(),
            "reading": self.reading,
            "sheet": self.sheet.to_bytes().decode(),
        }
        return base64.urlsafe_b64encode(seal(json.dumps(content).encode(), place)).decode()

    @classmethod
    def opened(cls, sealed: str, place: str) -> "PracticeInterview":
        """What ``sealed`` was given; raises CannotOpen when it was changed or sealed elsewhere."""
        try:
            return cls._out_of(json.loads(unseal(base64.urlsafe_b64decode(sealed.encode()), place)))
        except (ValueError, KeyError) as error:  # no such seal, or one from before an upgrade
            raise CannotOpen from error

    @classmethod
    def _out_of(cls, content: Content) -> "PracticeInterview":
        return cls(
            AnswerSheet.from_bytes(content["sheet"].encode()),
            _moment(content["began_at"]),
            content["reading"],
            content["name"],
            content["log_in"],
        )


class Sent(NamedTuple):
    """The hidden field: what is walked, and the sealed walk."""

    ground: str
    sealed: str

    def __str__(self) -> str:
        return f"{self.ground}.{self.sealed}"


def split(sent: str) -> Sent:
    ground, _dot, sealed = sent.partition(".")
    return Sent(ground, sealed)


def _moment(written: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(written)


@dataclass(frozen=True)
class Ground:
    """What is walked: the draft, or an edition, to which a walk that began in it keeps."""

    name: str  # DRAFT, or the number of the edition
    guidance: Guidance
    live: Guidance  # whose numbers are called: those of the draft, where that is what is tried

    @property
    def of_draft(self) -> bool:
        return self.name == DRAFT


class PracticeWalk:
    """The other ``Walk``: its pages have one address, and buttons for links, which take the answers along."""

    newer_edition = False

    def __init__(
        self,
        ground: Ground,
        interview: PracticeInterview,
        seal_place: str,
        is_example: bool = False,
        meeting: Expectation | None = None,
    ):
        self.interview, self.sheet = interview, interview.sheet
        self.guidance, self.live, self.of_draft = ground.guidance, ground.live, ground.of_draft
        self.is_example, self.meeting = is_example, meeting
        self.place = ""  # the page that is shown
        self.begins = False  # its first page: the story stands open
        self.fresh_start = ""  # a sentence on why the answers of the page before are not here
        self._ground, self._seal_place = ground, seal_place
        interview.code = _code(self)

    @property
    def practice(self) -> "PracticeWalk":
        return self

    @property
    def is_real(self) -> bool:
        """Whether somebody may be met in it: neither a trial of the draft nor a made-up meeting."""
        return not (self.of_draft or self.is_example or self.meeting)

    @property
    def end_words(self) -> str:
        """What the button that ends it says."""
        if self.is_real:
            return _("Lopeta")
        return _("Lopeta harjoitus") if self.meeting else _("Lopeta kokeilu")

    @property
    def comparison(self) -> Comparison:
        """Beside what came up: what the story leads to as the guidance answers it."""
        assert self.meeting is not None
        told = PracticeWalk(self._ground, PracticeInterview(), self._seal_place, meeting=self.meeting)
        told.save(_as_sent(self.meeting))
        return Comparison(self.meeting, self, told)

    @property
    def sealed(self) -> str:
        """What it walks stands before the seal, and within it."""
        return str(Sent(self._ground.name, self.interview.sealed(self._seal_place)))

    @property
    def hint(self) -> Hint:
        return hint_at(self.place)

    @property
    def address(self) -> str:
        asked = [DRAFT] if self.of_draft else ["example"] if self.is_example else []
        asked += [f"meeting={self.meeting.id}"] if self.meeting else []
        return reverse("try") + ("?" if asked else "") + "&".join(asked)

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

    def read(self, how: str) -> None:
        self.interview.reading = "full" if how == "full" else "short"

    def link(self, page: str, number: int | None = None, at: str = "") -> Link:
        address = f"{self.address}#{at}" if at else self.address
        return Link(address, page if number is None else str(number))


def _code(walk: PracticeWalk) -> str:
    """What stands in the place of an interview's short code."""
    if walk.is_real:
        return _("Ilman tallennusta")
    return _("Harjoitus") if walk.meeting else _("Kokeilu")


def _as_sent(meeting: Expectation) -> dict[str, str]:
    """The answers of a made-up meeting as a form would bring them."""
    checks = {Field("check", check).name: answer for check, answer in meeting.checks}
    return checks | {Field("sign", sign).name: state for sign, state in meeting.signs}
