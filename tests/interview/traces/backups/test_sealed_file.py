"""A file that opens whole or not at all."""

import io
import json
import os
from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from interview.traces.backups import sealed_file
from interview.traces.backups.sealed_file import (
    CHUNK,
    TAG,
    CannotRead,
    Head,
    NotOurs,
    Sealing,
    read_head,
    unsealed,
    vouched_head,
)

KEYS = {"new": bytes(range(32)), "old": bytes(range(1, 33))}
HEAD = Head(
    "old", "2026-11-28T02:00:00+00:00", "sqlite", "2026-01-01T12:00:00+00:00", {"interview": "0008_traces"}
)


def sealed(plain: bytes, key: bytes = KEYS["old"], head: Head = HEAD) -> bytes:
    file = io.BytesIO()
    sealing = Sealing(file, key, head)
    for start in range(0, len(plain), 300_000):
        sealing.write(plain[start : start + 300_000])
    sealing.finish()
    return file.getvalue()


def opened(content: bytes, keys=KEYS) -> bytes:
    return b"".join(unsealed(io.BytesIO(content), keys))


PLAIN = os.urandom(2 * CHUNK + 500)
SEALED = sealed(PLAIN)
SMALL = sealed(b"a short one")
FRONT = len(SEALED) - len(PLAIN) - 3 * TAG


@pytest.mark.parametrize("length", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 500])
def test_what_was_sealed_comes_back(length):
    assert opened(sealed(PLAIN[:length])) == PLAIN[:length]


def test_the_head_stands_in_plain_and_is_vouched_for_by_what_follows():
    assert read_head(io.BytesIO(SEALED)) == HEAD
    assert vouched_head(io.BytesIO(SEALED), KEYS) == HEAD
    assert HEAD.time.year == 2026


def test_nothing_of_what_was_sealed_can_be_read_in_it():
    words = b"what the client said" * 1000
    assert b"the client" not in sealed(words)


def test_the_same_sealed_twice_is_not_the_same():
    assert sealed(b"the same")[-20:] != sealed(b"the same")[-20:]


def test_no_more_than_two_chunks_are_held_at_a_time(monkeypatch):
    sealing = Sealing(io.BytesIO(), KEYS["old"], HEAD)
    for _ in range(5):
        sealing.write(PLAIN[:CHUNK])
        assert len(sealing._waiting) <= CHUNK


CHUNKS = [SEALED[FRONT + n * (CHUNK + TAG) : FRONT + (n + 1) * (CHUNK + TAG)] for n in range(3)]


@pytest.mark.parametrize(
    "chunks",
    [
        CHUNKS[:2],
        CHUNKS[:1],
        [],
        CHUNKS[1:],
        [CHUNKS[0], CHUNKS[2]],
        [CHUNKS[1], CHUNKS[0], CHUNKS[2]],
        [*CHUNKS, CHUNKS[2]],
        [*CHUNKS, b"more"],
        [CHUNKS[0], *CHUNKS],
        [*CHUNKS[:2], CHUNKS[2][:-1]],
    ],
    ids=["last", "two", "all", "first", "middle", "swapped", "doubled", "longer", "twice", "a byte"],
)
def test_what_is_cut_moved_doubled_or_lengthened_is_refused(chunks):
    with pytest.raises(CannotRead):
        opened(SEALED[:FRONT] + b"".join(chunks))


@given(some.integers(0, len(SMALL) - 1), some.integers(1, 255))
@settings(max_examples=300, deadline=None)
def test_any_change_of_one_byte_is_refused(place, change):
    altered = bytearray(SMALL)
    altered[place] ^= change
    with pytest.raises(CannotRead):
        opened(bytes(altered))


@given(some.integers(0, len(SMALL) - 1))
@settings(max_examples=200, deadline=None)
def test_half_a_file_is_refused(length):
    with pytest.raises(CannotRead):
        opened(SMALL[:length])


def test_a_chunk_of_another_backup_is_refused():
    other = sealed(PLAIN)
    with pytest.raises(CannotRead, match="altered or cut short after 1 MB"):
        opened(SEALED[: FRONT + CHUNK + TAG] + other[FRONT + CHUNK + TAG :])


@pytest.mark.parametrize(
    ("content", "keys", "why"),
    [
        (SMALL, {"new": KEYS["new"]}, "sealed with the key old, which is not in RINNALLA_BACKUP_KEYS"),
        (SMALL, {"old": KEYS["new"]}, "another key of that id"),
        (b"", KEYS, "no backup"),
        (b"PK" + SMALL, KEYS, "no backup"),
        (SMALL[:16] + b"\x02" + SMALL[17:], KEYS, "a newer Rinnalla"),
    ],
)
def test_what_is_not_ours_is_refused_with_the_reason(content, keys, why):
    with pytest.raises(NotOurs, match=why):
        opened(content, keys)


@pytest.mark.parametrize(
    "head",
    [
        *[[], {}, 7],
        *[asdict(HEAD) | {name: 1} for name in asdict(HEAD)],
        asdict(HEAD) | {"made_at": "2026-11-28T02:00:00"},
        asdict(HEAD) | {"made_at": "yesterday"},
        asdict(HEAD) | {"schema": {"interview": 1}},
        asdict(HEAD) | {"more": "than there is"},
    ],
)
def test_a_head_that_is_not_as_it_is_written_is_refused(head):
    plain = json.dumps(head).encode()
    content = sealed_file.MAGIC + b"\x01" + len(plain).to_bytes(4, "big") + plain + bytes(100)
    with pytest.raises(NotOurs, match="in front of it"):
        read_head(io.BytesIO(content))
