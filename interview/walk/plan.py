"""The plan: the next steps as a page shows them, with reasons, a way back to the answers, and calls."""

import datetime
import hashlib
from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby
from typing import TypeAlias

from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from guidance.rules.conditions import Answers
from guidance.rules.next_steps import NextStep, company_holds, next_steps, perhaps_not_alone
from guidance.rules.shapes import (
    ALWAYS,
    NO_SIGN,
    NOT_GONE_THROUGH,
    UNANSWERED,
    URGENCIES,
    Rows,
    Step,
    Text,
)
from interview.sheet.fields import Words

from .calls import Call, call_to, calls_of_steps
from .walk import Walk
from .ways import Link, where_asked


@dataclass(frozen=True)
class Reason:
    """One check or sign behind a step: where it is answered, how it is named, and what was answered."""

    kind: str
    id: str = ""
    link: Link | None = None
    phrase: Text | None = None
    answer: Text | None = None

    @property
    def change(self) -> str:
        """What the way to its question is called."""
        return str(ANSWER if self.kind in UNTOUCHED else CHANGE)


ADVICE_ASKED = ("consulted", "yes")  # what ticking off a step answers by which somebody asks for advice
CONTACTS_GIVEN = "contacts-given"  # the check that asks whether a client has the helpers' numbers
CHANGE, ANSWER = _("Muuta vastausta"), _("Vastaa")
UNTOUCHED = ("unanswered", "not-gone-through")
BECAUSE = {
    "marked": _("Koska merkitsit:"),
    "noticed": _("Koska huomasit:"),
    "not-noticed": _("Koska et huomannut:"),
    "unanswered": _("Koska et ole vielä vastannut:"),
    "not-gone-through": _("Koska et ole vielä käynyt läpi:"),
    "no-sign": _("Koska yhtään merkkiä ei ole merkitty."),
    "always": _("Tämä näkyy aina."),
}
STRESSED_BECAUSE = {
    "marked": _("Korostettu, koska merkitsit:"),
    "noticed": _("Korostettu, koska huomasit:"),
    "not-noticed": _("Korostettu, koska et huomannut:"),
    "unanswered": _("Korostettu, koska et ole vielä vastannut:"),
    "not-gone-through": _("Korostettu, koska et ole vielä käynyt läpi:"),
    "no-sign": _("Korostettu, koska yhtään merkkiä ei ole merkitty."),
    "always": _("Korostettu aina."),
}
KINDS = tuple(BECAUSE)  # in this order below a step
KIND_OF_SPECIAL = {ALWAYS: "always", NO_SIGN: "no-sign"}


@dataclass(frozen=True)
class Why:
    """Reasons of one kind, for one sentence; ``kind`` is one of KINDS."""

    kind: str
    reasons: tuple[Reason, ...]

    @property
    def because(self) -> str:
        """How the sentence begins; without reasons it is all of it."""
        return str(BECAUSE[self.kind])

    @property
    def stressed_because(self) -> str:
        return str(STRESSED_BECAUSE[self.kind])


@dataclass(frozen=True)
class MeetingFields:
    """When and where, asked under the step that settles it: one line, which opens in place."""

    fields: Sequence[BoundField]
    written: str  # what is known by now, in words
    open: bool  # somebody has to choose, or to mend; or it was agreed just now, and no day is written
    for_calendar: Link | None  # where it is taken along, as soon as a day is written


