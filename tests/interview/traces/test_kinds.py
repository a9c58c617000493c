"""Every kind of line has its words, in every language."""

import pytest
from django.conf import settings
from django.utils import translation

from interview.accounts import Event
from interview.stubs import Why
from interview.traces.kinds import IN_WORDS, WITH_REASON, in_words


def test_every_kind_has_words_and_no_other_has():
    assert sorted(IN_WORDS) == sorted(Event.KINDS)


def test_no_kind_is_longer_than_its_column():
    longest = Event._meta.get_field("kind").max_length
    assert max(map(len, Event.KINDS)) <= longest
    assert len(set(Event.KINDS)) == len(Event.KINDS)


@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_no_two_kinds_read_alike(language):
    with translation.override(language):
        words = [*IN_WORDS.values(), *WITH_REASON.values()]
        assert len({str(each) for each in words}) == len(words)


def test_a_reason_that_is_a_word_of_ours_is_in_the_words_and_anothers_own_stands_apart():
    assert in_words("deleted", Why.DUE) == ("Keskustelu poistui määräpäivänään", "")
    assert in_words("deleted", Why.ASKED) == ("Keskustelu poistettiin", "")
    assert in_words("factor-reset", "Puhelin hukkui.") == (
        "Ylläpito poisti toisen vaiheen",
        "Puhelin hukkui.",
    )
    assert in_words("of another version", "") == ("of another version", "")
