"""Secrets that are given away once and kept as hashes: what a session's cookie and a one-time link hold."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass, field
from hmac import compare_digest

_SHAPE = re.compile(r"([0-9a-f]{16})\.([A-Za-z0-9_-]{43})", re.ASCII)
_NO_HASH = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True)
class Token:
    """An id, by which it is found, and a secret, by which it is known."""

    id: str
    secret: str = field(repr=False)

    @property
    def text(self) -> str:
        """The token as it is given away."""
        return f"{self.id}.{self.secret}"

    @property
    def hash(self) -> str:
        """The SHA-256 of the secret, which is all that is kept of it."""
        return hashlib.sha256(self.secret.encode("ascii")).hexdigest()

    def fits(self, kept: str | None) -> bool:
        """Compare with the hash that was kept; where none was, the comparison takes as long and fails."""
        return compare_digest(self.hash, kept or _NO_HASH)


def new_token() -> Token:
    """Make a token with 256 random bits."""
    return Token(secrets.token_hex(8), secrets.token_urlsafe(32))


def read_token(text: str | None) -> Token | None:
    """Read what was given away; None for anything that cannot be a token."""
    shape = _SHAPE.fullmatch(text or "")
    return None if shape is None else Token(*shape.groups())