@dataclass
class PlannedStep:
    """A next step with everything its place on the page needs."""

    row_template = "interview/_step.html"
    step: Step
    next: NextStep
    done_at: datetime.datetime | None
    why: tuple[Why, ...]
    stress_why: tuple[Why, ...]
    held_why: tuple[Why, ...]
    calls: tuple[Call, ...]
    tick: BoundField | None = None
    note: BoundField | None = None
    meeting: MeetingFields | None = None  # typed here too, where the step settles that it is agreed
    first_alone: bool = False  # it is spoken of alone, and nobody has said yet who is there
    folded: bool = False  # only its title, its short line and its calls are read at first
    for_a_call: Link | None = None  # the page to hold in the hand while asking for advice
    for_client: Link | None = None  # the page of the numbers that a client takes along

    @property
    def id(self) -> str:
        return self.next.id

    @property
    def urgency(self) -> str:
        return self.next.urgency

    @property
    def stressed(self) -> bool:
        return self.next.stressed

    @property
    def held(self) -> bool:
        return self.next.held

    @property
    def first_reason(self) -> Reason | None:
        """The first that is answered somewhere: the one way from a step back to the answers."""
        return _first_answered(self.why + self.stress_why)

    @property
    def first_held_reason(self) -> Reason | None:
        return _first_answered(self.held_why)

    @property
    def stress_why_apart(self) -> tuple[Why, ...]:
        """Why it stands out, but for what was said already: it brought the step up, too."""
        said = [reason for why in self.why for reason in why.reasons]
        apart = (
            (why.kind, tuple(reason for reason in why.reasons if reason not in said))
            for why in self.stress_why
        )
        return tuple(Why(kind, reasons) for kind, reasons in apart if reasons)

    @property
    def calls_in_sight(self) -> tuple[Call, ...]:
        return tuple(call for call in self.calls if call.in_sight)

    @property
    def other_calls(self) -> tuple[Call, ...]:
        """Those that are read under how and why."""
        return tuple(call for call in self.calls if not call.in_sight)

    @property
    def number_needs_room(self) -> bool:
        """Whether the first number is too long for the strip, or says nothing without a name beside it."""
        return any(call.is_long or call.via for call in self.calls[:1])

    @property
    def strip(self) -> Words:
        """The line by which it stands on top of every stage: a rule of the house that anyone may read."""
        return self.step.strip or _("Katso koonti")

    def read(self, reading: str) -> None:
        """Fold what is not read at once: what is done, and in short every step. Someone may be looking on."""
        self.folded = self.done_at is not None or reading != "full"


@dataclass
class DoneStep:
    """A step that was ticked and has left since, because the tick itself settled it."""

    row_template = "interview/_done_step.html"
    step: Step
    done_at: datetime.datetime | None
    tick: BoundField | None = None
    note: BoundField | None = None
    meeting: MeetingFields | None = None

    @property
    def id(self) -> str:
        return self.step.id


OnPage: TypeAlias = PlannedStep | DoneStep

TIER_TITLES = {
    "now": _("Nyt"),
    "before-leaving": _("Ennen kuin asiakas lähtee"),
    "soon": _("Pian"),
    "self": _("Sinulle"),
}


@dataclass(frozen=True)
class Tier:
    urgency: str
    steps: tuple[PlannedStep, ...]

    @property
    def title(self) -> str:
        return str(TIER_TITLES[self.urgency])

    @property
    def begins_at_its_top(self) -> bool:
        """Whether time may run out on it: the client leaves, and several of its steps are still to do."""
        to_do = [step for step in self.steps if step.done_at is None]
        return self.urgency == "before-leaving" and len(to_do) > 1


