"""The form fields behind the names of the contract, and the words they say."""

from dataclasses import replace
from pathlib import Path

import pytest

from guidance.rules.reading import read_guidance
from interview.sheet.fields import MEETING, field_named

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("words", ["Huomasin", "En huomannut"])
def test_the_words_for_a_signs_states_stand_once(words):
    files = [*(ROOT / "interview").rglob("*.py"), *(ROOT / "templates").rglob("*.html")]
    places = [str(file.relative_to(ROOT)) for file in files for _ in range(_times(words, file))]
    assert places == ["interview/sheet/fields.py"]


def _times(words: str, file: Path) -> int:
    return file.read_text(encoding="utf-8").count(f'"{words}"')


@pytest.fixture(scope="module")
def guidance(built_in_pack):
    return read_guidance(built_in_pack)


@pytest.mark.parametrize("part", MEETING)
def test_a_part_of_the_meeting_that_is_cleared_is_kept_as_nothing(part):
    assert MEETING[part]().clean("") == ""


@pytest.mark.parametrize("name", ["check-threat", "sign-nervous", "note-safety", "done-propose", "label"])
def test_what_a_page_does_to_a_row_no_other_page_sees(guidance, name):
    row = field_named(guidance, name)
    row.oob, row.conflict = True, row.between("", "yes")
    other = field_named(guidance, name)
    assert (other.oob, other.conflict) == (False, None)


def test_a_question_of_another_edition_has_its_own_answers(guidance):
    check = guidance.checks["threat"]
    fewer = replace(check, answers=check.answers[:1])
    stages = [
        replace(stage, checks=tuple(fewer if each == check else each for each in stage.checks))
        for stage in guidance.stages
    ]
    before = field_named(guidance, "check-threat").choices
    after = field_named(replace(guidance, stages=tuple(stages)), "check-threat").choices
    assert (len(before), len(after)) == (1 + len(check.answers), 2)
    assert len(field_named(guidance, "check-threat").choices) == len(before)
