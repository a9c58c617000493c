"""What a guidance is made of: every kind of content, declared once.

A kind is a list of a pack. Its fields stand in the order of a pack, each with how it is read; a field that
is itself a kind is a list of entries below. Reading, the draft's rows, comparing two packs, taking one in,
remarks and the addresses on the desk all go by this. Labels and help for editors are on the models, which a
test holds against it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .numbers import dialled
from .readers import (
    Optional,
    Reader,
    Reading,
    day,
    formatted,
    identifier,
    ids_of_each,
    language,
    line,
    link,
    made_from,
    marked,
    one_of,
    phone_number,
    plain,
    rows,
    rows_of_each,
    set_of,
    yes_or_no,
)
from .shapes import (
    ADVICE,
    ALWAYS,
    DISCLOSURE_DUTIES,
    MATTERS,
    NO_SIGN,
    ORIGINS,
    RECORDING_TOPICS,
    SOURCE_LANGUAGE,
    UNANSWERED,
    URGENCIES,
    Answer,
    Area,
    CardText,
    Check,
    Checklist,
    ClosedNumber,
    Contact,
    Disclosure,
    Expectation,
    Guidance,
    Milestone,
    Passage,
    Phone,
    Point,
    Preparation,
    Question,
    Recipient,
    RecordingPoint,
    Sign,
    Stage,
    Step,
)

if TYPE_CHECKING:
    from .places import Place  # made of this

SUBJECTS = "checks and signs"  # a term names either without saying which
WITHOUT_ANSWERS = (ALWAYS, NO_SIGN)  # terms that need none
NOT_CONTENT = ("id", "format", "made_from")


@dataclass(frozen=True, eq=False)
class Kind:
    """One kind of content. ``name`` is the list in which a pack has its entries, "" for the whole.

    ``title``: the text by which an entry is known. ``namespace``: where its ids are unique, their own list if
    "". ``keeps_notes``: a worker's note is kept by the id, which no other kind that does so may have.
    ``reserved``: ids that mean something else. ``since``: the number of the format that brought the kind; a
    pack without any of its entries needs no newer one.
    """

    name: str
    shape: Callable[..., Any]
    fields: Mapping[str, Reader[Any] | Optional | Kind]
    title: str = "title"
    namespace: str = ""
    keeps_notes: bool = False
    reserved: tuple[str, ...] = ()
    since: int = 1

    @cached_property
    def below(self) -> dict[str, Kind]:
        """The kinds whose entries stand in one of this kind, by the name of their list."""
        fields = {name: _bare(field) for name, field in self.fields.items()}
        return {name: field for name, field in fields.items() if isinstance(field, Kind)}

    @cached_property
    def values(self) -> dict[str, Reader[Any]]:
        """What an entry says by itself: name and reader, without the id and what is not content."""
        fields = {name: _bare(field) for name, field in self.fields.items() if name not in NOT_CONTENT}
        return {name: field for name, field in fields.items() if not isinstance(field, Kind)}

    @cached_property
    def in_rows(self) -> tuple[str, ...]:
        """The names, in the order of a pack, of all that the draft keeps beside the id and the origin."""
        return tuple(name for name in self.fields if name not in (*NOT_CONTENT, "origin"))

    @cached_property
    def optional(self) -> frozenset[str]:
        """What may be left out of a pack."""
        return frozenset(name for name, field in self.fields.items() if isinstance(field, Optional))

    @cached_property
    def newer(self) -> dict[str, int]:
        """Keys that came with a later format than the kind, and its number."""
        optional = {name: field for name, field in self.fields.items() if isinstance(field, Optional)}
        return {name: field.since for name, field in optional.items() if field.since > self.since}

    @cached_property
    def longer_required(self) -> dict[str, int]:
        """Keys that older formats could not do without, and the number of the format that first could."""
        optional = {name: field for name, field in self.fields.items() if isinstance(field, Optional)}
        return {name: field.may_be_missing_since for name, field in optional.items()}

    def completed(self, entry: Mapping[str, Any]) -> dict[str, Any]:
        """The entry with what it leaves out because it follows from something else that it says."""
        optional = {name: field for name, field in self.fields.items() if isinstance(field, Optional)}
        made_of = {name: field.made_of for name, field in optional.items() if field.made_of}
        missing = {name: how for name, how in made_of.items() if name not in entry}
        return {**entry, **{name: make(entry[other]) for name, (other, make) in missing.items()}}

    @cached_property
    def rules(self) -> tuple[str, ...]:
        """The values that are rows of a rule."""
        return tuple(name for name, read in self.values.items() if read is rows)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The values that are written in every language."""
        return tuple(name for name, read in self.values.items() if read in (line, formatted))

    @property
    def has_ids(self) -> bool:
        return "id" in self.fields

    @property
    def has_origin(self) -> bool:
        """Whether an entry says if it stands on the pocket card or goes beyond it."""
        return "origin" in self.fields

    @property
    def knows_sources(self) -> bool:
        """Whether it is remembered of which source wording each translation was made."""
        return self.has_ids or not self.name

    def shares_ids_with(self, other: Kind) -> bool:
        in_one = bool(self.namespace) and self.namespace == other.namespace
        return self is not other and (in_one or (self.keeps_notes and other.keeps_notes))


