"""Tokens of two kinds, both signed by the workspace: one opens a panel once, one an open panel sends with each call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from joserfc import jwt
from joserfc.errors import ClaimError, ExpiredTokenError, JoseError
from joserfc.jwk import OctKey

from api.surfaces.launch import Launch, Refusal, Surface

TO_OPEN = timedelta(minutes=5)
TO_SHOW = timedelta(minutes=10)
WORKING_DAY = timedelta(hours=10)
_ALGORITHM = "HS256"
_LONGEST_TOKEN = 4096
# Whatever ends later than this was not made to open a panel now.
_LATEST = timedelta(minutes=15)


class Use(StrEnum):
    """What a token is for; one is not good for the other."""

    OPEN = "orbit-open"
    SHOW = "orbit-show"


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who may read and log what through one panel; `api_key` is the id of the key that it was opened with, if any.

    `session` is the id of the session of a user who opened it from Orbit's own pages, or who made the token for it.
    `connected`: whether its surface was connected then, and so has to be still; before it is, panels open outside of
    frames only. `ends` is the moment after which it is not renewed, in seconds since 1970.
    """

    workspace: str
    surface: Surface
    user: str
    key: str
    api_key: str
    ends: int
    session: str = ""
    connected: bool = True


class Tokens:
    """Makes and reads the tokens of one workspace."""

    def __init__(self, secret: bytes, workspace: str) -> None:
        self._secret = secret
        self._workspace = workspace

    def to_open(self, bearer: Bearer, mark: str, now: datetime) -> str:
        """Return a token that opens a panel; `mark` is its own, so that it opens one only."""
        return self._made(bearer, Use.OPEN, now + TO_OPEN, jti=mark)

    def to_show(self, bearer: Bearer, now: datetime) -> str:
        """Return a token for the calls of an open panel."""
        last = datetime.fromtimestamp(bearer.ends, UTC)
        return self._made(bearer, Use.SHOW, min(now + TO_SHOW, last))

    def opened(self, text: str, now: datetime) -> tuple[Launch, Bearer] | Refusal:
        """Read a token that opens a panel."""
        read = self._read(text, Use.OPEN, now)
        if isinstance(read, Refusal):
            return read
        claims, bearer = read
        over = datetime.fromtimestamp(claims["exp"], UTC)
        mark = claims.get("jti")
        if not isinstance(mark, str) or not mark:
            return Refusal.MALFORMED
        return Launch(bearer.surface, bearer.user, bearer.key, mark, over), bearer

    def shown(self, text: str, now: datetime) -> Bearer | Refusal:
        """Read a token of an open panel."""
        read = self._read(text, Use.SHOW, now)
        return read if isinstance(read, Refusal) else read[1]

    def _made(self, bearer: Bearer, use: Use, until: datetime, **more: str) -> str:
        claims = {**asdict(bearer), **more, "aud": use.value, "exp": int(until.timestamp())}
        return jwt.encode({"alg": _ALGORITHM}, claims, OctKey.import_key(self._secret), algorithms=[_ALGORITHM])

    def _read(self, text: str, use: Use, now: datetime) -> tuple[Mapping[str, Any], Bearer] | Refusal:
        claims = read_signed(text, self._secret, now)
        if isinstance(claims, Refusal):
            return claims
        if claims.get("aud") != use.value:
            return Refusal.MALFORMED
        if claims.get("workspace") != self._workspace:
            return Refusal.ELSEWHERE
        return claims, _bearer(claims)


def new_bearer(
    workspace: str, launch: Launch, now: datetime, api_key: str = "", session: str = "", *, connected: bool = True
) -> Bearer:
    """Return what a panel may do that was launched now."""
    ends = int((now + WORKING_DAY).timestamp())
    return Bearer(workspace, launch.surface, launch.user, launch.key, api_key, ends, session, connected)


def read_signed(
    text: str, secret: bytes, now: datetime, leeway: timedelta = timedelta(0)
) -> Mapping[str, Any] | Refusal:
    """Return the claims of a JWT; it must be signed with HS256 and this secret, and end soon.

    `leeway` is how far the signer's clock may be behind ours.
    """
    if not text or len(text) > _LONGEST_TOKEN or not secret:
        return Refusal.MALFORMED
    times = jwt.JWTClaimsRegistry(
        now=int(now.timestamp()), leeway=int(leeway.total_seconds()), exp={"essential": True, "allow_blank": False}
    )
    try:
        token = jwt.decode(text, OctKey.import_key(secret), algorithms=[_ALGORITHM])
        times.validate(token.claims)
    except (JoseError, ValueError, TypeError, RecursionError) as error:
        return _refusal(error)
    claims: Mapping[str, Any] = token.claims
    return claims if claims["exp"] <= (now + _LATEST).timestamp() else Refusal.MALFORMED


def _refusal(error: Exception) -> Refusal:
    if isinstance(error, ExpiredTokenError):
        return Refusal.EXPIRED
    if isinstance(error, ClaimError) and error.claim in {"nbf", "iat"}:
        return Refusal.EARLY
    is_of_signature = isinstance(error, JoseError) and error.error in {"bad_signature", "unsupported_algorithm"}
    return Refusal.FORGED if is_of_signature else Refusal.MALFORMED


def _bearer(claims: Mapping[str, Any]) -> Bearer:
    """What our own token says; nobody else can have signed it."""
    named = {field.name: claims[field.name] for field in fields(Bearer)}
    return Bearer(**{**named, "surface": Surface(claims["surface"])})
