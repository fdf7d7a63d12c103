"""Users as settings show and change them; a link is told once, and nobody locks the last admin out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from api.presenter.forms import Json
from api.signin import users
from api.signin.links import INVITATION, invite
from orbit.access import RIGHTS, Role, User
from orbit.errors import NotFound, UsageError
from orbit.store.base import Store


@dataclass(frozen=True, slots=True)
class NewUser:
    """Whom to add, as what."""

    email: str
    name: str
    role: Role


def users_answer(store: Store) -> Json:
    """Everybody who can sign in, those shut out last."""
    found = sorted(store.users(), key=lambda user: (user.disabled_at is not None, user.name.casefold(), user.id))
    return {
        "items": [user_form(store, user) for user in found],
        "roles": [{"role": role.value, "rights": [right.value for right in sorted(RIGHTS[role])]} for role in Role],
    }


def user_form(store: Store, user: User) -> Json:
    """One user; `last_admin`: nobody else could let anybody in."""
    return {
        "id": user.id,
        "email": user.email,
        "name": user.name,
        "role": user.role.value,
        "since": user.created_at.date().isoformat(),
        "disabled_on": user.disabled_at.date().isoformat() if user.disabled_at else None,
        "has_password": user.password_hash is not None,
        "last_admin": user.role is Role.ADMIN and user.disabled_at is None and users.last_admin(store, user),
    }


def added(store: Store, new: NewUser, *, at: datetime) -> Json:
    """Add a user with a link; the first one has to be an admin, for without one nobody could settle anything."""
    if new.role is not Role.ADMIN and not store.users():
        raise UsageError("The first user has to be an admin: from then on everybody has to sign in.")
    user = users.new_user(new.email, new.name, new.role, at=at)
    users.add_user(store, user)
    return _with_link(store, user, at)


def invited(store: Store, number: str, *, at: datetime) -> Json:
    """Make a link for a user who is there."""
    return _with_link(store, _user(store, number), at)


def with_role(store: Store, number: str, role: Role) -> Json:
    """Give a user another role."""
    return user_form(store, users.give_role(store, _user(store, number).email, role))


def with_access(store: Store, number: str, *, disabled: bool, at: datetime) -> Json:
    """Shut a user out, or let them in again."""
    email = _user(store, number).email
    return user_form(store, users.disable(store, email, at=at) if disabled else users.enable(store, email))


def _with_link(store: Store, user: User, at: datetime) -> Json:
    token = invite(store, user, at=at, lasts=INVITATION)
    return user_form(store, user) | {"token": token, "hours": int(INVITATION.total_seconds() // 3600)}


def _user(store: Store, number: str) -> User:
    found = store.user(number)
    if found is None:
        raise NotFound("There is no such user any more. Reload the page.")
    return found
