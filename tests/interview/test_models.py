"""An interview is told apart by a code that stands at the top of every page, where anyone may read it."""

from itertools import chain, cycle, product

import pytest

from guidance.rules.warnings import TELLING, telling_word
from interview import models
from interview.models import CODE_SOUNDS, SAYS_SOMETHING, new_code


@pytest.fixture
def drawn(monkeypatch):
    """drawn("HOT", "KAI"): the words that are drawn, in this order."""

    def drawn(*those):
        letters = chain(*those, cycle("LUS"))
        monkeypatch.setattr(models.secrets, "choice", lambda sounds: next(letters))

    return drawn


def test_a_code_is_a_word_that_can_be_said_and_two_digits(drawn):
    drawn("KAI")
    word, number = new_code().split("-")
    assert word == "KAI"
    assert 10 <= int(number) <= 99


def test_a_word_that_says_something_is_drawn_again(drawn):
    drawn("HOT", "LIE", "KAI")
    assert new_code().startswith("KAI-")


@pytest.mark.parametrize("language", TELLING)
def test_no_code_tells_what_an_interview_is_about(language):
    words = {"".join(sounds) for sounds in product(*CODE_SOUNDS)}
    assert words > SAYS_SOMETHING
    assert [word for word in sorted(words - SAYS_SOMETHING) if telling_word(word, language)] == []
