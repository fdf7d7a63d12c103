"""The entrance of a served workspace: every way to sign in, and who is signed in already."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urlsplit

from api.http.rate import Buckets, Rate
from api.signin.links import Links
from api.signin.oidc import Departure, Identity, Oidc
from api.signin.passwords import Passwords
from api.signin.sessions import Sessions
from api.signin.users import checked_name, find_user, new_user
from api.signin.visitor import Visitor
from orbit.access import OPEN, OPEN_ON_LOOPBACK, Role, User
from orbit.errors import UsageError
from orbit.settings import Settings
from orbit.store.base import Store

# What can be tried at once, and then one more after each minute, by one address on the network and for one user.
FROM_ONE_PLACE = Rate(burst=20, per_second=1 / 20)
FOR_ONE_USER = Rate(burst=10, per_second=1 / 60)
_LONGEST_NAME = 200
_WRONG = "This e-mail address and password do not belong together."
_UNKNOWN = "Nobody here has the address {}. Ask an admin to add you."
_DISABLED = "This account is disabled. Ask an admin."


@dataclass(frozen=True, slots=True)
class Wait:
    """Too much was tried; in so many seconds it may be tried again."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """What somebody types to sign in, and from which address of the network."""

    email: str
    password: str = field(repr=False)
    client: str


@dataclass(frozen=True, slots=True)
class Entrance:
    """Lets people in; `address` is where they open the workspace from other machines, None on this one alone."""

    store: Store
    sessions: Sessions
    links: Links
    passwords: Passwords
    address: str | None
    oidc: Oidc | None
    places: Buckets
    users: Buckets

    @classmethod
    def of(
        cls,
        store: Store,
        settings: Settings,
        now: Callable[[], datetime],
        clock: Callable[[], float] = time.monotonic,
    ) -> Entrance:
        """Return the entrance that the settings describe; `clock` counts seconds and never goes back."""
        sessions, passwords = Sessions(store, now), Passwords()
        told, address = settings.oidc, settings.address
        return cls(
            store=store,
            sessions=sessions,
            links=Links(store, sessions, passwords, now),
            passwords=passwords,
            address=address,
            oidc=Oidc(told, address, now) if told and address else None,
            places=Buckets(FROM_ONE_PLACE, clock),
            users=Buckets(FOR_ONE_USER, clock),
        )

    @property
    def is_secure(self) -> bool:
        """Whether people come over https, so that the cookie need never go over anything else."""
        return self.address is not None and self.address.startswith("https://")

    def visitor(self, cookie: str | None) -> Visitor | None:
        """Return whose session a cookie holds."""
        return self.sessions.visitor(cookie)

    def has_users(self) -> bool:
        """Say whether anybody can sign in."""
        return bool(self.store.users())

    def is_open(self) -> bool:
        """Say whether whoever sits at this machine may come in without signing in, though there are keys or users."""
        return not self.is_published and self.store.meta(OPEN_ON_LOOPBACK) == OPEN

    @property
    def is_published(self) -> bool:
        """Whether people come from other machines: then calls from this one may be passed on for them."""
        return self.address is not None and urlsplit(self.address).hostname not in {"localhost", "127.0.0.1", "::1"}

    def by_password(self, attempt: Attempt, *, instead_of: str | None) -> str | Wait:
        """Begin a session; return what its cookie holds. Raises UsageError where address and password do not fit."""
        user = find_user(self.store, attempt.email)
        # Each attempt counts for the user before it is made, so that many at once are not more than one by one.
        wait = self.places.wait(attempt.client) or self.users.take(_named(attempt))
        if wait is not None:
            return Wait(wait)
        kept = None if user is None or user.disabled_at is not None else user.password_hash
        if not self.passwords.fits(kept, attempt.password) or user is None:
            self.places.take(attempt.client)
            raise UsageError(_WRONG)
        return self._begin(self._rehashed(user, attempt.password), instead_of)

    def depart(self, next_: str) -> Departure:
        """Begin to sign in by the identity provider; raises UsageError where there is none or it does not answer."""
        return self._provider().depart(next_)

    def arrive(self, cookie: str | None, query: Mapping[str, str]) -> tuple[str, str]:
        """Finish to sign in by it: what the session's cookie holds, and the page wanted; raises UsageError."""
        identity, next_ = self._provider().arrive(cookie, query)
        return self._begin(self._known(identity), None), next_

    def _provider(self) -> Oidc:
        if self.oidc is None:
            raise UsageError("No identity provider is set up here.")
        return self.oidc

    def _known(self, identity: Identity) -> User:
        user = find_user(self.store, identity.email)
        if user is None:
            user = self._newcomer(identity)
        if user.disabled_at is not None:
            raise UsageError(_DISABLED)
        return user

    def _newcomer(self, identity: Identity) -> User:
        domain = self._provider().settings.domain
        if domain is None or identity.email.rpartition("@")[2].lower() != domain:
            raise UsageError(_UNKNOWN.format(identity.email))
        name = checked_name("".join(filter(str.isprintable, identity.name))[:_LONGEST_NAME] or identity.email)
        return new_user(identity.email, name, Role.REP, at=self.sessions.now())

    def _rehashed(self, user: User, password: str) -> User:
        """Hash a password anew where that has become safer meanwhile."""
        if user.password_hash is None or not self.passwords.outdated(user.password_hash):
            return user
        return replace(user, password_hash=self.passwords.hashed(password))

    def _begin(self, user: User, instead_of: str | None) -> str:
        with self.store.writing() as batch:
            now = self.store.user(user.id)
            if now is not None and now.disabled_at is not None:
                raise UsageError(_DISABLED)
            if now != user:
                batch.access.put_user(user)
            return self.sessions.begin(batch, user, instead_of=instead_of)


def _named(attempt: Attempt) -> str:
    return attempt.email.strip().lower()[:320]