class Plan:
    """What to do next, as a walk's answers stand when this is made. Every way back stays on that walk."""

    def __init__(self, walk: Walk):
        self._walk, self._guidance = walk, walk.guidance
        self._answers = walk.sheet.answers()
        self._done = walk.sheet.done()
        self.company = bool(company_holds(walk.guidance, self._answers))
        self._next = next_steps(walk.guidance, self._answers)

    @property
    def mark(self) -> str:
        """The same for as long as the steps are: which, in what order, held, stressed, ticked off.

        In company they are read otherwise.
        """
        steps = [(step.id, step.held, step.stressed, step.id in self._done) for step in self._next]
        done = [step.id for step in self.done]
        return hashlib.sha256(repr((self.company, steps, done)).encode()).hexdigest()[:12]

    @property
    def mark_on_paper(self) -> str:
        """The same for as long as a paper is right: the steps, their order, their texts and their numbers."""
        stands = [self._on_paper(step) for step in self._next]
        return hashlib.sha256(repr(stands).encode()).hexdigest()[:12]

    def _on_paper(self, step: NextStep) -> tuple[object, ...]:
        written = self._guidance.steps_by_id[step.id]
        numbers = [call.number for call in self._calls[step.id]]
        return step.id, step.urgency, step.held, written.title, written.short, written.full, numbers

    @cached_property
    def do_now(self) -> PlannedStep | None:
        """The first unheld step of urgency now that is not ticked off."""
        return self._planned(self._first_now) if self._first_now else None

    @cached_property
    def _first_now(self) -> NextStep | None:
        to_do = (step for step in self._next if step.id not in self._done and not step.held)
        return next((step for step in to_do if step.urgency == "now"), None)

    @property
    def shown(self) -> str:
        """What stands in the strip, in one word that a page sends along; empty when nothing does."""
        step = self._first_now
        return "" if step is None else f"{step.id} in company" if self.company else step.id

    @property
    def now_line(self) -> Words:
        """In company the summary folds its steps; the strip's own line stands above them."""
        return self.do_now.strip if self.company and self.do_now else ""

    @property
    def steps(self) -> list[PlannedStep]:
        return [self._planned(step) for step in self._next]

    @cached_property
    def _listed(self) -> frozenset[str]:
        return frozenset(step.id for step in self._next)

    @property
    def done(self) -> list[DoneStep]:
        """Steps that their own tick settled, in the editor's order; saving has cleared all other ticks."""
        return [
            DoneStep(step, self._done[step.id])
            for step in self._guidance.steps
            if step.id in self._done and step.id not in self._listed
        ]

    def not_listed(self, identifiers: Collection[str]) -> list[DoneStep]:
        """Those of the steps that neither came up nor are done: two devices may disagree on such a tick."""
        known = self._listed | self._done.keys()
        asked = [step for step in self._guidance.steps if step.id in identifiers]
        return [DoneStep(step, None) for step in asked if step.id not in known]

    def on_page(self, identifiers: Collection[str]) -> list[OnPage]:
        """Those of the steps that are listed or done, as a page shows them now."""
        listed = [self._planned(step) for step in self._next if step.id in identifiers]
        return [*listed, *(step for step in self.done if step.id in identifiers)]

    def with_calls_moved(self, answers: Answers, done: Container[str]) -> list[str]:
        """Steps still to do whose buttons stood otherwise while these were the answers and the ticks.

        A step that is done hides its own, and one that its tick takes off the list has none any more.
        """
        before = self._calls_of(next_steps(self._guidance, answers), done)
        return [
            step.id
            for step in self._next
            if step.id not in self._done and self._calls[step.id] != before.get(step.id, self._calls[step.id])
        ]

    @cached_property
    def _perhaps_not_alone(self) -> bool:
        return perhaps_not_alone(self._guidance, self._answers)

    @cached_property
    def _calls(self) -> dict[str, tuple[Call, ...]]:
        return self._calls_of(self._next, self._done.keys())

    def _calls_of(self, steps: list[NextStep], done: Container[str]) -> dict[str, tuple[Call, ...]]:
        guidance, live = self._guidance, self._walk.live
        return calls_of_steps(steps, done, cache(lambda name: call_to(name, guidance, live)))

    def _planned(self, step: NextStep) -> PlannedStep:
        written = self._guidance.steps_by_id[step.id]
        return PlannedStep(
            step=written,
            next=step,
            done_at=self._done.get(step.id),
            why=self._why(step.shown_by),
            stress_why=self._why(step.stressed_by),
            held_why=self._why(step.held_by),
            first_alone=written.alone and self._perhaps_not_alone,
            calls=self._calls[step.id],
        )

    def _why(self, rows: Rows) -> tuple[Why, ...]:
        reasons: dict[str, Reason] = {}
        for row in rows:
            for term in row:
                reasons.setdefault(term.subject, self._reason(term.subject))
        by_kind = sorted(reasons.values(), key=lambda reason: KINDS.index(reason.kind))
        return tuple(
            Why(kind, tuple(group)) for kind, group in groupby(by_kind, key=lambda reason: reason.kind)
        )

    def _reason(self, subject: str) -> Reason:
        if subject in (ALWAYS, NO_SIGN):
            return Reason(KIND_OF_SPECIAL[subject])
        if check := self._guidance.checks.get(subject):
            answer = self._answers.checks.get(subject, UNANSWERED)
            text = next((known.text for known in check.answers if known.id == answer), None)
            kind = "marked" if text else "unanswered"
            return Reason(kind, subject, where_asked(self._walk, subject), check.reason, text)
        state = self._answers.signs.get(subject, NOT_GONE_THROUGH)
        sign = self._guidance.signs[subject]
        return Reason(state, subject, where_asked(self._walk, subject), sign.reason)


def _first_answered(why: tuple[Why, ...]) -> Reason | None:
    return next((reason for each in why for reason in each.reasons if reason.link), None)


def in_tiers(steps: list[PlannedStep]) -> tuple[list[Tier], list[PlannedStep]]:
    """Unheld steps by tier, tiers that hold something only; and the held ones."""
    tiers = [
        Tier(urgency, tuple(step for step in steps if step.urgency == urgency and not step.held))
        for urgency in URGENCIES
    ]
    return [tier for tier in tiers if tier.steps], [step for step in steps if step.held]
