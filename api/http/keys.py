"""API keys: made, shown once, kept as hashes, and checked on every call."""

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

from orbit.errors import UsageError
from orbit.store.base import ApiKey

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
    FOREIGN_PAGE = "Another website tried to read this workspace. Open its own page, or send an API key."


@dataclass(frozen=True, slots=True)
class Caller:
    """What is known of a caller before they are let in."""

    credential: str | None
    local: bool
    foreign_page: bool = False


@dataclass(frozen=True, slots=True)
class Admission:
    """A caller who was let in; `key` is None for a local caller of a workspace without keys."""

    workspace: WorkspaceId
    key: ApiKey | None


@dataclass(frozen=True, slots=True)
class KeyCheck:
    """Decides who may ask. Keys are read anew on every call, so that withdrawing one works at once."""

    stored: Callable[[], Sequence[ApiKey]]
    now: Callable[[], datetime]

    def admit(self, caller: Caller) -> Admission | Refusal:
        """Let the caller in, or say why not."""
        stored = self.stored()
        if not stored:
            return _admit_without_keys(caller)
        if caller.credential is None:
            return Refusal.MISSING
        key = _matching(caller.credential, stored)
        if key is None:
            return Refusal.WRONG
        if key.revoked_at is not None:
            return Refusal.REVOKED
        if key.expires_at <= self.now():
            return Refusal.EXPIRED
        return Admission(workspace_of(key), key)


def new_key(name: str, expires: datetime) -> tuple[ApiKey, str]:
    """Make a key; return what to store and the text to show once.

    `expires` carries its time zone and lies at most 365 days ahead; raises UsageError otherwise.
    """
    created = datetime.now(UTC)
    if expires.tzinfo is None:
        raise UsageError("the day a key expires needs a time zone, for example 2026-12-31T00:00:00+00:00")
    if not created < expires <= created + LONGEST_LIFE:
        raise UsageError("a key must expire within the next 365 days: choose an earlier day that is still to come")
    id_, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    body = f"orb_live_{id_}_{secret}"
    key = ApiKey(id=id_, name=name, secret_sha256=_hash(secret), created_at=created, expires_at=expires)
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


def check_exposure(host: str, keys: Sequence[ApiKey]) -> None:
    """Raise UsageError when serving on `host` would show the workspace to others without a key."""
    if is_loopback(host) or keys:
        return
    raise UsageError(
        f"serving on {host} would let anyone on the network read this workspace: "
        "create an API key first, or serve on 127.0.0.1"
    )


def _admit_without_keys(caller: Caller) -> Admission | Refusal:
    if not caller.local:
        return Refusal.REMOTE
    if caller.foreign_page:
        return Refusal.FOREIGN_PAGE
    return Admission(workspace_of(None), None)


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
