"""How work grows with what was sent, told by counting calls and never by the clock."""

import gc
import sys
from collections.abc import Callable

LINEAR = 2.5  # twice the work for twice as much, and a little beside


def calls_of(do: Callable[[], object]) -> int:
    """How many functions, Python's own among them, are called while ``do`` runs."""
    count = 0

    def note(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    gc.collect()
    gc.disable()  # finalizers of what earlier tests left would be counted
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        do()
    finally:
        sys.setprofile(before)
        gc.enable()
    return count


def growth_of(do: Callable[[int], object], size: int) -> float:
    """How many times more calls ``do(2 * size)`` makes than ``do(size)``."""
    do(1)  # what is made ready once is no part of it
    return calls_of(lambda: do(2 * size)) / calls_of(lambda: do(size))


class Counted(str):
    """A word that counts how often words like it are compared, which happens inside Python's own code."""

    compared = 0
    __hash__ = str.__hash__

    def __eq__(self, other):
        Counted.compared += 1
        return str.__eq__(self, other)


def comparisons_in(do: Callable[[], object]) -> int:
    """How many times words were compared while ``do`` ran."""
    Counted.compared = 0
    do()
    return Counted.compared
