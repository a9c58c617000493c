"""The forms of the walk."""

import pytest

from guidance.rules.reading import read_guidance
from interview.sheet.forms import AnswersForm


def test_a_tick_that_two_devices_changed_is_told_in_words_and_not_as_its_moment(built_in_pack):
    stands = {"done-call-emergency": "2026-11-28T10:00:00+00:00", "gone-pace": "on"}
    form = AnswersForm(read_guidance(built_in_pack), ["done-call-emergency"], initial={}, clashes=stands)
    clash = form.fields["done-call-emergency"].conflict
    assert (clash.mine_text, str(clash.theirs_text)) == (None, "merkitty")
    assert list(form.fields) == ["done-call-emergency"]  # what the page does not show is not asked on it


def test_a_page_cannot_ask_what_its_guidance_does_not_know(built_in_pack):
    with pytest.raises(KeyError, match="check-nobody-asks"):
        AnswersForm(read_guidance(built_in_pack), ["gone-pace", "check-nobody-asks"])
