"""Two guidances side by side: every step once, and every way in which it differs."""

import pytest

from guidance.rules.next_steps import NextStep
from guidance.rules.side_by_side import side_by_side


def step(name, urgency="soon", stressed=False, held=False, helpers=()):
    return NextStep(name, urgency, stressed, held, (), (), (), helpers)


def test_every_step_is_there_once_the_new_side_first_and_in_its_order():
    found = side_by_side([step("b"), step("a")], [step("a"), step("c"), step("b")])
    assert [each.id for each in found] == ["b", "a", "c"]


@pytest.mark.parametrize(
    ("new", "old", "differences"),
    [
        (step("a"), step("a"), ()),
        (step("a"), None, ("only-new",)),
        (None, step("a"), ("only-old",)),
        (step("a", "now"), step("a"), ("other-tier",)),
        (step("a", stressed=True), step("a"), ("stressed",)),
        (step("a"), step("a", stressed=True), ("not-stressed",)),
        (step("a", held=True), step("a"), ("held",)),
        (step("a"), step("a", held=True), ("not-held",)),
        (step("a", helpers=("x", "y")), step("a", helpers=("y", "x")), ("other-helpers",)),
        (step("a", "now", True, True), step("a"), ("other-tier", "stressed", "held")),
    ],
)
def test_every_way_in_which_a_step_differs_is_named(new, old, differences):
    (compared,) = side_by_side([new] if new else [], [old] if old else [])
    assert compared.differences == differences
