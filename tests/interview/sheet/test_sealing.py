"""What is sealed opens with its key, in its place, unchanged; otherwise not at all."""

import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.sheet.sealing import LEAST, CannotOpen, padded, seal, unseal

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


@given(at=st.integers(0, len(seal(b"kuka", PLACE)) - 1), bits=st.integers(1, 255))
def test_any_one_changed_byte_is_noticed(at, bits):
    sealed = bytearray(seal(b"kuka", PLACE))
    sealed[at] ^= bits
    with pytest.raises(CannotOpen):
        unseal(bytes(sealed), PLACE)


@pytest.mark.parametrize("length", [0, 1, 5, 20])
def test_a_value_cut_short_does_not_open(length):
    with pytest.raises(CannotOpen):
        unseal(seal(b"kuka", PLACE)[:length], PLACE)


@pytest.mark.parametrize("value", [None, "", "\x04test", 0, 7, 2.5, [1]], ids=repr)
def test_what_is_no_bytes_does_not_open(value):
    with pytest.raises(CannotOpen):
        unseal(value, PLACE)


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


def test_a_key_that_does_not_seal_yet_opens_what_another_process_seals_with_it_already(settings):
    """Added behind the first one everywhere, then put in front: meanwhile either opens the other's."""
    (old_id, old), new = next(iter(settings.SEALING_KEYS.items())), os.urandom(32)
    settings.SEALING_KEYS = {"new": new, old_id: old}
    sealed = seal(b"kuka", PLACE)
    settings.SEALING_KEYS = {old_id: old, "new": new}
    assert unseal(sealed, PLACE) == b"kuka"


@pytest.mark.parametrize(
    ("length", "becomes"),
    [(0, LEAST), (1, LEAST), (LEAST, LEAST), (LEAST + 1, 2 * LEAST), (100_000, 16 * LEAST)],
)
def test_what_is_sealed_is_as_long_as_one_of_a_few_steps(length, becomes):
    assert len(padded(bytes(length))) == becomes


@pytest.mark.variants(stay=0)
@given(st.dictionaries(st.text(), st.text()))
def test_what_pads_json_is_not_read(content):
    assert json.loads(padded(json.dumps(content).encode())) == content


@given(st.integers(0, 2_000_000))
def test_padding_takes_no_more_than_twice_the_room_and_padding_again_none(length):
    once = padded(bytes(length))
    assert len(once) <= max(LEAST, 2 * length)
    assert padded(once) == once
