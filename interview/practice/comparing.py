"""What a made-up meeting leads to as the guidance answers it, beside what somebody else answered.

Nothing is counted, and no answer is wrong: both sides are shown, and why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from guidance.rules.leads import told_apart
from guidance.rules.shapes import Check, Expectation, Sign, Text
from interview.sheet.fields import NOT_ANSWERED, NOT_GONE_THROUGH, SIGN_STATES, Words
from interview.sheet.names import Field
from interview.walk.plan import TIER_TITLES, Plan, PlannedStep
from interview.walk.walk import Walk
from interview.walk.ways import Link, where_asked

BECAUSE: dict[str, Words] = {
    "marked": _("Koska kertomuksen mukaan:"),
    "noticed": _("Koska kertomuksessa näkyy:"),
    "not-noticed": _("Koska kertomuksessa ei näy:"),
    "unanswered": _("Koska kertomus jättää auki:"),
    "not-gone-through": _("Koska kertomus jättää auki:"),
    "no-sign": _("Koska kertomuksessa ei ole yhtään merkkiä."),
    "always": _("Tämä näkyy aina."),
}
LEFT_OPEN = _("Jää auki")


@dataclass(frozen=True)
class Difference:
    """A question answered otherwise than the story has it; the rules tell the two answers apart."""

    question: Text
    link: Link
    own: Words
    told: Words
    is_told: bool  # or else the story leaves it open, and whoever saw something there was attentive


@dataclass(frozen=True)
class ComparedStep:
    """A step that the story brings up, and whether it came up for whoever practises too."""

    planned: PlannedStep
    also_own: bool

    @property
    def tier(self) -> Words:
        return TIER_TITLES[self.planned.urgency]

    @property
    def reasons(self) -> list[tuple[Words, object]]:
        """How each sentence begins, and what it goes on with."""
        return [(BECAUSE[why.kind], why) for why in self.planned.why]


class Comparison:
    """``own`` is the walk of whoever practises, ``told`` the same as the story has it answered."""

    def __init__(self, meeting: Expectation, own: Walk, told: Walk):
        self.meeting, self._own, self._told = meeting, own, told

    @cached_property
    def _own_steps(self) -> list[PlannedStep]:
        return Plan(self._own).steps

    @cached_property
    def _steps(self) -> list[ComparedStep]:
        own = {step.id for step in self._own_steps}
        return [ComparedStep(step, step.id in own) for step in Plan(self._told).steps]

    @property
    def in_focus(self) -> list[ComparedStep]:
        """Those that the meeting is there for: whoever wrote it expects them."""
        return [step for step in self._steps if step.planned.id in self.meeting.expected_steps]

    @property
    def others(self) -> list[ComparedStep]:
        return [step for step in self._steps if step.planned.id not in self.meeting.expected_steps]

    @property
    def only_own(self) -> list[PlannedStep]:
        """What came up for whoever practises, and does not as the story is told."""
        told = {step.planned.id for step in self._steps}
        return [step for step in self._own_steps if step.id not in told]

    @property
    def differences(self) -> list[Difference]:
        return [each for each in self._answered_otherwise if each.is_told]

    @property
    def beyond_the_story(self) -> list[Difference]:
        return [each for each in self._answered_otherwise if not each.is_told]

    @cached_property
    def _answered_otherwise(self) -> list[Difference]:
        guidance = self._own.guidance
        checks = (
            self._difference(check, {answer.id: answer.text for answer in check.answers})
            for check in guidance.checks.values()
        )
        signs = (self._difference(sign, SIGN_STATES) for sign in guidance.signs.values())
        return [each for each in (*checks, *signs) if each]

    def _difference(self, subject: Check | Sign, texts: Mapping[str, Words]) -> Difference | None:
        """``texts``: what each of its states is called."""
        guidance = self._own.guidance
        kind, not_yet = ("sign", NOT_GONE_THROUGH) if isinstance(subject, Sign) else ("check", NOT_ANSWERED)
        untouched = guidance.states[subject.id][0]
        name = Field(kind, subject.id).name
        own, told = self._own.sheet.value(name), self._told.sheet.value(name)
        if not told_apart(guidance, subject.id, own or untouched, told or untouched):
            return None
        link = where_asked(self._own, subject.id)
        return Difference(
            subject.short, link, texts.get(own, not_yet), texts.get(told, LEFT_OPEN), is_told=told in texts
        )
