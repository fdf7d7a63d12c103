"""Users: added, given another role or password, disabled; there is always somebody left who can do so."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime

from orbit.access import Role, User
from orbit.errors import NotFound, UsageError
from orbit.names.identifiers import email_address
from orbit.store.base import Store

_LONGEST_NAME = 200
_LAST = "this is the only admin left; make somebody else an admin first"


def new_user(email: str, name: str, role: Role, *, at: datetime) -> User:
    """Make a user; raises UsageError for what is no e-mail address or no name."""
    return User(secrets.token_hex(8), checked_email(email), checked_name(name), role, at)


def add_user(store: Store, user: User) -> None:
    """Keep a new user; raises UsageError where somebody has the e-mail address."""
    with store.writing() as batch:
        batch.access.put_user(user)


def give_role(store: Store, email: str, role: Role) -> User:
    """Give a user another role; raises NotFound, UsageError where no admin would be left."""
    with store.writing() as batch:
        user = replace(user_named(store, email), role=role)
        _keep_an_admin(store, user)
        batch.access.put_user(user)
    return user


def disable(store: Store, email: str, *, at: datetime) -> User:
    """Shut a user out: sessions and links end at once; raises NotFound, UsageError where no admin would be left."""
    with store.writing() as batch:
        user = user_named(store, email)
        user = replace(user, disabled_at=user.disabled_at or at)
        _keep_an_admin(store, user)
        batch.access.put_user(user)
        batch.access.end_sessions(user.id)
        batch.access.drop_links(user.id)
    return user


def enable(store: Store, email: str) -> User:
    """Let a disabled user in again; raises NotFound."""
    with store.writing() as batch:
        user = replace(user_named(store, email), disabled_at=None)
        batch.access.put_user(user)
    return user


def find_user(store: Store, email: str) -> User | None:
    """Return the user with an e-mail address."""
    wanted = email_address(email)
    return next((user for user in store.users() if user.email == wanted), None)


def user_named(store: Store, email: str) -> User:
    """Return the user with an e-mail address; raises NotFound."""
    user = find_user(store, email)
    if user is None:
        raise NotFound(f"No user has the address {email}.", [one.email for one in store.users()][:3])
    return user


def checked_email(text: str) -> str:
    """Return an e-mail address as users are known by it; raises UsageError."""
    email = email_address(text)
    if email is None:
        raise UsageError("this is no e-mail address; write one such as ida@example.com")
    return email


def checked_name(text: str) -> str:
    """Return a name without needless space; raises UsageError for none, or one that is too long."""
    name = " ".join(text.split())
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise UsageError(f"a name is needed, of at most {_LONGEST_NAME} letters on one line")
    return name


def last_admin(store: Store, user: User) -> bool:
    """Say whether nobody else could let anybody in."""
    others = (one for one in store.users() if one.id != user.id)
    return not any(one.role is Role.ADMIN and one.disabled_at is None for one in others)


def _keep_an_admin(store: Store, user: User) -> None:
    if (user.role is not Role.ADMIN or user.disabled_at is not None) and last_admin(store, user):
        raise UsageError(_LAST)
