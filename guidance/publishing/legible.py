"""A draft that does not hold together, as far as it does: what is amiss is left out, and said.

For pages that show the draft; nothing is ever published or walked like this.
"""

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from guidance.rules.places import Place
from guidance.rules.problems import PackRefused, Problem
from guidance.rules.reading import read_guidance
from guidance.rules.schema import STEP
from guidance.rules.shapes import Guidance

from .changes import Pack, entries_of

MOST_ROUNDS = 5  # what is left out may be missed elsewhere, which is then left out as well
COMPANY = "company"


@dataclass(frozen=True)
class Legible:
    """``guidance`` lacks what ``amiss`` tells of; ``pack`` is the whole."""

    pack: Pack
    guidance: Guidance
    amiss: tuple[Problem, ...] = ()

    def is_uncertain(self, step: str) -> bool:
        """Whether it depends on what is amiss if and how the step comes up."""
        return step in self._steps_amiss or (
            any(each.place.field == COMPANY for each in self.amiss)
            and step in self.guidance.steps_by_id
            and self.guidance.steps_by_id[step].alone
        )

    @property
    def uncertain(self) -> list[str]:
        return [step.id for step in self.guidance.steps if self.is_uncertain(step.id)]

    @property
    def _steps_amiss(self) -> set[str]:
        return {each.place.ids[0] for each in self.amiss if each.place.kind == STEP.name}


def as_far_as_it_holds(pack: dict[str, Any]) -> Legible:
    """Raises PackRefused where leaving out does not help."""
    amiss: tuple[Problem, ...] = ()
    kept = pack
    for _round in range(MOST_ROUNDS):
        try:
            return Legible(pack, read_guidance(kept), amiss)
        except PackRefused as refusal:
            amiss = amiss or refusal.problems
            kept = _without(kept, refusal.problems)
    raise PackRefused(amiss)


def _without(pack: Pack, amiss: Iterable[Problem]) -> dict[str, Any]:
    kept = copy.deepcopy(dict(pack))
    entries = {key: each.entry for key, each in entries_of(kept).items()}
    for each in amiss:
        _leave_out(kept, entries, each)
    return {name: _without_holes(value) for name, value in kept.items()}


def _leave_out(pack: Any, entries: dict[Place, Any], amiss: Problem) -> None:
    """Its value, or the row or entry of a list: a hole in the list, whose other numbers stay."""
    *way, last = amiss.place.path or ("",)
    above: Any = entries.get(amiss.place.entry.alone, pack)
    for name in way[len(amiss.place.entry.path) :] if above is not pack else way:
        above = _in(above, name)
    if amiss.place == amiss.place.entry or not isinstance(above, dict | list):
        return
    _empty(above, last, amiss.known.get("contact"))


def _in(above: Any, name: str) -> Any:
    if isinstance(above, list):
        number = int(name) - 1 if name.isdigit() else -1
        return above[number] if 0 <= number < len(above) else None
    return above.get(name) if isinstance(above, dict) else None


def _empty(above: Any, name: str, contact: str | None) -> None:
    value = _in(above, name)
    if isinstance(above, list):
        if value is not None:
            above[int(name) - 1] = None
    elif contact and isinstance(value, list):
        above[name] = [each for each in value if each != contact]
    elif contact and isinstance(value, dict):
        value.pop(contact, None)
    elif isinstance(value, dict | list | str):
        above[name] = type(value)()


def _without_holes(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_holes(each) for each in value if each is not None]
    if isinstance(value, dict):
        return {name: _without_holes(each) for name, each in value.items()}
    return value
