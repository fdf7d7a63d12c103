"""Sessions: begun at sign-in with a new secret, kept alive by use, ended by time, sign-out or an admin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from api.signin.tokens import new_token, read_token
from api.signin.visitor import Visitor
from orbit.access import Session, User
from orbit.errors import StoreBusy
from orbit.store.base import Batch, Store

IDLE = timedelta(hours=12)
LONGEST = timedelta(days=7)
# The last use is noted this seldom: each note waits for whoever is writing.
NOTE_AFTER = timedelta(minutes=10)
_MOST_TRIES = 10_000


def lasts(session: Session, at: datetime) -> bool:
    """Say whether a session has neither gone unused for too long nor come to its last day."""
    return at - session.seen_at < IDLE and at - session.created_at < LONGEST


@dataclass(frozen=True, slots=True)
class Sessions:
    """The sessions of a store, read anew on every call, so that ending one works at once everywhere.

    `tried` remembers when the last use of a session could not be noted for somebody else was writing.
    """

    store: Store
    now: Callable[[], datetime]
    tried: dict[str, datetime] = field(default_factory=dict)

    def begin(self, batch: Batch, user: User, *, instead_of: str | None = None) -> str:
        """Begin a session within a transaction; return what its cookie holds. The one it replaces ends."""
        at, token, before = self.now(), new_token(), read_token(instead_of)
        batch.access.drop_stale(seen=at - IDLE, made=at - LONGEST, ended=at)
        if before is not None and self._session(before.text) is not None:
            batch.access.end_session(before.id)
        batch.access.put_session(Session(token.id, token.hash, user.id, at, at))
        return token.text

    def visitor(self, cookie: str | None) -> Visitor | None:
        """Return whose session a cookie holds; None for one that is unknown, has ended, or is of a disabled user."""
        session = self._session(cookie)
        user = None if session is None else self.store.user(session.user_id)
        if session is None or user is None or user.disabled_at is not None:
            return None
        if self.now() - session.seen_at >= NOTE_AFTER:
            self._note(session)
        return Visitor(user, user.role, session=session.id)

    def end(self, cookie: str | None) -> None:
        """End the session that a cookie holds, if it is one."""
        session = self._session(cookie)
        if session is not None:
            with self.store.writing() as batch:
                batch.access.end_session(session.id)

    def end_all(self, cookie: str | None) -> None:
        """End every session of whoever's session a cookie holds."""
        session = self._session(cookie)
        if session is not None:
            with self.store.writing() as batch:
                batch.access.end_sessions(session.user_id)

    def _session(self, cookie: str | None) -> Session | None:
        token = read_token(cookie)
        if token is None:
            return None
        session, at = self.store.session(token.id), self.now()
        if not token.fits(None if session is None else session.secret_sha256) or session is None:
            return None
        return session if lasts(session, at) else None

    def _note(self, session: Session) -> None:
        at = self.now()
        if at - self.tried.get(session.id, session.seen_at) < NOTE_AFTER:
            return
        if len(self.tried) >= _MOST_TRIES:
            self.tried.clear()
        try:
            with self.store.writing() as batch:
                # Whoever has signed out meanwhile stays out.
                if self.store.session(session.id) is not None:
                    batch.access.put_session(replace(session, seen_at=at))
        except StoreBusy:
            self.tried[session.id] = at
