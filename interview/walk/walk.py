"""One interview at the screen: its guidance, its answers, its plan, and the way between its pages."""

from functools import cached_property

from django.urls import reverse

from guidance.models import Edition
from guidance.publishing.editions import guidance_of
from interview.models import Interview

from .plan import Plan
from .saving import Saved, save


class Walk:
    trying = None  # a try, which stores nothing, is itself here (trial.py)

    def __init__(self, interview: Interview):
        self.interview = interview
        self.guidance = guidance_of(interview.edition)
        self.live_edition = Edition.objects.live()
        self.live = guidance_of(self.live_edition)
        self._saved: Saved | None = None

    @property
    def newer_edition(self) -> bool:
        """Whether guidance has been published that this interview was not begun with."""
        return self.live_edition.pk != self.interview.edition_id

    @cached_property
    def sheet(self):
        return self.interview.open_sheet()

    @property
    def plan(self) -> Plan:
        return self._saved.plan if self._saved else self._plan

    @cached_property
    def _plan(self) -> Plan:
        return Plan(self.guidance, self.live, self.sheet, self.interview.pk)

    def save(self, posted) -> Saved:
        """Write what a form brought; raises BadRequest for what no page sends. The caller holds the row."""
        self._saved = save(self.interview, self.guidance, self.live, posted)
        self.sheet = self._saved.sheet
        return self._saved

    def move_to_newest(self) -> None:
        """Go on with the live edition. An answer whose question is gone is kept, and shown as such."""
        self.interview.edition = self.live_edition
        self.interview.save(update_fields=["edition"])

    def ways(self, here: str, number: int | None = None) -> list[dict]:
        """The stages as the bar and the rail show them."""
        return [
            {
                "number": place,
                "stage": stage,
                "url": self.url("stage", place),
                "gone": bool(self.sheet.value(f"gone-{stage.id}")),
                "current": here == "stage" and place == number,
            }
            for place, stage in enumerate(self.guidance.stages, start=1)
        ]

    def url(self, name: str, *more, at: str = "") -> str:
        """The way to a page of this interview; ``at``: an anchor on it."""
        address = reverse(name, args=[self.interview.pk, *more])
        return f"{address}#{at}" if at else address

    def reading(self, request) -> str:
        """How much is read at first: "short" or "full"."""
        return request.session.get("reading", "short")
