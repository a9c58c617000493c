"""Reading plain values strictly: every problem is collected with its place, and reading goes on.

A reader takes a value, its place and the reading under way, and gives back a value of the right
type even when it noted a problem; whoever started the reading asks for the problems at the end.
What a guidance is made of is not known here but in `schema`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from .problems import Problem, problem
from .shapes import ALWAYS, NO_SIGN, Row, Rows, Term, Text

if TYPE_CHECKING:
    from .places import Place  # made of the schema, which is made of readers

Value = TypeVar("Value")
Reader = Callable[[object, "Place", "Reading"], Value]

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")
LINK = re.compile(r"(?:https://[^\s/]+(?:/\S*)?|/(?:[a-z0-9-]+/)*)")  # never a host of ours, never a script
PHONE = re.compile(r"\+?[0-9]{2,15}")  # 0-9 alone: digits of other scripts dial nothing


def whole(pattern: re.Pattern[str]) -> str:
    """The pattern for whoever searches where it must be matched from end to end."""
    return rf"^{pattern.pattern}\Z"


# Words of the pack for what a value is; the sentences are made elsewhere.
TYPE_NAMES: dict[type, str] = {
    str: "text", bool: "true-or-false", int: "number", float: "number",
    list: "list", dict: "mapping", date: "date", type(None): "nothing",
}  # fmt: skip


@dataclass
class Reading:
    """What was found so far: problems, where each id of a namespace stands first, and what is retired."""

    problems: list[Problem] = field(default_factory=list)
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    retired: set[str] = field(default_factory=set)
    retired_places: set[Place] = field(default_factory=set)  # answers of two checks may share an id

    def note(self, kind: str, place: Place, **details: str) -> None:
        self.problems.append(problem(kind, place, **details))

    def meet(self, namespace: str, identifier: str, place: Place) -> None:
        """Remember an id, and note it when its namespace has it already."""
        if (namespace, identifier) in self.places:
            self.note("doubled-id", place, id=identifier, first=str(self.places[namespace, identifier]))
        self.places.setdefault((namespace, identifier), place)


def type_name(value: object) -> str:
    return TYPE_NAMES.get(type(value), type(value).__name__)


def is_a(kind: type, value: object, place: Place, reading: Reading) -> bool:
    """Whether the value is of that type; notes it when not."""
    if isinstance(value, kind):
        return True
    reading.note("wrong-type", place, expected=TYPE_NAMES[kind], found=type_name(value))
    return False


def plain(value: object, place: Place, reading: Reading) -> str:
    return str(value) if is_a(str, value, place, reading) else ""


def yes_or_no(value: object, place: Place, reading: Reading) -> bool:
    return is_a(bool, value, place, reading) and bool(value)


def identifier(value: object, place: Place, reading: Reading) -> str:
    name = plain(value, place, reading)
    if isinstance(value, str) and not ID.fullmatch(name):
        reading.note("bad-id", place, id=name)
    return name


def one_of(known: tuple[str, ...]) -> Reader[str]:
    def read(value: object, place: Place, reading: Reading) -> str:
        choice = plain(value, place, reading)
        if isinstance(value, str) and choice not in known:
            reading.note("unknown-value", place, value=choice, known=", ".join(known))
        return choice

    return read


def formatted(value: object, place: Place, reading: Reading) -> Text:
    """A mapping of language to string; paragraphs, lists and bold may stand in it."""
    if not isinstance(value, dict):
        is_a(dict, value, place, reading)
        return Text()
    for language, text in value.items():
        if not (isinstance(language, str) and LANGUAGE.fullmatch(language)):
            reading.note("bad-language", place, language=str(language))
        is_a(str, text, place / language, reading)
    return Text(tuple((str(language), str(text)) for language, text in value.items()))


def line(value: object, place: Place, reading: Reading) -> Text:
    """A text without formatting: one line in every language."""
    text = formatted(value, place, reading)
    for language, words in text.by_language:
        if len(words.splitlines()) > 1 or words != words.strip():
            reading.note("not-one-line", place, language=language)
    return text


def day(value: object, place: Place, reading: Reading) -> date | None:
    """A date (YAML), the same written as 2026-11-24 (JSON), or nothing."""
    if value is None or type(value) is date:
        return value
    words = plain(value, place, reading)
    try:
        parsed = date.fromisoformat(words)
    except ValueError:
        parsed = None
    if isinstance(value, str) and (parsed is None or parsed.isoformat() != words):
        reading.note("bad-date", place, value=words)
    return parsed


def language(value: object, place: Place, reading: Reading) -> str:
    name = plain(value, place, reading)
    if isinstance(value, str) and not LANGUAGE.fullmatch(name):
        reading.note("bad-language", place, language=name)
    return name


def marked(value: object, place: Place, reading: Reading) -> tuple[tuple[str, str], ...]:
    """A mapping of check to answer, or of sign to state."""
    if not isinstance(value, dict):
        is_a(dict, value, place, reading)
        return ()
    return tuple(
        (str(subject), plain(answer, place / str(subject), reading)) for subject, answer in value.items()
    )


def link(value: object, place: Place, reading: Reading) -> str:
    """Where a link leads: a page of ours ("/contacts/") or an address that begins with https://."""
    address = plain(value, place, reading)
    if address and not LINK.fullmatch(address):
        reading.note("bad-link", place, link=address)
    return address


def phone_number(value: object, place: Place, reading: Reading) -> str:
    """A number as a telephone link takes it: digits, a plus in front if it is international."""
    number = plain(value, place, reading)
    if isinstance(value, str) and not PHONE.fullmatch(number):
        reading.note("bad-phone", place, number=number)
    return number


