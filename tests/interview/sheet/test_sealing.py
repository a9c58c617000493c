"""What is sealed opens with its key, in its place, unchanged; otherwise not at all."""

import os

import pytest

from interview.sheet.sealing import CannotOpen, seal, unseal

PLACE = "interview_interview:1"


def test_what_was_sealed_opens_in_its_place():
    assert unseal(seal(b"kuka", PLACE), PLACE) == b"kuka"


def test_the_plain_words_are_nowhere_in_the_sealed_value():
    assert b"salainen" not in seal(b"salainen", PLACE)


def test_the_same_words_never_look_the_same_twice():
    assert seal(b"kuka", PLACE) != seal(b"kuka", PLACE)


def test_a_sealed_value_moved_to_another_row_does_not_open():
    with pytest.raises(CannotOpen):
        unseal(seal(b"kuka", PLACE), "interview_interview:2")


@pytest.mark.parametrize("at", [0, 1, 8, -1])
def test_a_changed_byte_is_noticed(at):
    sealed = bytearray(seal(b"kuka", PLACE))
    sealed[at] ^= 1
    with pytest.raises(CannotOpen):
        unseal(bytes(sealed), PLACE)


@pytest.mark.parametrize("length", [0, 1, 5, 20])
def test_a_value_cut_short_does_not_open(length):
    with pytest.raises(CannotOpen):
        unseal(seal(b"kuka", PLACE)[:length], PLACE)


def test_a_new_key_seals_and_the_old_one_still_opens(settings):
    old = seal(b"kuka", PLACE)
    settings.SEALING_KEYS = {"new": os.urandom(32), **settings.SEALING_KEYS}
    assert unseal(old, PLACE) == b"kuka"
    assert seal(b"kuka", PLACE)[1:4] == b"new"


def test_without_its_key_a_value_stays_shut(settings):
    sealed = seal(b"kuka", PLACE)
    settings.SEALING_KEYS = {"other": os.urandom(32)}
    with pytest.raises(CannotOpen):
        unseal(sealed, PLACE)


def test_a_refusal_never_says_what_it_held(settings):
    sealed = seal(b"salainen", PLACE)
    with pytest.raises(CannotOpen) as refusal:
        unseal(sealed, "elsewhere")
    assert "salainen" not in str(refusal.value)
