"""The shapes of the content: frozen values, nothing that reads, decides or words.

They mirror a pack key by key: lists are tuples, rows are tuples of terms, texts are `Text`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

UNANSWERED = "unanswered"
NOTICED = "noticed"
NOT_NOTICED = "not-noticed"
NOT_GONE_THROUGH = "not-gone-through"
SIGN_STATES = (NOT_GONE_THROUGH, NOTICED, NOT_NOTICED)

NOW, BEFORE_LEAVING, SOON, SELF = URGENCIES = ("now", "before-leaving", "soon", "self")
CARD, ADDITION = ORIGINS = ("card", "addition")
RECORD, CONCEAL, LEAVE_OUT = ADVICE = ("record", "conceal", "leave-out")
OF_THE_LAW, OF_READERS, BETTER_LEFT_OUT, NEVER_SAID, NEVER_IN_HEADINGS = RECORDING_TOPICS = (
    "law",
    "readers",
    "left-out",
    "never-said",
    "never-in-headings",
)

ADULT, CHILD = MATTERS = ("adult", "child")
MUST, MAY, WITH_CONSENT, NEVER = DISCLOSURE_DUTIES = ("must", "may", "consent", "never")

ALWAYS = "always"
NO_SIGN = "no-sign-noticed"

SOURCE_LANGUAGE = "fi"
CARD_LANGUAGES_OF_OURS = (SOURCE_LANGUAGE, "sv", "en")  # a client's card in these needs no translator's check
FROM_RIGHT_TO_LEFT = ("ar", "ckb", "fa", "he", "ps", "ur")
OTHER_COMMAS = "\u060c\u3001\uff0c"  # Arabic, and two of Chinese

Value = TypeVar("Value")


def hashed_once(shape: type[Value]) -> type[Value]:
    """Of values that never change, and that caches are asked for over and over: a stage holds a thousand."""
    worked_out = shape.__hash__

    def remembered(self: Value) -> int:
        if "_hash" not in self.__dict__:
            self.__dict__["_hash"] = worked_out(self)
        known: int = self.__dict__["_hash"]
        return known

    shape.__hash__ = remembered  # type: ignore[assignment]  # mypy takes it for object's own
    return shape


@hashed_once
@dataclass(frozen=True)
class Text:
    """One text in the languages it has. Falsy when it has none; as a string it is Finnish."""

    by_language: tuple[tuple[str, str], ...] = ()

    def in_language(self, code: str, fallback: str = SOURCE_LANGUAGE) -> tuple[str, str]:
        """The text and the language it is in: the one asked for, else the fallback, else ("", fallback)."""
        for language in (code, fallback):
            for known, text in self.by_language:
                if known == language and text:
                    return text, language
        return "", fallback

    def __bool__(self) -> bool:
        return any(text for _, text in self.by_language)

    def __str__(self) -> str:
        return self.in_language(SOURCE_LANGUAGE)[0]


@dataclass(frozen=True)
class Term:
    """A check with a set of answers, a sign with a set of states, or ALWAYS or NO_SIGN with none."""

    subject: str
    answers: frozenset[str] = frozenset()


Row = tuple[Term, ...]
"""Terms that must all hold."""

Rows = tuple[Row, ...]
"""Alternatives."""


@hashed_once
@dataclass(frozen=True)
class Point:
    id: str
    origin: str
    short: Text
    full: Text
    say: Text = Text()


@dataclass(frozen=True)
class Question:
    id: str
    text: Text


@hashed_once
@dataclass(frozen=True)
class Area:
    id: str
    title: Text
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Answer:
    id: str
    text: Text


@hashed_once
@dataclass(frozen=True)
class Check:
    id: str
    origin: str
    short: Text
    reason: Text
    asks_for_meeting: bool
    answers: tuple[Answer, ...]
    hint: Text = Text()
    full: Text = Text()
    telling: bool = False  # read in company, it says what this is about

    @cached_property
    def answers_by_id(self) -> dict[str, Answer]:
        return {answer.id: answer for answer in self.answers}

    @cached_property
    def states(self) -> tuple[str, ...]:
        """Everything a worker can have left this check at, "unanswered" first."""
        return (UNANSWERED, *(answer.id for answer in self.answers))


@hashed_once
@dataclass(frozen=True)
class Stage:
    id: str
    title: Text
    label: Text
    points: tuple[Point, ...]
    areas: tuple[Area, ...]
    checks: tuple[Check, ...]


@hashed_once
@dataclass(frozen=True)
class Sign:
    id: str
    origin: str
    short: Text
    full: Text
    reason: Text


@dataclass(frozen=True)
class Checklist:
    id: str
    origin: str
    title: Text
    intro: Text
    folded: bool
    signs: tuple[Sign, ...]


@hashed_once
@dataclass(frozen=True)
class Step:
    id: str
    origin: str
    urgency: str
    alone: bool
    title: Text
    short: Text
    full: Text
    contacts: tuple[str, ...]
    show: Rows
    but_not: Rows
    stress: Rows
    contacts_when: tuple[tuple[str, Rows], ...] = ()
    say: Text = Text()
    strip: Text = Text()
    link: str = ""
    link_text: Text = Text()
    settles: tuple[tuple[str, str], ...] = ()

    @cached_property
    def rows_of_contacts(self) -> dict[str, Rows]:
        """Helpers that the step names only for some answers, each with its rows; any other one always."""
        return {contact: rows for contact, rows in self.contacts_when if rows}

    @property
    def rules(self) -> dict[str, Rows]:
        """All that decides about the step, by kind of rows."""
        return {"show": self.show, "but_not": self.but_not, "stress": self.stress}


@dataclass(frozen=True)
class Phone:
    number: str
    tel: str
    label: Text = Text()


@dataclass(frozen=True)
class Contact:
    id: str
    name: Text
    short_name: Text
    purpose: Text
    phones: tuple[Phone, ...]
    round_the_clock: bool
    for_clients: bool
    local: bool
    stand_in: str
    source: str
    seen_on: date | None
    verified_on: date | None
    hours: Text = Text()
    languages: Text = Text()
    web: str = ""
    email: str = ""
    check_by: date | None = None
    note: str = ""
    name_on_card: str = ""  # on a client's card, where the short name would say too much
    without_name: bool = False  # whoever calls may keep their name to themselves


@dataclass(frozen=True)
class Expectation:
    """An example case of the editors': with these answers, these steps come up and those do not.

    ``first_step`` comes first of all, ``in_order`` one after the other, ``held`` wait for a moment in
    private, and each step of ``helpers`` names those contacts.

    With a ``story`` it is a made-up meeting to practise with too: what happens there, what there is to notice
    in what came up, and what one would say first.
    """

    id: str
    title: Text
    story: Text = Text()
    notice: Text = Text()
    say: Text = Text()
    checks: tuple[tuple[str, str], ...] = ()
    signs: tuple[tuple[str, str], ...] = ()
    steps: tuple[str, ...] = ()
    not_steps: tuple[str, ...] = ()
    first_step: str = ""
    in_order: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    helpers: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def expected_steps(self) -> tuple[str, ...]:
        """All that have to come up, each once."""
        first = (self.first_step,) if self.first_step else ()
        with_helpers = (step for step, _contacts in self.helpers)
        return tuple(dict.fromkeys((*self.steps, *first, *self.in_order, *self.held, *with_helpers)))


@dataclass(frozen=True)
class Preparation:
    """Something to see to before the meeting; never asked, and nothing is ticked."""

    id: str
    origin: str
    short: Text
    full: Text


@dataclass(frozen=True)
class Passage:
    """A model phrase for the client's record, for what was answered or done; what nobody here knows stands in
    [brackets].

    It is offered when a row of ``show`` holds and, where it names ``steps``, one of them is ticked off.
    ``advice`` is one of ADVICE: record it, record it and prevent its display, leave it out; ``why`` says why.
    """

    id: str
    origin: str
    heading: Text
    phrase: Text
    advice: str
    why: Text
    show: Rows
    steps: tuple[str, ...] = ()


@dataclass(frozen=True)
class RecordingPoint:
    """What the law asks of a record, who reads it, what is better left out of it, and words that never stand
    in it, each of these a ``topic``. ``note`` is for editors: what their lawyer has yet to confirm."""

    id: str
    origin: str
    topic: str
    short: Text
    full: Text = Text()
    note: str = ""


@dataclass(frozen=True)
class Disclosure:
    """Whether a recipient may be told of an adult's or a child's ``matter``, in one ``case``.

    ``duty`` is one of DISCLOSURE_DUTIES; ``ground`` says by which law and how much, ``first`` what is said to
    the client before. Without a ``case`` it is always so, or in all cases but those beside it.
    ``confirmed_by`` is empty while no lawyer has confirmed it; ``note`` is for editors.
    """

    id: str
    matter: str
    duty: str
    ground: Text
    first: Text
    case: Text = Text()
    note: str = ""
    confirmed_by: str = ""
    confirmed_on: date | None = None

    @property
    def is_confirmed(self) -> bool:
        return bool(self.confirmed_by and self.confirmed_on)


@dataclass(frozen=True)
class Recipient:
    """Somebody whom a worker may have to, may, or must not tell about a client."""

    id: str
    origin: str
    title: Text
    disclosures: tuple[Disclosure, ...]

    def about(self, matter: str) -> tuple[Disclosure, ...]:
        """What is so of an adult's or a child's matter, in the editor's order; what holds otherwise last."""
        found = (each for each in self.disclosures if each.matter == matter)
        return tuple(sorted(found, key=lambda each: not each.case))


