"""What the worker has answered, as it lies sealed in an interview: every field, and when it last changed.

A sheet counts versions. A field remembers the version at which it changed, so that two devices can
write side by side and neither overwrites what the other has not seen.
"""

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Never

from guidance.rules.conditions import Answers

from .names import Field

FORMAT = 1
PRINTED = Field("printed").name  # no form has it
NOTHING: Mapping[str, Never] = {}


@dataclass(frozen=True)
class Written:
    """A field's value ("" once cleared) and the sheet's version at which it became that."""

    value: str
    changed: int


@dataclass(frozen=True)
class Printed:
    """When the plan was put on paper, and the mark of what stood on it."""

    mark: str
    at: datetime.datetime

    @classmethod
    def read(cls, value: str) -> "Printed | None":
        """As it stands in its field; None where nothing does."""
        mark, _space, at = value.partition(" ")
        return cls(mark, datetime.datetime.fromisoformat(at)) if at else None

    def __str__(self) -> str:
        return f"{self.mark} {self.at.isoformat(timespec='seconds')}"


@dataclass(frozen=True)
class Outcome:
    """What became of a save: what changed, and what clashed (field -> the value on the sheet)."""

    changed: dict[str, str]
    clashes: dict[str, str]


@dataclass
class AnswerSheet:
    """Fields by their names in the contract (``names.Field``)."""

    version: int = 0
    fields: dict[str, Written] = field(default_factory=dict)

    @classmethod
    def from_bytes(cls, plain: bytes) -> "AnswerSheet":
        content = json.loads(plain)
        return cls(content["version"], {name: Written(*pair) for name, pair in content["fields"].items()})

    def to_bytes(self) -> bytes:
        fields = {name: [written.value, written.changed] for name, written in self.fields.items()}
        return json.dumps(
            {"format": FORMAT, "version": self.version, "fields": fields}, ensure_ascii=False
        ).encode()

    def value(self, name: str) -> str:
        """The field's value; "" when it is unanswered."""
        written = self.fields.get(name)
        return written.value if written else ""

    def changed(self, name: str) -> int:
        """The version at which the field last changed; 0 when it never did."""
        written = self.fields.get(name)
        return written.changed if written else 0

    def holds(self, name: str, value: str) -> bool:
        """Whether ``value``, as a form sends it, is what stands there."""
        return _same(name, self.value(name), value)

    def values(self) -> dict[str, str]:
        return {name: written.value for name, written in self.fields.items() if written.value}

    def answers(self) -> Answers:
        """The answers as the rules read them. What is empty is unanswered, never no."""
        return Answers(checks=self._of_kind("check"), signs=self._of_kind("sign"))

    def done(self) -> dict[str, datetime.datetime]:
        """Steps ticked off, and when."""
        return {step: datetime.datetime.fromisoformat(when) for step, when in self._of_kind("done").items()}

    def printed(self) -> Printed | None:
        """The plan as it was last put on paper; None while it was not."""
        return Printed.read(self.value(PRINTED))

    def note_printed(self, printed: Printed) -> None:
        self._set({PRINTED: str(printed)})

    def write(
        self,
        posted: Mapping[str, str],
        seen: Mapping[str, int],
        now: datetime.datetime,
        along: Mapping[str, Mapping[str, str]] = NOTHING,
    ) -> Outcome:
        """Write ``posted`` (field -> cleaned value) as someone who saw each field at version ``seen[field]``.

        What equals the sheet counts as saved; what changed on the sheet after it was seen is left alone.
        ``along``: field -> fields that change with it, to what; where one of them may not, none of them does.
        """
        new: dict[str, str] = {}
        clashes = {}
        for name, value in posted.items():
            if self.holds(name, value):
                continue
            together = {name: value, **along.get(name, NOTHING)}
            differing = {each: wanted for each, wanted in together.items() if not self.holds(each, wanted)}
            if any(self.changed(each) > seen[name] for each in differing):
                clashes[name] = self.value(name)
            else:
                new |= differing
        if new:
            self._set({name: _as_kept(name, value, now) for name, value in new.items()})
        return Outcome(new, clashes)

    def touch(self, names: Iterable[str]) -> None:
        """They stay as they are, and count as changed just now: nobody has seen them yet."""
        if values := {name: self.value(name) for name in names}:
            self._set(values)

    def untick_all_but(self, staying: Iterable[str]) -> list[str]:
        """Clear the ticks of all other steps, and tell of which: should they return, they are seen again."""
        known = {*staying}
        gone = [step for step in self._of_kind("done") if step not in known]
        if gone:
            self._set({Field("done", step).name: "" for step in gone})
        return gone

    def _set(self, values: Mapping[str, str]) -> None:
        self.version += 1
        for name, value in values.items():
            self.fields[name] = Written(value, self.version)

    def _of_kind(self, kind: str) -> dict[str, str]:
        """Id -> value of the fields of that kind that are filled in."""
        written = ((Field.named(name), each.value) for name, each in self.fields.items() if each.value)
        return {field.id: value for field, value in written if field.kind == kind}


def _same(name: str, standing: str, posted: str) -> bool:
    if _is_tick(name):
        return bool(standing) == bool(posted)
    return standing == posted


def _as_kept(name: str, value: str, now: datetime.datetime) -> str:
    """A tick is kept as the moment of ticking."""
    return now.isoformat(timespec="seconds") if value and _is_tick(name) else value


def _is_tick(name: str) -> bool:
    return Field.named(name).kind in ("done", "earlier")