def _bare(field: Reader[Any] | Optional | Kind) -> Reader[Any] | Kind:
    return field.read if isinstance(field, Optional) else field


origin = one_of(ORIGINS)

POINT = Kind(
    "points",
    Point,
    {
        "id": identifier,
        "origin": origin,
        "short": line,
        "full": formatted,
        "say": Optional(line, since=3),
    },
    title="short",
    namespace="points",
)
QUESTION = Kind("questions", Question, {"id": identifier, "text": line}, "text", namespace="questions")
AREA = Kind("areas", Area, {"id": identifier, "title": line, "questions": QUESTION}, namespace="areas")
ANSWER = Kind("answers", Answer, {"id": identifier, "text": line}, "text", reserved=(UNANSWERED,))
CHECK = Kind(
    "checks",
    Check,
    {
        "id": identifier,
        "origin": origin,
        "short": line,
        "hint": Optional(line),
        "full": Optional(formatted),
        "reason": line,
        "asks_for_meeting": yes_or_no,
        "telling": Optional(yes_or_no, since=3),
        "answers": ANSWER,
    },
    title="short",
    namespace=SUBJECTS,
    reserved=WITHOUT_ANSWERS,
)
STAGE = Kind(
    "stages",
    Stage,
    {"id": identifier, "title": line, "label": line, "points": POINT, "areas": AREA, "checks": CHECK},
    keeps_notes=True,
)
SIGN = Kind(
    "signs",
    Sign,
    {"id": identifier, "origin": origin, "short": line, "full": formatted, "reason": line},
    title="short",
    namespace=SUBJECTS,
    keeps_notes=True,
    reserved=WITHOUT_ANSWERS,
)
CHECKLIST = Kind(
    "checklists",
    Checklist,
    {
        "id": identifier,
        "origin": origin,
        "title": line,
        "intro": line,
        "folded": yes_or_no,
        "signs": SIGN,
    },
)
STEP = Kind(
    "steps",
    Step,
    {
        "id": identifier,
        "origin": origin,
        "urgency": one_of(URGENCIES),
        "alone": yes_or_no,
        "title": line,
        "short": line,
        "full": formatted,
        "say": Optional(line, since=3),
        "strip": Optional(line, since=3),
        "link": Optional(link, since=3),
        "link_text": Optional(line, since=3),
        "settles": Optional(marked, since=3),
        "contacts": set_of(plain),
        "contacts_when": Optional(rows_of_each, since=3),
        "show": rows,
        "but_not": rows,
        "stress": rows,
    },
    keeps_notes=True,
)
PHONE = Kind(
    "phones",
    Phone,
    {
        "number": plain,
        "tel": Optional(phone_number, made_of=("number", dialled), may_be_missing_since=4),
        "label": Optional(line),
    },
    title="number",
)
CONTACT = Kind(
    "contacts",
    Contact,
    {
        "id": identifier,
        "name": line,
        "short_name": line,
        "purpose": line,
        "phones": PHONE,
        "hours": Optional(line),
        "languages": Optional(line),
        "web": Optional(plain),
        "email": Optional(plain),
        "round_the_clock": yes_or_no,
        "for_clients": yes_or_no,
        "local": yes_or_no,
        "stand_in": plain,
        "source": plain,
        "seen_on": day,
        "verified_on": day,
        "check_by": Optional(day, since=4),
        "note": Optional(plain),
        "name_on_card": Optional(plain, since=7),
        "without_name": Optional(yes_or_no, since=7),
    },
    title="short_name",
)
EXPECTATION = Kind(
    "expectations",
    Expectation,
    {
        "id": identifier,
        "title": line,
        "story": Optional(formatted, since=6),
        "notice": Optional(line, since=6),
        "say": Optional(line, since=6),
        "checks": Optional(marked),
        "signs": Optional(marked),
        "steps": Optional(set_of(plain)),
        "not_steps": Optional(set_of(plain)),
        "first_step": Optional(plain, since=5),
        "in_order": Optional(set_of(plain), since=5),
        "held": Optional(set_of(plain), since=5),
        "helpers": Optional(ids_of_each, since=5),
    },
)


