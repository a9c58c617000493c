"""Reading plain values: what is read of many values is about as much work for each of them."""

from guidance.rules.places import Place
from guidance.rules.readers import Reading, set_of
from tests.growth import Counted, comparisons_in


def as_it_is(value, place, reading):
    return value


def test_each_word_of_a_long_list_is_compared_about_once():
    reading = Reading()
    words = [Counted(f"word-{number // 2}") for number in range(400)]
    assert comparisons_in(lambda: set_of(as_it_is)(words, Place.parse("steps/a/contacts"), reading)) <= 800
    assert [(each.kind, each.known["value"]) for each in reading.problems[:2]] == [
        ("doubled-value", "word-0"),
        ("doubled-value", "word-1"),
    ]
    assert len(reading.problems) == 200
