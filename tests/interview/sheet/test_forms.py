"""The forms of the walk."""

import pytest
from django.utils import translation

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


@pytest.mark.parametrize(
    ("language", "name", "mine", "theirs", "shown"),
    [
        ("fi", "meeting-time", "10:00", "09:05", ["10.00", "9.05"]),
        ("en", "meeting-time", "10:00", "09:05", ["10:00", "9:05"]),
        ("fi", "meeting-time", "klo 10.30", "", ["10.30", None]),
        ("fi", "meeting-date", "2099-12-24", "2099-12-01", ["24.12.2099", "1.12.2099"]),
        ("sv", "meeting-date", "24.12.2099", "2099-12-01", ["24.12.2099", "1.12.2099"]),
        ("fi", "meeting-time", "iltapäivällä", "10:00", ["iltapäivällä", "10.00"]),
        ("fi", "meeting-place", "10:00", "", ["10:00", None]),
        ("fi", "label", "2099-12-24", "x", ["2099-12-24", "x"]),
    ],
)
def test_both_values_of_a_clash_are_said_as_the_pages_say_them(
    built_in_pack, language, name, mine, theirs, shown
):
    with translation.override(language):
        form = AnswersForm(read_guidance(built_in_pack), [name], initial={name: mine}, clashes={name: theirs})
        clash = form.fields[name].conflict
        assert [clash.mine_text, clash.theirs_text] == shown
    assert (clash.mine, clash.theirs) == (mine, theirs)  # what the buttons send
    assert clash.in_own_words
