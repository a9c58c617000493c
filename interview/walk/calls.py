"""Calls: how a step's helpers are reached, by a button or by a line of text."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from guidance.rules.next_steps import NextStep
from guidance.rules.shapes import Guidance, Text
from guidance.rules.warnings import overdue

PLACES = 2  # helpers of a step that are one tap away
LONGEST_BESIDE = len("116 006")


@dataclass(frozen=True)
class Call:
    """A way to reach a helper. ``via`` names whoever connects until a local number is known.

    ``updated``: the number, hours or address has changed since the interview's own edition. ``overdue``: by
    when all of it was to be checked, once that day has passed.
    ``as_above``: its button stands at another step, higher up in the same tier.
    ``first``: of those that its step names, the first that has a number.
    """

    id: str
    name: Text
    number: str = ""
    tel: str = ""
    label: Text | None = None
    hours: Text | None = None
    web: str = ""
    via: Text | None = None
    updated: bool = False
    overdue: date | None = None
    button: bool = False
    as_above: bool = False
    first: bool = False

    @property
    def in_sight(self) -> bool:
        """Whether it is read without opening anything: no other number stands in the place of the first."""
        return self.button or (self.first and self.as_above)

    @property
    def is_long(self) -> bool:
        """Whether its digits leave no room beside them on a phone."""
        return len(self.number) > LONGEST_BESIDE


def calls_of_steps(
    steps: Iterable[NextStep], done: Container[str], call_to: Callable[[str], Call | None]
) -> dict[str, tuple[Call, ...]]:
    """The calls of each step, helper by helper, of which at most two are buttons.

    ``steps`` in the order of the page; ``done``: those ticked off, whose buttons are folded away. No tier has
    two buttons to one helper at steps that are still to do. Such a helper is one of the two all the same:
    otherwise a tick higher up would bring other people's numbers to the fore further down.
    """
    standing: dict[str, set[str]] = defaultdict(set)  # tier -> helpers that have their button
    calls = {}
    for step in steps:
        above = standing["held" if step.held else step.urgency]
        calls[step.id] = tuple(_placed([call for name in step.helpers if (call := call_to(name))], above))
        if step.id not in done:
            above.update(call.id for call in calls[step.id] if call.button)
    return calls


def _placed(calls: list[Call], above: set[str]) -> Iterable[Call]:
    places = [call.id for call in calls if call.number][:PLACES]
    for call in calls:
        stands_above = bool(call.number) and call.id in above
        button, first = call.id in places and not stands_above, call.id in places[:1]
        yield replace(call, button=button, as_above=stands_above, first=first)


def call_to(name: str, own: Guidance, live: Guidance) -> Call | None:
    """A wrong number must not live on: numbers, hours and addresses come from the live edition."""
    pinned, current = _as_written(own, name), _as_written(live, name)
    if current is None:
        return pinned and replace(pinned, overdue=_overdue(own, name))
    return replace(current, updated=current != pinned, overdue=_overdue(live, name))


def _overdue(guidance: Guidance, name: str) -> date | None:
    """Of the one whose number is dialled."""
    contact = guidance.contacts_by_id[name]
    stand_in = None if contact.phones else guidance.contacts_by_id.get(contact.stand_in)
    return overdue(stand_in or contact, timezone.localdate())


def _as_written(guidance: Guidance, name: str) -> Call | None:
    contact = guidance.contacts_by_id.get(name)
    if contact is None:
        return None
    phones, via = contact.phones, None
    if not phones and (stand_in := guidance.contacts_by_id.get(contact.stand_in)):
        phones, via = stand_in.phones, stand_in.short_name
    if not phones:
        return Call(name, contact.short_name, web=contact.web)
    first = phones[0]
    return Call(name, contact.short_name, first.number, first.tel, first.label, contact.hours, via=via)
