"""A long stream of bytes sealed into a file, read again whole or refused. Plain Python.

    magic · format (1 byte) · length of the head (4 bytes) · head (JSON) · salt (32 bytes) · chunks

Each file has a key of its own, derived (HKDF) from one of those in the settings, the salt, and all that
stands in front, so that a head that was altered opens nothing. A chunk is a megabyte, sealed with
AES-256-GCM; its nonce is its number and whether it is the last (STREAM, by Hoang, Reyhanitabar, Rogaway and
Vizár): a file in which chunks are missing, moved, doubled or cut off at the end does not open.
"""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"Rinnalla backup\n"
FORMAT = 1
CHUNK = 2**20  # bytes of what is sealed
TAG = 16
SALT = 32
LONGEST_HEAD = 100_000

Keys = Mapping[str, bytes]


class CannotRead(Exception):
    """The file cannot be read as a backup. Its text is one sentence that says why."""


class NotOurs(CannotRead):
    """It is no backup, or one whose key is not here."""


@dataclass(frozen=True)
class Head:
    """What stands in plain in front, and is bound into the seal."""

    key: str  # its id
    made_at: str  # in UTC: 2026-11-28T02:00:00+00:00
    database: str  # sqlite or postgresql
    installation: str  # when its database began; a restored one is of the same
    schema: dict[str, str]  # app -> its newest migration

    @property
    def time(self) -> datetime:
        return datetime.fromisoformat(self.made_at)


class Sealing:
    """Writes what it is given sealed into ``file``; nothing is whole before ``finish``."""

    def __init__(self, file: BinaryIO, key: bytes, head: Head):
        front = _front(head)
        salt = os.urandom(SALT)
        file.write(front + salt)
        self._file, self._cipher = file, _cipher(key, front, salt)
        self._number, self._waiting = 0, bytearray()

    def write(self, plain: bytes) -> None:
        self._waiting += plain
        while len(self._waiting) > CHUNK:  # one that is full may be the last, so it waits for more
            self._seal(bytes(self._waiting[:CHUNK]))
            del self._waiting[:CHUNK]

    def finish(self) -> None:
        self._seal(bytes(self._waiting), is_last=True)
        self._waiting.clear()

    def _seal(self, plain: bytes, is_last: bool = False) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, is_last), plain, None))
        self._number += 1


def read_head(file: BinaryIO) -> Head:
    """What stands in front; nobody vouches for it before the first chunk is open."""
    return _read_front(file)[0]


def unsealed(file: BinaryIO, keys: Keys) -> Iterator[bytes]:
    """What was sealed, a chunk at a time. Raises CannotRead where it is not what was written."""
    head, front = _read_front(file)
    if head.key not in keys:
        raise NotOurs(f"it was sealed with the key {head.key}, which is not in RINNALLA_BACKUP_KEYS")
    cipher, number = _cipher(keys[head.key], front, file.read(SALT)), 0
    sealed = file.read(CHUNK + TAG)
    while True:
        following = file.read(CHUNK + TAG) if len(sealed) == CHUNK + TAG else b""
        yield _opened(cipher, sealed, number, is_last=not following)
        if not following:
            return
        sealed, number = following, number + 1


def vouched_head(file: BinaryIO, keys: Keys) -> Head:
    """The head of a file whose first chunk opens: it is as it was written, and by one of our keys."""
    head = read_head(file)
    file.seek(0)
    next(unsealed(file, keys))
    return head


def _opened(cipher: AESGCM, sealed: bytes, number: int, is_last: bool) -> bytes:
    try:
        return cipher.decrypt(_nonce(number, is_last), sealed, None)
    except (InvalidTag, ValueError):
        if number == 0:
            why = "it was sealed with another key of that id, or was altered or cut short"
            raise NotOurs(why) from None
        raise CannotRead(f"it was altered or cut short after {number} MB") from None


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


def _cipher(key: bytes, front: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), length=32, salt=salt, info=front).derive(key))


def _front(head: Head) -> bytes:
    plain = json.dumps(asdict(head), sort_keys=True).encode()
    return MAGIC + bytes([FORMAT]) + len(plain).to_bytes(4, "big") + plain


def _read_front(file: BinaryIO) -> tuple[Head, bytes]:
    start = file.read(len(MAGIC) + 5)
    if not start.startswith(MAGIC) or len(start) < len(MAGIC) + 5:
        raise NotOurs("it is no backup of Rinnalla")
    if start[len(MAGIC)] != FORMAT:
        raise NotOurs(f"it has the format {start[len(MAGIC)]}, which a newer Rinnalla reads")
    length = int.from_bytes(start[-4:], "big")
    plain = file.read(min(length, LONGEST_HEAD))
    try:
        return _checked(Head(**json.loads(plain))), start + plain
    except (ValueError, TypeError, AttributeError):
        raise NotOurs("what stands in front of it was altered or cut short") from None


def _checked(head: Head) -> Head:
    """As it is written: nothing of another type comes further than this."""
    texts = [head.key, head.made_at, head.database, head.installation, *head.schema, *head.schema.values()]
    if not all(isinstance(text, str) for text in texts) or head.time.utcoffset() != UTC.utcoffset(None):
        raise ValueError
    return head
