"""Users, sessions, links and keys as the rows that every store keeps of them, and back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from orbit.access import ALL_RIGHTS, ApiKey, Right, Role, Session, SignInLink, User
from orbit.errors import NotFound, UsageError
from orbit.store.values import utc_text

Row = Sequence[Any]
Values = dict[str, str | None]


def user_of(row: Row) -> User:
    """Read a row of the statements `users` and `user_find`."""
    number, email, name, role, created_at, disabled_at, password_hash = row
    return User(number, email, name, Role(role), _at(created_at), _time(disabled_at), password_hash)


def session_of(row: Row) -> Session:
    """Read a row of the statement `session_find`."""
    number, secret_sha256, user_id, created_at, seen_at = row
    return Session(number, secret_sha256, user_id, _at(created_at), _at(seen_at))


def link_of(row: Row) -> SignInLink:
    """Read a row of the statement `sign_in_link_find`."""
    number, secret_sha256, user_id, created_at, expires_at, used_at = row
    return SignInLink(number, secret_sha256, user_id, _at(created_at), _at(expires_at), _time(used_at))


def api_key_of(row: Row) -> ApiKey:
    """Read a row of the statement `api_keys`."""
    number, name, secret_sha256, created_at, expires_at, revoked_at, scopes = row
    rights = ALL_RIGHTS if scopes is None else frozenset(map(Right, scopes.split()))
    return ApiKey(number, name, secret_sha256, _at(created_at), _at(expires_at), _time(revoked_at), rights)


def user_values(user: User) -> Values:
    """What is kept of a user, in the order of the columns."""
    return {
        "id": user.id,
        "email": user.email,
        "name": user.name,
        "role": user.role.value,
        "created_at": utc_text(user.created_at),
        "disabled_at": _text(user.disabled_at),
        "password_hash": user.password_hash,
    }


def session_values(session: Session) -> Values:
    """What is kept of a session, in the order of the columns."""
    return {
        "id": session.id,
        "secret_sha256": session.secret_sha256,
        "user_id": session.user_id,
        "created_at": utc_text(session.created_at),
        "seen_at": utc_text(session.seen_at),
    }


def link_values(link: SignInLink) -> Values:
    """What is kept of a link, in the order of the columns."""
    return {
        "id": link.id,
        "secret_sha256": link.secret_sha256,
        "user_id": link.user_id,
        "created_at": utc_text(link.created_at),
        "expires_at": utc_text(link.expires_at),
        "used_at": _text(link.used_at),
    }


def api_key_values(key: ApiKey) -> Values:
    """What is kept of a key, in the order of the columns."""
    return {
        "id": key.id,
        "name": key.name,
        "secret_sha256": key.secret_sha256,
        "created_at": utc_text(key.created_at),
        "expires_at": utc_text(key.expires_at),
        "revoked_at": _text(key.revoked_at),
        "scopes": " ".join(sorted(key.scopes)),
    }


def no_user() -> NotFound:
    """The error that tells that a user is gone."""
    return NotFound("there is no such user any more")


def email_taken() -> UsageError:
    """The error that tells that an e-mail address belongs to another user."""
    return UsageError("another user has this e-mail address already")


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _time(text: str | None) -> datetime | None:
    return None if text is None else _at(text)


def _text(at: datetime | None) -> str | None:
    return None if at is None else utc_text(at)
