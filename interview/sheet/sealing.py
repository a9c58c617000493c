"""The one module that seals and opens what a worker wrote.

A sealed value is ``key id length (1 byte) · key id · nonce (12 bytes) · AES-256-GCM ciphertext``. The place
it belongs to (table, row id, mark) is bound in as associated data, so that it opens nowhere else.
"""

import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

SECOND_FACTORS = "mfa_authenticator"  # the place of their secrets, whosever they are
NONCE_BYTES = 12
TAG_BYTES = 16
LEAST = 8192  # bytes: most interviews are no longer than this


class CannotOpen(Exception):
    """The value was sealed elsewhere or with a key that is not here. It never says what it held."""


def seal(plain: bytes, place: str) -> bytes:
    """``plain`` sealed with the newest key for ``place``, e.g. ``interview_interview:<uuid>``."""
    key_id, key = next(iter(settings.SEALING_KEYS.items()))
    nonce = os.urandom(NONCE_BYTES)
    return front(key_id) + nonce + _cipher(key).encrypt(nonce, plain, place.encode())


def padded(plain: bytes) -> bytes:
    """``plain``, which is JSON, with blanks up to 8 KiB, or to twice, four times … as much.

    A sealed value is as long as what is in it, and would tell how much somebody wrote.
    """
    length = LEAST
    while length < len(plain):
        length *= 2
    return plain.ljust(length)


def front(key_id: str) -> bytes:
    """What every value begins with that was sealed with the key of this id."""
    name = key_id.encode()
    return bytes([len(name)]) + name


def key_id_of(sealed: bytes) -> str:
    """The id that stands in front of a sealed value; of anything else whatever stands there."""
    return sealed[1 : 1 + sealed[0]].decode(errors="replace") if sealed else ""


def unseal(sealed: bytes | memoryview, place: str) -> bytes:
    """What ``seal`` was given; raises CannotOpen for another place, a lost key or a changed value."""
    if not isinstance(sealed, bytes | memoryview):  # SQLite takes anything in any column
        raise CannotOpen
    sealed = bytes(sealed)
    key = settings.SEALING_KEYS.get(key_id_of(sealed))
    if key is None:
        raise CannotOpen
    name_end = 1 + sealed[0]
    nonce_end = name_end + NONCE_BYTES
    try:
        return _cipher(key).decrypt(sealed[name_end:nonce_end], sealed[nonce_end:], place.encode())
    except (InvalidTag, ValueError) as error:
        raise CannotOpen from error


@lru_cache(maxsize=16)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)
