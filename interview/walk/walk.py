"""A walk through the pages: what they ask of it, and the walk that is an interview.

The other one is ``interview.practice.walk``, of which nothing is stored.
"""

import datetime
from collections.abc import Mapping
from functools import cached_property
from typing import Protocol, runtime_checkable

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from guidance.models import Edition
from guidance.publishing.editions import guidance_of, live_remembered
from guidance.rules.shapes import Guidance
from interview.models import Interview
from interview.sheet.answers import AnswerSheet, Printed
from interview.sheet.meeting import agreed_day
from interview.traces.due import WORKED_OUT, wind
from interview.traces.sittings import note_save

from .saving import Saved, save
from .ways import Link, Linked


class Head(Protocol):
    """What the head of every page says."""

    @property
    def code(self) -> str: ...

    @property
    def began_at(self) -> datetime.datetime: ...

    @property
    def finished_at(self) -> datetime.datetime | None: ...

    @property
    def due_at(self) -> datetime.datetime | None:
        """When it goes by itself; None where nothing is kept."""
        ...


@runtime_checkable
class Walk(Linked, Protocol):
    """All that a page asks. ``practice`` is what it shows of practice alone, None in an interview."""

    @property
    def interview(self) -> Head: ...

    @property
    def live(self) -> Guidance:
        """Whose numbers are called: a wrong one must not live on in an older interview."""
        ...

    @property
    def sheet(self) -> AnswerSheet: ...

    @property
    def reading(self) -> str:
        """How much is read at first: "short" or "full"."""
        ...

    @property
    def newer_edition(self) -> bool:
        """Whether guidance has been published that this was not begun with."""
        ...

    @property
    def practice(self) -> object | None: ...

    def save(self, posted: Mapping[str, str]) -> Saved:
        """Write what a form brought; raises BadRequest for what no page sends."""
        ...


class InterviewWalk:
    """An interview at the screen of a person. A save seals the answers into its row, as it was read or held.

    ``saves_as`` is what the log of use has of a save.
    """

    practice = None

    def __init__(
        self, interview: Interview, person: AbstractBaseUser, reading: str, saves_as: str = "changed"
    ):
        self.interview, self.reading = interview, reading
        self.person, self._saves_as = person, saves_as
        self.guidance = guidance_of(interview.edition)
        self._addresses: dict[tuple[str, int | None], str] = {}

    @cached_property
    def sheet(self) -> AnswerSheet:
        return self.interview.open_sheet()

    @cached_property
    def live_edition(self) -> Edition:
        """There is one: interviews begin with it, and it is never taken back.

        The one that is remembered may be older than one with which this was begun a moment ago.
        """
        live = live_remembered()
        assert live is not None
        return max(live, self.interview.edition, key=lambda edition: edition.number)

    @property
    def live(self) -> Guidance:
        return guidance_of(self.live_edition)

    @property
    def newer_edition(self) -> bool:
        return self.live_edition.pk != self.interview.edition_id

    def save(self, posted: Mapping[str, str]) -> Saved:
        saved = save(self.sheet, self.guidance, posted)
        if saved.changed:
            self.interview.keep(self.sheet)
            self._wind()
            with transaction.atomic():
                note_save(self.interview, self.person, self._saves_as)
                self._write("sealed", "last_active_at", "sittings")
        return saved

    def note_printed(self, mark: str) -> None:
        """Remember what was put on paper, so that the page can say once that is no longer so."""
        self.sheet.note_printed(Printed(mark, timezone.now()))
        self.interview.keep(self.sheet)
        self._write("sealed")

    def finish(self, finished: bool) -> None:
        """Finished or open again: either is something done in it, and begins the other clock."""
        self.interview.last_active_at = timezone.now()
        self.interview.finished_at = self.interview.last_active_at if finished else None
        self._wind()
        self._write("finished_at", "last_active_at")

    def move_to_newest(self) -> None:
        """Go on with the live edition. An answer whose question is gone is kept, and shown as such."""
        newest = Edition.objects.live()  # asked anew: what is written lasts
        assert newest is not None
        self.interview.edition = newest
        self.guidance = guidance_of(newest)
        self._wind()  # another edition may call another answer an agreed meeting
        with transaction.atomic():
            note_save(self.interview, self.person)
            self._write("edition_id", "sittings")

    def _wind(self) -> None:
        wind(self.interview, agreed_day(self.guidance, self.sheet))

    def _write(self, *fields: str) -> None:
        self.interview.write(*fields, *WORKED_OUT, by=self.person)

    def link(self, page: str, number: int | None = None, at: str = "") -> Link:
        address = self._addresses.get((page, number))
        if address is None:
            place = [self.interview.pk] if number is None else [self.interview.pk, number]
            address = self._addresses[page, number] = reverse(page, args=place)
        return Link(f"{address}#{at}" if at else address)
