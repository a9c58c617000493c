"""The form fields behind the names of the contract, and the words they say."""

from pathlib import Path

import pytest

from interview.sheet.fields import MEETING

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("words", ["Huomasin", "En huomannut"])
def test_the_words_for_a_signs_states_stand_once(words):
    files = [*(ROOT / "interview").rglob("*.py"), *(ROOT / "templates").rglob("*.html")]
    places = [str(file.relative_to(ROOT)) for file in files for _ in range(_times(words, file))]
    assert places == ["interview/sheet/fields.py"]


def _times(words: str, file: Path) -> int:
    return file.read_text(encoding="utf-8").count(f'"{words}"')


@pytest.mark.parametrize("part", MEETING)
def test_a_part_of_the_meeting_that_is_cleared_is_kept_as_nothing(part):
    assert MEETING[part]().clean("") == ""
