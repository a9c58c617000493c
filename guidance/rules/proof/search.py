"""Looking for answers that bring about all that is demanded: exactly, and without giving up.

A depth-first search over the states of checks and signs. Before it tries a state it draws what conclusions
it can: what only one check or sign can still bring about is settled, and a state that does nothing that
another does not do as well is left out. Demands that share no check or sign are looked at apart, and what
turned out impossible once is remembered. So the work hangs on how entangled the rows are and hardly on how
many there are (`docs/decisions.md`).

A row is a bit of a whole number here, and a state of a check *breaks* the rows that name the check without
it: what would be a loop over thousands of rows is one operation.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from math import prod
from operator import and_, or_

from ..shapes import ALWAYS, NO_SIGN, NOTICED, Row, Rows

Marked = dict[str, str]
"""States of checks and signs."""

States = Mapping[str, tuple[str, ...]]
"""The states that checks and signs can be in, the preferred one first."""

MOST_REMEMBERED = 50_000
"""How much of what is impossible is remembered, at most; then it is forgotten and begun anew."""

WAYS_WEIGHED, WEIGHT = 8, 5.0
"""A demand with one way less to be met weighs five times as much; with eight or more it weighs nothing."""


@dataclass(frozen=True)
class Demand:
    """That none of these rows holds, unless one of the others does."""

    none_of: Rows
    unless: Rows = ()


ASKS_NOTHING: Row = ()


def one_holds(rows: Rows) -> Demand:
    return Demand(none_of=(ASKS_NOTHING,), unless=rows)


@dataclass(frozen=True)
class Outcome:
    """The answers that were looked for, None when there are none; and how many states were tried."""

    answers: Marked | None
    tried: int


def look_for(demands: Iterable[Demand], states: States) -> Outcome:
    """The answers that meet all demands, as much as possible of them in the preferred state.

    `states` has every check and sign that the rows name; "no sign noticed" is about those of them that can
    be noticed.
    """
    search = _Search(_read(demands, states))
    marked = search.run(_Part(states, search.demanded.all))
    return Outcome(marked and search.demanded.with_least_touched(marked, states), search.tried)


# --- What is demanded, in bits ---------------------------------------------------------------------------


@dataclass(frozen=True)
class _Exception:
    """While one of these rows holds, these demands are met whatever else."""

    demands: int
    rows: int


@dataclass(frozen=True)
class _Demanded:
    """Each row that must not hold is a bit of `demands`, each that may hold instead a bit of `rows`."""

    demands: int
    rows: int
    exceptions: tuple[_Exception, ...]
    breaks: Mapping[str, Mapping[str, int]]

    @property
    def all(self) -> int:
        return self.demands | self.rows

    def with_least_touched(self, marked: Marked, states: States) -> Marked:
        """The same answers, with what need not be touched for it in the preferred state."""
        while True:  # one that goes back may be why another had to be touched
            before = marked
            for subject, possible in states.items():
                preferred = marked | {subject: possible[0]}
                if self._are_met_by(preferred):
                    marked = preferred
            if marked == before:
                return marked

    def _are_met_by(self, marked: Marked) -> bool:
        broken = reduce(or_, (self.breaks[subject][state] for subject, state in marked.items()), 0)
        excepted = (each.demands for each in self.exceptions if each.rows & ~broken)
        return not self.demands & ~reduce(or_, excepted, broken)


def _read(demands: Iterable[Demand], states: States) -> _Demanded:
    reading = _Reading(states)
    exceptions = tuple(reading.read(demand) for demand in demands)
    return _Demanded(reading.demands, reading.rows, exceptions, reading.breaks)


class _Reading:
    """Gives every row its bit; one that may hold instead of several others has one for all of them."""

    def __init__(self, states: States) -> None:
        self.breaks = {subject: dict.fromkeys(possible, 0) for subject, possible in states.items()}
        self.demands = self.rows = 0
        self._next = 1
        self._bits: dict[Row, int] = {}

    def read(self, demand: Demand) -> _Exception:
        demands = reduce(or_, map(self._new_bit, demand.none_of), 0)
        rows = reduce(or_, map(self._bit_of, demand.unless), 0)
        self.demands |= demands
        self.rows |= rows
        return _Exception(demands, rows)

    def _bit_of(self, row: Row) -> int:
        if row not in self._bits:
            self._bits[row] = self._new_bit(row)
        return self._bits[row]

    def _new_bit(self, row: Row) -> int:
        bit, self._next = self._next, self._next << 1
        for subject, state in self._broken_by(row):
            self.breaks[subject][state] |= bit
        return bit

    def _broken_by(self, row: Row) -> Iterator[tuple[str, str]]:
        for term in row:
            if term.subject == NO_SIGN:
                yield from ((subject, NOTICED) for subject, each in self.breaks.items() if NOTICED in each)
            elif term.subject != ALWAYS:
                possible = self.breaks[term.subject]
                yield from ((term.subject, state) for state in possible if state not in term.answers)


# --- The search ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Part:
    """What is still open: states that checks and signs can be in, demands to meet and rows that may hold."""

    states: States
    open: int


Looking = Generator["Looking", Marked | None, Marked | None]
"""Yields what is to be looked at first and is sent what came of it."""


class _Search:
    """Deep in many signs the calls would be too many for Python's own stack, so they are kept in a list."""

    def __init__(self, demanded: _Demanded) -> None:
        self.demanded = demanded
        self.tried = 0
        self._impossible: set[tuple[int, tuple[tuple[str, tuple[str, ...]], ...]]] = set()

    def run(self, part: _Part) -> Marked | None:
        stack, marked = [self._settle(part)], None
        while stack:
            try:
                deeper = stack[-1].send(marked)
            except StopIteration as done:
                stack.pop()
                marked = done.value
            else:
                stack.append(deeper)
                marked = None
        return marked

    def _settle(self, part: _Part) -> Looking:
        """Draw all conclusions, then look at each of the parts that are left."""
        narrowed = _narrowed(self.demanded, part)
        if narrowed is None:
            return None
        marked = {subject: states[0] for subject, states in narrowed.states.items()}
        for each in _apart(self.demanded, narrowed):
            decided = yield self._try_out(each)
            if decided is None:
                return None
            marked |= decided
        return marked

    def _try_out(self, part: _Part) -> Looking:
        """One check or sign in each of its states; the first that leads on is taken."""
        key = (part.open, tuple(part.states.items()))
        if key in self._impossible:
            return None
        subject = _most_telling(self.demanded, part)
        for state in part.states[subject]:
            self.tried += 1
            marked = yield self._settle(_Part({**part.states, subject: (state,)}, part.open))
            if marked is not None:
                return marked
        if len(self._impossible) == MOST_REMEMBERED:
            self._impossible.clear()
        self._impossible.add(key)
        return None


