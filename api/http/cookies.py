"""The one cookie, that of a session: found by looking at each byte once, and written."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NAME, _SECURE_NAME = "orbit_session", "__Host-orbit_session"
_VALUE = re.compile(rb"[A-Za-z0-9._-]{1,1024}")
# A sign-in that is under way at an identity provider is kept for minutes, a session for as long as one may last.
LONGEST = 7 * 24 * 3600


def cookie_name(*, secure: bool) -> str:
    """Return the cookie's name; over https it is one that only this very host can have set."""
    return _SECURE_NAME if secure else _NAME


def session_cookie(headers: Iterable[tuple[bytes, bytes]], name: str) -> str | None:
    """Return the cookie's value; None where it is missing, malformed, or comes twice with different values.

    Somebody else on a neighbouring name can set a cookie for ours, but cannot take ours away.
    """
    wanted, found = name.encode("ascii"), set()
    for header, line in headers:
        if header == b"cookie":
            found |= {value for key, value in map(_pair, line.split(b";")) if key == wanted}
    if len(found) != 1:
        return None
    [value] = found
    return value.decode("ascii") if _VALUE.fullmatch(value) else None


def set_cookie(value: str, *, secure: bool, seconds: int = LONGEST) -> str:
    """Return the header that gives a browser the cookie; with no value, the one that takes it away."""
    parts = [f"{cookie_name(secure=secure)}={value}", "Path=/", "HttpOnly", "SameSite=Lax"]
    parts.append(f"Max-Age={seconds if value else 0}")
    return "; ".join([*parts, "Secure"] if secure else parts)


def _pair(part: bytes) -> tuple[bytes, bytes]:
    key, _, value = part.strip(b" \t").partition(b"=")
    return key, value
