"""Every kind of line has its words, in every language."""

import pytest
from django.conf import settings
from django.utils import translation

from interview.accounts import Event
from interview.traces.kinds import IN_WORDS


def test_every_kind_has_words_and_no_other_has():
    assert sorted(IN_WORDS) == sorted(Event.KINDS)


def test_no_kind_is_longer_than_its_column():
    longest = Event._meta.get_field("kind").max_length
    assert max(map(len, Event.KINDS)) <= longest
    assert len(set(Event.KINDS)) == len(Event.KINDS)


@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_no_two_kinds_read_alike(language):
    with translation.override(language):
        assert len({str(words) for words in IN_WORDS.values()}) == len(IN_WORDS)