def _narrowed(demanded: _Demanded, part: _Part) -> _Part | None:
    """The part after all conclusions; None when some demand can no longer be met."""
    while True:
        settled = _settled(demanded, part)
        narrowed = settled and _without_idle_states(demanded, settled)
        if narrowed is None or narrowed.states == part.states:
            return narrowed
        part = narrowed


def _settled(demanded: _Demanded, part: _Part) -> _Part | None:
    """What is met already is left out, and what has one way left to be met goes that way."""
    still = _still_open(demanded, part)
    reach = {subject: _some_break(demanded, subject, possible) for subject, possible in part.states.items()}
    one_way, two_ways = _with_ways(demanded, still, reach.values(), most=2)
    if still & demanded.demands & ~one_way:
        return None
    one_left = still & demanded.demands & ~two_ways
    must_hold = reduce(or_, (each.rows & still for each in demanded.exceptions if each.demands & one_left), 0)
    states = {
        subject: _that_break(demanded.breaks[subject], possible, one_left & reach[subject], must_hold)
        for subject, possible in part.states.items()
    }
    return _Part(states, still) if all(states.values()) else None


def _that_break(
    breaks: Mapping[str, int], possible: Iterable[str], those: int, not_these: int
) -> tuple[str, ...]:
    return tuple(state for state in possible if not (those & ~breaks[state] or not_these & breaks[state]))


