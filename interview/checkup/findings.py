"""What was looked at, and what was found."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from config.faults.reasons import reason


@dataclass(frozen=True)
class Finding:
    """``for_a_person``: somebody has to do something, and it does not go by itself."""

    sentence: str
    for_a_person: bool = False


Look = Callable[[datetime], Iterable[Finding]]


def fine(sentence: str) -> Finding:
    return Finding(sentence)


def amiss(sentence: str) -> Finding:
    return Finding(sentence, for_a_person=True)


def looked_at(looks: Iterable[Look], now: datetime) -> Iterator[Finding]:
    """All of it, also where one of them cannot be looked at."""
    for look in looks:
        try:
            yield from look(now)
        except Exception as error:
            name = look.__name__.replace("_", " ")
            what = ", ".join(filter(None, [type(error).__name__, reason(error)]))
            yield amiss(f"Could not look at {name}: {what}. The log and `check` may say more.")