@dataclass(frozen=True)
class Milestone:
    """What follows a proposal to the Assistance System; ``for_client`` says it in plain language."""

    id: str
    origin: str
    title: Text
    full: Text
    for_client: Text = Text()


@dataclass(frozen=True)
class CardText:
    """The texts of a client's contact card in one language, its own ``name`` for itself first.

    ``digits`` are the words for 0 to 9, ``digits_said`` and ``remember_said`` how a Finnish reader says them
    aloud. ``interpreter`` is Finnish in every language; ``interpreter_said`` is how its reader says it.
    """

    id: str
    origin: str
    language: str
    name: str
    title: str
    emergency: str
    free: str
    no_papers: str
    no_report: str
    earlier: str
    round_the_clock: str
    no_name: str
    ask_interpreter: str
    interpreter: str
    remember: str
    digits: str
    interpreter_said: str = ""
    remember_said: str = ""
    digits_said: str = ""
    checked_by: str = ""
    checked_on: date | None = None

    @property
    def may_be_given(self) -> bool:
        """Whether a client may have it: a language that few here read waits for somebody who does."""
        return self.language in CARD_LANGUAGES_OF_OURS or bool(self.checked_by.strip())

    @property
    def from_right_to_left(self) -> bool:
        return self.language in FROM_RIGHT_TO_LEFT


