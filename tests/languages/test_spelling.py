"""Every word that people read is spelled right: Voikko for Finnish, Hunspell for Swedish and English."""

import pytest

from .spelling import CHECKERS, reviewed, unknown, words

LANGUAGES = sorted(CHECKERS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_unknown(language):
    assert sorted(unknown(language, words(language))) == []


@pytest.mark.variants
@pytest.mark.parametrize("language", LANGUAGES)
def test_reviewed_words_are_few_and_all_in_use(language):
    found = words(language)
    listed = reviewed(language)
    assert listed <= {part for word in found for part in (word, *word.split("-"))}
    assert sum(word in listed for word in found) / len(found) < 0.02


@pytest.mark.parametrize(
    ("language", "misspelled"), [("fi", "turvalisuus"), ("sv", "trygghett"), ("en", "saftey")]
)
def test_a_misspelled_word_is_noticed(language, misspelled):
    assert unknown(language, [misspelled]) == {misspelled}
