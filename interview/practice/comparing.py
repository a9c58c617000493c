"""What a made-up meeting leads to as the guidance answers it, beside what somebody else answered.

Nothing is counted, and no answer is wrong: both sides are shown, and why.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from guidance.rules.leads import told_apart
from guidance.rules.shapes import NOT_GONE_THROUGH, UNANSWERED, Expectation, Text
from interview.sheet.fields import SIGN_STATES, Words
from interview.sheet.names import Field
from interview.walk.plan import TIER_TITLES, Plan, PlannedStep
from interview.walk.walk import Walk
from interview.walk.ways import Link, where_asked

BECAUSE: dict[str, Words] = {
    "marked": _("Koska kertomuksesta selviää:"),
    "noticed": _("Koska kertomuksessa näkyy:"),
    "not-noticed": _("Koska kertomuksessa ei näy:"),
    "unanswered": _("Koska kertomus jättää auki:"),
    "not-gone-through": _("Koska kertomus jättää auki:"),
    "no-sign": _("Koska kertomuksessa ei ole yhtään merkkiä."),
    "always": _("Tämä näkyy aina."),
}
LEFT_OPEN, NOT_ANSWERED, NOT_LOOKED_AT = _("Jää auki"), _("Ei vielä vastattu"), _("Ei käyty läpi")


@dataclass(frozen=True)
class Difference:
    """A question answered otherwise than the story has it; the rules tell the two answers apart."""

    question: Text
    link: Link
    own: Words
    told: Words


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

    @cached_property
    def differences(self) -> list[Difference]:
        return [*self._other_answers(), *self._other_signs()]

    def _other_answers(self) -> Iterator[Difference]:
        guidance = self._own.guidance
        for check in guidance.checks.values():
            own, told = self._values("check", check.id)
            if told_apart(guidance, check.id, own or UNANSWERED, told or UNANSWERED):
                texts = {answer.id: answer.text for answer in check.answers}
                link = where_asked(self._own, check.id)
                own_words, told_words = texts.get(own, NOT_ANSWERED), texts.get(told, LEFT_OPEN)
                yield Difference(check.short, link, own_words, told_words)

    def _other_signs(self) -> Iterator[Difference]:
        guidance = self._own.guidance
        for sign in guidance.signs.values():
            own, told = self._values("sign", sign.id)
            if told_apart(guidance, sign.id, own or NOT_GONE_THROUGH, told or NOT_GONE_THROUGH):
                link = where_asked(self._own, sign.id)
                states = {**SIGN_STATES, "": NOT_LOOKED_AT}
                yield Difference(sign.short, link, states[own], SIGN_STATES.get(told, LEFT_OPEN))

    def _values(self, kind: str, subject: str) -> tuple[str, str]:
        name = Field(kind, subject).name
        return self._own.sheet.value(name), self._told.sheet.value(name)