def list_of(read_item: Reader[Value]) -> Reader[tuple[Value, ...]]:
    """A list; a retired entry is read like any other, and left out."""

    def read(value: object, place: Place, reading: Reading) -> tuple[Value, ...]:
        if not isinstance(value, list):
            is_a(list, value, place, reading)
            return ()
        places = [_place_of(item, place, number) for number, item in enumerate(value, start=1)]
        items = [read_item(item, where, reading) for item, where in zip(value, places, strict=True)]
        return tuple(item for item, raw in zip(items, value, strict=True) if not _is_retired(raw))

    return read


def set_of(read_item: Reader[str]) -> Reader[tuple[str, ...]]:
    """A list in which nothing stands twice."""

    def read(value: object, place: Place, reading: Reading) -> tuple[str, ...]:
        items = list_of(read_item)(value, place, reading)
        for doubled in sorted(item for item, times in Counter(items).items() if times > 1):
            reading.note("doubled-value", place, value=doubled)
        return items

    return read


def _place_of(item: object, place: Place, number: int) -> Place:
    name = item.get("id") if isinstance(item, dict) else None
    return place / (name if isinstance(name, str) else number)


def _is_retired(item: object) -> bool:
    return isinstance(item, dict) and item.get("retired") is True


@dataclass(frozen=True)
class Optional:
    """Marks a key that may be left out; ``left_out`` is what it means then, where that is not nothing.

    ``made_of``: another key and how this one follows from it, where it is left out. ``since``: the number of
    the format that brought the key; a pack without it needs no newer one. ``may_be_missing_since``: the
    number of the format that first let it be left out; a pack without it needs that one.
    """

    read: Any
    left_out: Any = None
    made_of: tuple[str, Callable[[Any], Any]] | None = None
    since: int = 1
    may_be_missing_since: int = 1


Fields = Mapping[str, Reader[Any] | Optional]


def made_from(value: object, place: Place, reading: Reading) -> None:
    """Hashes of the sources of older translations: field, then language, then hash. Not content."""
    if not is_a(dict, value, place, reading) or not isinstance(value, dict):
        return
    for name, hashes in value.items():
        formatted(hashes, place / name, reading)


# What an editor's row may carry besides its content.
BESIDES: Fields = {"retired": Optional(yes_or_no), "made_from": Optional(made_from)}


def entry(
    make: Callable[..., Value], fields: Fields, namespace: str = "", reserved: tuple[str, ...] = ()
) -> Reader[Value]:
    """A mapping with exactly these keys. Its id must be new in the namespace, and not a reserved word.

    Without a namespace the id must be new in its own list.
    """

    def read(value: object, place: Place, reading: Reading) -> Value:
        values = read_mapping(value, place, reading, {**fields, **BESIDES})
        besides = {key: values.pop(key, None) for key in BESIDES}
        if name := values.get("id"):
            reading.meet(namespace or str(place.around), name, place)
            if name in reserved:
                reading.note("reserved-id", place, id=name)
            if besides["retired"]:
                reading.retired.add(name)
                reading.retired_places.add(place)
        return make(**values)

    return read


def read_mapping(value: object, place: Place, reading: Reading, fields: Fields) -> dict[str, Any]:
    """The values by key; unknown and missing keys are noted. A missing one reads as its kind of nothing."""
    if not isinstance(value, dict):
        is_a(dict, value, place, reading)
        value = None
    given: dict[object, object] = value or {}
    for key in given:
        if key not in fields:
            reading.note("unknown-key", place, key=str(key))
    values: dict[str, Any] = {}
    for key, how in fields.items():
        read = how.read if isinstance(how, Optional) else how
        if key in given:
            values[key] = read(given[key], place / key, reading)
        elif not isinstance(how, Optional):
            values[key] = read(None, place, Reading())
            if value is not None:
                reading.note("missing-key", place, key=key)
        elif how.made_of:
            other, make = how.made_of
            values[key] = make(values[other])
    return values


def rows(value: object, place: Place, reading: Reading) -> Rows:
    return list_of(_row)(value, place, reading)


def rows_of_each(value: object, place: Place, reading: Reading) -> tuple[tuple[str, Rows], ...]:
    """A mapping of an id to rows."""
    if not isinstance(value, dict):
        is_a(dict, value, place, reading)
        return ()
    return tuple((str(name), rows(each, place / str(name), reading)) for name, each in value.items())


def ids_of_each(value: object, place: Place, reading: Reading) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """A mapping of an id to ids."""
    if not isinstance(value, dict):
        is_a(dict, value, place, reading)
        return ()
    read = set_of(plain)
    return tuple((str(name), read(each, place / str(name), reading)) for name, each in value.items())


def _row(value: object, place: Place, reading: Reading) -> Row:
    if not isinstance(value, dict):
        is_a(dict, value, place, reading)
        return ()
    if not value:
        reading.note("empty-row", place)
    return tuple(_term(subject, answers, place, reading) for subject, answers in value.items())


def _term(subject: object, answers: object, place: Place, reading: Reading) -> Term:
    name = plain(subject, place, reading)
    if name in (ALWAYS, NO_SIGN):
        if answers is not True:
            reading.note("always-not-true", place, subject=name)
        return Term(name)
    states = set_of(plain)(answers, place / name, reading)
    if answers == []:
        reading.note("empty-term", place, subject=name)
    return Term(name, frozenset(states))
