"""Words that give the subject away are known by how they begin."""

import pytest

from guidance.rules.telling_words import SUBJECTS, TELLING, telling_word


def test_each_language_tells_of_the_same():
    assert {tuple(subjects) for subjects in TELLING.values()} == {SUBJECTS}


@pytest.mark.parametrize(
    ("language", "sentence", "word"),
    [
        ("fi", "Puhukaa Kahden kesken.", "Kahden kesken"),
        ("fi", "Kutsu lastensuojelu.", "lastensuojelu"),
        ("fi", "Hae turvakoti.", "turvakoti"),
        ("fi", "Palastele asia.", ""),
        ("sv", "Ring polisen.", "Ring"),
        ("sv", "Så gör vi alltid.", ""),
        ("en", "There is a threat.", "threat"),
        ("se", "Poliisi.", ""),
    ],
)
def test_a_word_tells_by_its_beginning(language, sentence, word):
    assert telling_word(sentence, language) == word
    assert not telling_word(sentence, language, of=())