PREPARATION = Kind(
    "preparations",
    Preparation,
    {"id": identifier, "origin": origin, "short": line, "full": formatted},
    title="short",
    since=2,
)
CLOSED_NUMBER = Kind(
    "closed_numbers",
    ClosedNumber,
    {"id": identifier, "number": plain, "note": line, "seen_on": day},
    title="note",
    since=4,
)
PASSAGE = Kind(
    "passages",
    Passage,
    {
        "id": identifier,
        "origin": origin,
        "heading": line,
        "phrase": line,
        "advice": one_of(ADVICE),
        "why": line,
        "steps": Optional(set_of(plain)),
        "show": rows,
    },
    title="phrase",
    since=6,
)
RECORDING_POINT = Kind(
    "recording_points",
    RecordingPoint,
    {
        "id": identifier,
        "origin": origin,
        "topic": one_of(RECORDING_TOPICS),
        "short": line,
        "full": Optional(formatted),
        "note": Optional(plain),
    },
    title="short",
    since=6,
)
DISCLOSURE = Kind(
    "disclosures",
    Disclosure,
    {
        "id": identifier,
        "matter": one_of(MATTERS),
        "case": Optional(line),
        "duty": one_of(DISCLOSURE_DUTIES),
        "ground": line,
        "first": line,
        "note": Optional(plain),
        "confirmed_by": Optional(plain),
        "confirmed_on": Optional(day),
    },
    title="ground",
    namespace="disclosures",
    since=7,
)
RECIPIENT = Kind(
    "recipients",
    Recipient,
    {"id": identifier, "origin": origin, "title": line, "disclosures": DISCLOSURE},
    since=7,
)
MILESTONE = Kind(
    "milestones",
    Milestone,
    {"id": identifier, "origin": origin, "title": line, "full": formatted, "for_client": Optional(formatted)},
    since=7,
)
CARD_TEXT = Kind(
    "card_texts",
    CardText,
    {
        "id": identifier,
        "origin": origin,
        "language": language,
        "name": plain,
        "title": plain,
        "emergency": plain,
        "free": plain,
        "no_papers": plain,
        "no_report": plain,
        "earlier": plain,
        "round_the_clock": plain,
        "no_name": plain,
        "ask_interpreter": plain,
        "interpreter": plain,
        "interpreter_said": Optional(plain),
        "remember": plain,
        "remember_said": Optional(plain),
        "digits": plain,
        "digits_said": Optional(plain),
        "checked_by": Optional(plain),
        "checked_on": Optional(day),
    },
    title="name",
    since=7,
)


def known_format(value: object, place: Place, reading: Reading) -> int:
    if type(value) is not int or not 1 <= value <= FORMAT:
        reading.note("unknown-format", place, found=str(value), known=str(FORMAT))
        return FORMAT
    return value


WHOLE = Kind(
    "",
    Guidance,
    {
        "format": known_format,
        "title": line,
        "principle": line,
        "with_additions": yes_or_no,
        "required_languages": Optional(set_of(language), left_out=[SOURCE_LANGUAGE]),
        "company": rows,
        "stages": STAGE,
        "checklists": CHECKLIST,
        "steps": STEP,
        "contacts": CONTACT,
        "expectations": Optional(EXPECTATION),
        "preparations": Optional(PREPARATION),
        "closed_numbers": Optional(CLOSED_NUMBER),
        "passages": Optional(PASSAGE),
        "recording_points": Optional(RECORDING_POINT),
        "recipients": Optional(RECIPIENT),
        "milestones": Optional(MILESTONE),
        "card_texts": Optional(CARD_TEXT),
        "made_from": Optional(made_from),
    },
)


def _with_all_below(kind: Kind) -> Iterator[Kind]:
    yield kind
    for each in kind.below.values():
        yield from _with_all_below(each)


KINDS = {kind.name: kind for kind in _with_all_below(WHOLE)}
"""Every kind by the name of its list, the whole first, each before what stands in it."""

FORMAT = max(
    since
    for kind in KINDS.values()
    for since in (kind.since, *kind.newer.values(), *kind.longer_required.values())
)
"""The newest format; a pack of an older one is read as well."""


def format_of(pack: Mapping[str, Any]) -> int:
    """The oldest format that knows everything a pack holds."""
    return max(_formats_in(pack, WHOLE))


def _formats_in(entry: Mapping[str, Any], kind: Kind) -> Iterator[int]:
    yield kind.since
    yield from (since for name, since in kind.newer.items() if name in entry)
    yield from (since for name, since in kind.longer_required.items() if name not in entry)
    for name, below in kind.below.items():
        for each in entry.get(name, ()):
            yield from _formats_in(each, below)


LEFT_OUT = {
    name: field.left_out
    for name, field in WHOLE.fields.items()
    if isinstance(field, Optional) and field.left_out is not None
}
"""What the whole means where a pack leaves a key out that packs did not always have."""

ENTRIES = tuple(kind.name for kind in KINDS.values() if kind.has_ids)
"""The lists whose entries have ids."""