def _still_open(demanded: _Demanded, part: _Part) -> int:
    """Demands that are not met in any case, and rows that may hold and would meet one of them."""
    broken = reduce(or_, (_all_break(demanded, *each) for each in part.states.items()), 0)
    may_break = reduce(or_, (_some_break(demanded, *each) for each in part.states.items()), 0)
    still = part.open & ~broken
    held = (each.demands for each in demanded.exceptions if each.rows & still & ~may_break)
    still &= ~reduce(or_, held, 0)
    useful = (each.rows for each in demanded.exceptions if each.demands & still)
    return still & (demanded.demands | reduce(or_, useful, 0))


def _some_break(demanded: _Demanded, subject: str, states: Iterable[str]) -> int:
    return reduce(or_, (demanded.breaks[subject][state] for state in states))


def _all_break(demanded: _Demanded, subject: str, states: Iterable[str]) -> int:
    return reduce(and_, (demanded.breaks[subject][state] for state in states))


def _with_ways(demanded: _Demanded, still: int, reach: Iterable[int], most: int) -> list[int]:
    """The demands that have at least one way to be met, at least two ways, and so on up to `most`."""
    ways = [*reach]
    for each in demanded.exceptions:
        ways += [each.demands] * min((each.rows & still).bit_count(), most)
    at_least = [0] * most
    for way in ways:
        for number in range(most - 1, 0, -1):
            at_least[number] |= at_least[number - 1] & way
        at_least[0] |= way
    return [each & still & demanded.demands for each in at_least]


def _without_idle_states(demanded: _Demanded, part: _Part) -> _Part:
    """Of each check and sign the states that are better for something than any other one."""
    states = {}
    for subject, possible in part.states.items():
        helps = {state: (demanded.breaks[subject][state] ^ demanded.rows) & part.open for state in possible}
        states[subject] = tuple(_unmatched(helps))
    return _Part(states, part.open)


def _unmatched(helps: Mapping[str, int]) -> list[str]:
    kept: list[str] = []
    for state, good in helps.items():
        if not any(good & ~helps[other] == 0 for other in kept):
            kept = [other for other in kept if helps[other] & ~good] + [state]
    return kept


def _apart(demanded: _Demanded, part: _Part) -> list[_Part]:
    """The parts that share no check or sign, without what is decided."""
    undecided = {subject: states for subject, states in part.states.items() if len(states) > 1}
    reach = {
        subject: _some_break(demanded, subject, states) & part.open for subject, states in undecided.items()
    }
    exceptions = (
        (each.demands | each.rows) & part.open for each in demanded.exceptions if each.rows & part.open
    )
    return [
        _Part({subject: undecided[subject] for subject in undecided if reach[subject] & together}, together)
        for together in _joined([*reach.values(), *exceptions])
    ]


def _joined(bits: Iterable[int]) -> list[int]:
    """Those that overlap made one."""
    joined: list[int] = []
    for each in bits:
        apart = [other for other in joined if not other & each]
        joined = [*apart, reduce(or_, (other for other in joined if other & each), each)]
    return joined


def _most_telling(demanded: _Demanded, part: _Part) -> str:
    """The check or sign whose states settle most: demands with few ways left to be met count for more."""
    reach = {subject: _some_break(demanded, subject, states) for subject, states in part.states.items()}
    at_least = _with_ways(demanded, part.open, reach.values(), most=WAYS_WEIGHED)
    exactly = [few & ~more for few, more in pairwise(at_least)]
    weighed = [(demands, WEIGHT**-number) for number, demands in enumerate(exactly) if demands]

    def settled_by(subject: str, state: str) -> float:
        left_to_others = reach[subject] & ~demanded.breaks[subject][state]
        return sum((left_to_others & demands).bit_count() * weight for demands, weight in weighed)

    def telling(subject: str) -> tuple[float, int]:
        states = part.states[subject]
        settled = prod(1 + settled_by(subject, state) for state in states)
        return settled ** (1 / len(states)), (reach[subject] & part.open).bit_count()

    return max(part.states, key=telling)
