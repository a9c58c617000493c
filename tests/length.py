"""How far a run goes through what has no end: all the way in `make test-heavy`, a part in `make test`."""

import os
from collections.abc import Iterable

import pytest

AT_LENGTH = os.environ.get("AT_LENGTH") == "on"


def examples(many: int) -> int:
    """So many examples of a property at length, and a quarter of them otherwise."""
    return many if AT_LENGTH else -(-many // 4)


def first_then_heavy(cases: Iterable) -> list:
    """The cases of a test of which the first stands for all in `make test`."""
    first, *others = cases
    return [first, *(pytest.param(each, marks=pytest.mark.heavy) for each in others)]


def others_are_heavy(items: Iterable[pytest.Item]) -> None:
    """Of the light cases of a test that is marked ``variants(stay=2)`` two stay so, wide apart.

    None stays of one that as a whole is a variant of its neighbours (``stay=0``).
    """
    cases_of: dict[str, list[pytest.Item]] = {}
    for item in items:
        if item.get_closest_marker("variants") and not item.get_closest_marker("heavy"):
            cases_of.setdefault(item.nodeid.split("[")[0], []).append(item)
    for cases in cases_of.values():
        stay = cases[0].get_closest_marker("variants").kwargs.get("stay", 1)
        stay_so = cases[:: -(-len(cases) // stay)] if stay else []
        for case in cases:
            if case not in stay_so:
                case.add_marker(pytest.mark.heavy)
