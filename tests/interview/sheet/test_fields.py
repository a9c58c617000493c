"""What the fields of the contract are called and say."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("words", ["Huomasin", "En huomannut"])
def test_the_words_for_a_signs_states_stand_once(words):
    files = [*(ROOT / "interview").rglob("*.py"), *(ROOT / "templates").rglob("*.html")]
    places = [str(file.relative_to(ROOT)) for file in files for _ in range(_times(words, file))]
    assert places == ["interview/sheet/fields.py"]


def _times(words: str, file: Path) -> int:
    return file.read_text(encoding="utf-8").count(f'"{words}"')
