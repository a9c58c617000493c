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
