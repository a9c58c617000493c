"""Passwords' hashes: argon2 as OWASP advises it, and never more than two at once in a process.

A hash takes 46 MiB while it is made. Log-ins that come at once wait for their turn, some hundredths of a
second each, instead of asking for memory that others need.
"""

from threading import BoundedSemaphore

from django.contrib.auth.hashers import Argon2PasswordHasher

AT_ONCE = 2

turns = BoundedSemaphore(AT_ONCE)


class Argon2(Argon2PasswordHasher):
    """Hashes made with other numbers open as before, and are made anew at the next log-in."""

    time_cost = 1
    memory_cost = 46 * 1024  # KiB
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with turns:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with turns:
            return super().verify(password, encoded)
