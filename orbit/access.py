"""Who may do what: people who sign in, with their sessions and one-time links, and programs with their keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType


class Right(StrEnum):
    """One thing that somebody may be allowed to do."""

    READ = "read"
    ASK = "ask"
    CONFIRM = "confirm"
    PLAN = "plan"
    MEASURE = "measure"
    REVIEW = "review"
    IMPORT = "import"
    SETTLE = "settle"
    ERASE = "erase"


class Role(StrEnum):
    """What somebody is to the workspace."""

    REP = "rep"
    MANAGER = "manager"
    ADMIN = "admin"


ALL_RIGHTS = frozenset(Right)
_OF_A_REP = frozenset({Right.READ, Right.ASK, Right.CONFIRM})
_OF_A_MANAGER = _OF_A_REP | {Right.PLAN, Right.MEASURE, Right.REVIEW}

RIGHTS: Mapping[Role, frozenset[Right]] = MappingProxyType(
    {Role.REP: _OF_A_REP, Role.MANAGER: _OF_A_MANAGER, Role.ADMIN: ALL_RIGHTS}
)

# The named value of a workspace that is open on its own machine, as the demo is: OPEN where it is so.
OPEN_ON_LOOPBACK, OPEN = "open_on_loopback", "yes"

# How a refusal names what is missing: "You may not … here."
WORDS: Mapping[Right, str] = MappingProxyType(
    {
        Right.READ: "read accounts, paths and lists",
        Right.ASK: "log asks",
        Right.CONFIRM: "say who knows whom",
        Right.PLAN: "plan the week for a team",
        Right.MEASURE: "see the numbers of others",
        Right.REVIEW: "decide which records are one",
        Right.IMPORT: "import files",
        Right.SETTLE: "change settings, users and keys",
        Right.ERASE: "erase persons",
    }
)


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may sign in; `email` is in small letters, and `password_hash` None means links or OIDC only."""

    id: str
    email: str
    name: str
    role: Role
    created_at: datetime
    disabled_at: datetime | None = None
    password_hash: str | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """One sign-in of a user; of its secret only the hash is kept."""

    id: str
    secret_sha256: str
    user_id: str
    created_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class SignInLink:
    """A link that signs in once; without a user it makes the workspace's first admin."""

    id: str
    secret_sha256: str
    user_id: str | None
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A credential of the API; only the hash of its secret is kept. `scopes` is what it may do."""

    id: str
    name: str
    secret_sha256: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None
    scopes: frozenset[Right] = ALL_RIGHTS
