"""Passwords, which users may have and need not: hashed with Argon2id, checked in the same time for nobody."""

from __future__ import annotations

import unicodedata
from functools import cache
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from orbit.errors import UsageError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 12, 256


class Passwords:
    """Hashes and checks, two at a time: each takes 64 MiB."""

    def __init__(self) -> None:
        self._turns = BoundedSemaphore(2)

    def hashed(self, password: str) -> str:
        """Hash a password; raises UsageError where it is too short or too long."""
        if not SHORTEST <= len(password) <= LONGEST:
            raise UsageError(f"a password needs {SHORTEST} to {LONGEST} letters; several words make a good one")
        with self._turns:
            return _hasher().hash(_spelt(password))

    def fits(self, kept: str | None, password: str) -> bool:
        """Compare with the hash that was kept; where none was, it takes as long and fails."""
        from argon2.exceptions import InvalidHashError, VerificationError

        if len(password) > LONGEST:
            return False
        with self._turns:
            try:
                _hasher().verify(kept or _nobodys(), _spelt(password))
            except (VerificationError, InvalidHashError):
                return False
        return bool(kept)

    def outdated(self, kept: str) -> bool:
        """Say whether a hash was made with weaker settings than those of today."""
        return _hasher().check_needs_rehash(kept)


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher
    from argon2.profiles import RFC_9106_LOW_MEMORY

    return PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


@cache
def _nobodys() -> str:
    return _hasher().hash("nobody has this password")


def _spelt(password: str) -> str:
    """Let the same letters be the same whichever keyboard typed them."""
    return unicodedata.normalize("NFKC", password)
