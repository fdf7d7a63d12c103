"""Who is let in: API keys, made, shown once and kept as hashes; sessions; and whoever sits at this machine."""

from __future__ import annotations

import hashlib
import ipaddress
import re
import secrets
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hmac import compare_digest
from typing import NewType

from api.signin.entrance import Entrance
from api.signin.visitor import AT_THIS_MACHINE, Visitor
from orbit.access import ALL_RIGHTS, ApiKey, Right, Role, User
from orbit.errors import UsageError

WorkspaceId = NewType("WorkspaceId", str)

LONGEST_LIFE = timedelta(days=365)
_SHAPE = re.compile(r"(orb_live_([0-9a-f]{12})_([A-Za-z0-9_-]{43}))_([0-9a-f]{8})", re.ASCII)
_NO_HASH = hashlib.sha256(b"").hexdigest()


class Refusal(StrEnum):
    """Why a caller is not let in; the value is what they are told."""

    MISSING = "An API key is needed: send it as `Authorization: Bearer …` or `X-API-Key: …`."
    WRONG = "This API key is not valid here. Check that it was copied completely."
    EXPIRED = "This API key has expired. Ask for a new one."
    REVOKED = "This API key was withdrawn. Ask for a new one."
    REMOTE = "This workspace has no API keys, so it answers only on its own machine. Create a key to use it from here."
    SIGNED_OUT = "This session has ended. Sign in again."
    FOREIGN_PAGE = "Another website tried to read this workspace. Open its own page, or send an API key."


@dataclass(frozen=True, slots=True)
class Caller:
    """What is known of a caller before they are let in.

    `foreign_page`: another website sent the request. `unproven`: it would change something, and nothing says that it
    comes from a page of ours.
    """

    credential: str | None
    local: bool
    foreign_page: bool = False
    session: str | None = None
    unproven: bool = False


@dataclass(frozen=True, slots=True)
class Admission:
    """A caller who was let in; `key` is None for one who came without."""

    workspace: WorkspaceId
    key: ApiKey | None
    visitor: Visitor = AT_THIS_MACHINE


@dataclass(frozen=True, slots=True)
class KeyCheck:
    """Decides who may ask. Keys are read anew on every call, so that withdrawing one works at once."""

    stored: Callable[[], Sequence[ApiKey]]
    now: Callable[[], datetime]
    entrance: Entrance | None = None

    def admit(self, caller: Caller) -> Admission | Refusal:
        """Let the caller in, or say why not."""
        stored = self.stored()
        if caller.credential is not None and (stored or self._has_users()):
            return self._by_key(caller.credential, stored)
        visitor = self.entrance.visitor(caller.session) if self.entrance and caller.session else None
        if visitor is not None:
            return _refused_to_foreigners(caller) or Admission(workspace_of(None), None, visitor)
        if self._is_open(caller, stored):
            return _admit_without_keys(caller)
        return Refusal.MISSING if caller.session is None else Refusal.SIGNED_OUT

    def _by_key(self, credential: str, stored: Sequence[ApiKey]) -> Admission | Refusal:
        key = _matching(credential, stored)
        if key is None:
            return Refusal.WRONG
        if key.revoked_at is not None:
            return Refusal.REVOKED
        if key.expires_at <= self.now():
            return Refusal.EXPIRED
        return Admission(workspace_of(key), key, Visitor(user=None, role=Role.ADMIN, key=key))

    def _is_open(self, caller: Caller, stored: Sequence[ApiKey]) -> bool:
        if not stored and not self._has_users():
            return self.entrance is None or not self.entrance.is_published
        return caller.local and self.entrance is not None and self.entrance.is_open()

    def _has_users(self) -> bool:
        return self.entrance is not None and self.entrance.has_users()


def new_key(name: str, expires: datetime, scopes: frozenset[Right] = ALL_RIGHTS) -> tuple[ApiKey, str]:
    """Make a key that may do what `scopes` say; return what to store and the text to show once.

    `expires` carries its time zone and lies at most 365 days ahead; raises UsageError otherwise, and for no scope.
    """
    created = datetime.now(UTC)
    if expires.tzinfo is None:
        raise UsageError("the day a key expires needs a time zone, for example 2026-12-31T00:00:00+00:00")
    if not created < expires <= created + LONGEST_LIFE:
        raise UsageError("a key must expire within the next 365 days: choose an earlier day that is still to come")
    if not scopes:
        raise UsageError(f"a key needs at least one scope: {', '.join(Right)}")
    id_, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    body = f"orb_live_{id_}_{secret}"
    key = ApiKey(id=id_, name=name, secret_sha256=_hash(secret), created_at=created, expires_at=expires, scopes=scopes)
    return key, f"{body}_{_checksum(body)}"


def workspace_of(key: ApiKey | None) -> WorkspaceId:  # noqa: ARG001  the credential alone names the workspace; there is one so far
    """Return the workspace that a credential opens."""
    return WorkspaceId("default")


def is_loopback(host: str) -> bool:
    """Say whether an address or host name can only be this machine."""
    if host.lower() == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)


def check_exposure(host: str, keys: Sequence[ApiKey], users: Sequence[User] = ()) -> None:
    """Raise UsageError when serving on `host` would show the workspace to others without a key or a user."""
    if is_loopback(host) or keys or users:
        return
    raise UsageError(
        f"serving on {host} would let anyone on the network read this workspace: "
        "create an API key first (orbit keys new), or a user (orbit users add), or serve on 127.0.0.1"
    )


def _admit_without_keys(caller: Caller) -> Admission | Refusal:
    if not caller.local:
        return Refusal.REMOTE
    return Refusal.FOREIGN_PAGE if caller.foreign_page else Admission(workspace_of(None), None)


def _refused_to_foreigners(caller: Caller) -> Refusal | None:
    """Browsers send the cookie of a session with whatever another website makes them send."""
    return Refusal.FOREIGN_PAGE if caller.foreign_page or caller.unproven else None


def _matching(credential: str, stored: Sequence[ApiKey]) -> ApiKey | None:
    shape = _SHAPE.fullmatch(credential)
    if shape is None or not compare_digest(_checksum(shape[1]), shape[4]):
        return None
    key = next((key for key in stored if key.id == shape[2]), None)
    # An unknown id costs the same comparison as a known one, so that the time taken tells nothing.
    same = compare_digest(_hash(shape[3]), _NO_HASH if key is None else key.secret_sha256)
    return key if same else None


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("ascii")).hexdigest()


def _checksum(body: str) -> str:
    return f"{zlib.crc32(body.encode('ascii')):08x}"