def words_for_digits(written: str) -> tuple[str, ...]:
    """The words for 0 to 9, one each, parted by the comma of any script."""
    for comma in OTHER_COMMAS:
        written = written.replace(comma, ",")
    return tuple(word.strip() for word in written.split(",") if word.strip())


@dataclass(frozen=True)
class ClosedNumber:
    """A telephone number that nobody answers any more, though old pages still print it."""

    id: str
    number: str
    note: Text
    seen_on: date | None


@hashed_once
@dataclass(frozen=True)
class Guidance:
    """The whole content of one edition, in the editor's order, with lookups by id."""

    format: int
    title: Text
    principle: Text
    with_additions: bool
    company: Rows
    stages: tuple[Stage, ...]
    checklists: tuple[Checklist, ...]
    steps: tuple[Step, ...]
    contacts: tuple[Contact, ...] = ()
    expectations: tuple[Expectation, ...] = ()
    preparations: tuple[Preparation, ...] = ()
    closed_numbers: tuple[ClosedNumber, ...] = ()
    passages: tuple[Passage, ...] = ()
    recording_points: tuple[RecordingPoint, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    card_texts: tuple[CardText, ...] = ()
    required_languages: tuple[str, ...] = (SOURCE_LANGUAGE,)

    @cached_property
    def stages_by_id(self) -> dict[str, Stage]:
        return {stage.id: stage for stage in self.stages}

    @cached_property
    def checks(self) -> dict[str, Check]:
        return {check.id: check for stage in self.stages for check in stage.checks}

    @cached_property
    def signs(self) -> dict[str, Sign]:
        return {sign.id: sign for checklist in self.checklists for sign in checklist.signs}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Every check, and every sign, with its number among all of its kind, from 1."""
        kinds = (self.checks, self.signs)
        return {subject: number for kind in kinds for number, subject in enumerate(kind, start=1)}

    @cached_property
    def steps_by_id(self) -> dict[str, Step]:
        return {step.id: step for step in self.steps}

    @cached_property
    def contacts_by_id(self) -> dict[str, Contact]:
        return {contact.id: contact for contact in self.contacts}

    @cached_property
    def recipients_by_id(self) -> dict[str, Recipient]:
        return {recipient.id: recipient for recipient in self.recipients}

    @cached_property
    def meetings_by_id(self) -> dict[str, Expectation]:
        """The made-up meetings to practise with."""
        return {each.id: each for each in self.expectations if each.story}

    @cached_property
    def states(self) -> dict[str, tuple[str, ...]]:
        """Every check and sign with all it can be left at, the untouched state first."""
        return {check.id: check.states for check in self.checks.values()} | dict.fromkeys(
            self.signs, SIGN_STATES
        )

    @cached_property
    def _known_states(self) -> dict[str, frozenset[str]]:
        return {subject: frozenset(states) for subject, states in self.states.items()}

    @cached_property
    def listed_states(self) -> dict[str, str]:
        """Every check and sign with all it can be left at, for saying so: "unanswered, yes, no"."""
        return {subject: ", ".join(states) for subject, states in self.states.items()}

    @cached_property
    def untouched(self) -> dict[str, str]:
        """The state of every check and sign before anybody marks anything."""
        return {subject: states[0] for subject, states in self.states.items()}

    @cached_property
    def _stage_of(self) -> dict[str, Stage]:
        return {check.id: stage for stage in self.stages for check in stage.checks}

    @cached_property
    def _checklist_of(self) -> dict[str, Checklist]:
        return {sign.id: checklist for checklist in self.checklists for sign in checklist.signs}

    def stage_of(self, check_id: str) -> Stage:
        """The stage that asks this check. Raises KeyError for an id that is no check."""
        return self._stage_of[check_id]

    def can_be(self, subject: str, state: str) -> bool:
        """Whether a check or a sign can be left at this. Raises KeyError for an id that is neither."""
        return state in self._known_states[subject]

    def checklist_of(self, sign_id: str) -> Checklist:
        """The checklist that holds this sign. Raises KeyError for an id that is no sign."""
        return self._checklist_of[sign_id]
