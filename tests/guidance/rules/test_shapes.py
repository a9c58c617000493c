"""Values that are compared by what they say, with a hash that is worked out once."""

from dataclasses import replace

import pytest

from guidance.rules.reading import read_guidance
from guidance.rules.shapes import Text


@pytest.fixture(scope="module")
def guidance(built_in_pack):
    return read_guidance(built_in_pack)


def test_what_says_the_same_has_the_same_hash(built_in_pack):
    one, other = read_guidance(built_in_pack), read_guidance(built_in_pack)
    assert (one, hash(one)) == (other, hash(other))
    assert {stage: number for number, stage in enumerate(one.stages)} == {
        stage: number for number, stage in enumerate(other.stages)
    }


def test_a_copy_that_says_something_else_has_another_hash(guidance):
    stage = guidance.stages[0]
    known = hash(stage)
    assert hash(replace(stage, title=Text((("fi", "Toinen"),)))) != known
    assert hash(replace(stage)) == known


def test_a_text_is_asked_for_its_hash_once():
    class Counted(str):
        asked = 0

        def __hash__(self) -> int:
            Counted.asked += 1
            return super().__hash__()

        __eq__ = str.__eq__

    text = Text((("fi", Counted("Levoton")),))
    assert hash(text) == hash(text)
    assert Counted.asked == 1


def test_checks_and_signs_are_numbered_each_from_one(guidance):
    assert [guidance.numbers[check] for check in guidance.checks] == [*range(1, 1 + len(guidance.checks))]
    assert [guidance.numbers[sign] for sign in guidance.signs] == [*range(1, 1 + len(guidance.signs))]
