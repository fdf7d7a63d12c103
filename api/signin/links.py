"""One-time links: given to somebody, they sign in once, or make the first admin of a workspace without users."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from api.signin.passwords import Passwords
from api.signin.sessions import Sessions
from api.signin.tokens import new_token, read_token
from api.signin.users import new_user
from orbit.access import Role, SignInLink, User
from orbit.errors import UsageError
from orbit.store.base import Batch, Store

INVITATION = timedelta(hours=24)
SIGN_IN = timedelta(hours=1)


class Closed(StrEnum):
    """Why a link does not open; the value is what its holder is told."""

    UNKNOWN = "This link is not known here. Check that it was copied completely, or ask an admin for a new one."
    USED = "This link was used already: each one works once. Ask an admin for a new one."
    ENDED = "This link has ended. Ask an admin for a new one."
    DISABLED = "This account is disabled. Ask an admin."
    TAKEN = "This workspace has its first admin already. Ask them to add you."


@dataclass(frozen=True, slots=True)
class Opened:
    """A link that may be used: whose it is, None for the first admin."""

    link: SignInLink
    user: User | None


@dataclass(frozen=True, slots=True)
class Arrival:
    """What somebody says who uses a link: a password where they want one, and as first admin who they are."""

    email: str = ""
    name: str = ""
    password: str = ""


def invite(store: Store, user: User | None, *, at: datetime, lasts: timedelta) -> str:
    """Make a link for a user, or for the first admin; return its token. Links made before stop working."""
    token = new_token()
    if user is not None and user.disabled_at is not None:
        raise UsageError("this account is disabled; enable it first")
    with store.writing() as batch:
        batch.access.drop_links(None if user is None else user.id)
        batch.access.put_link(SignInLink(token.id, token.hash, None if user is None else user.id, at, at + lasts))
    return token.text


@dataclass(frozen=True, slots=True)
class Links:
    """The links of a store, as those see them who come with one."""

    store: Store
    sessions: Sessions
    passwords: Passwords
    now: Callable[[], datetime]

    def look(self, text: str) -> Opened | Closed:
        """Say what a link would do; it is not used up."""
        token = read_token(text)
        link = None if token is None else self.store.sign_in_link(token.id)
        if token is None or not token.fits(None if link is None else link.secret_sha256) or link is None:
            return Closed.UNKNOWN
        if link.used_at is not None:
            return Closed.USED
        if link.expires_at <= self.now():
            return Closed.ENDED
        return self._opened(link)

    def use(self, text: str, arrival: Arrival, *, instead_of: str | None = None) -> str | Closed:
        """Use a link up and begin a session; return what its cookie holds. Raises UsageError for what was said.

        Of many who try at once one gets in.
        """
        # Looked at before any work is done, and again when nobody else can use it.
        if isinstance(closed := self.look(text), Closed):
            return closed
        hashed = self.passwords.hashed(arrival.password) if arrival.password else None
        with self.store.writing() as batch:
            opened = self.look(text)
            if isinstance(opened, Closed):
                return opened
            if not batch.access.use_link(opened.link.id, at=self.now()):
                return Closed.USED
            user = self._arrived(batch, opened.user, arrival, hashed)
            return self.sessions.begin(batch, user, instead_of=instead_of)

    def _opened(self, link: SignInLink) -> Opened | Closed:
        if link.user_id is None:
            return Closed.TAKEN if self.store.users() else Opened(link, None)
        user = self.store.user(link.user_id)
        if user is None:
            return Closed.UNKNOWN
        return Closed.DISABLED if user.disabled_at is not None else Opened(link, user)

    def _arrived(self, batch: Batch, user: User | None, arrival: Arrival, hashed: str | None) -> User:
        arrived = user or new_user(arrival.email, arrival.name, Role.ADMIN, at=self.now())
        if hashed is not None:
            arrived = replace(arrived, password_hash=hashed)
            # Whoever knew the password before is out.
            batch.access.end_sessions(arrived.id)
        if arrived != user:
            batch.access.put_user(arrived)
        return arrived
