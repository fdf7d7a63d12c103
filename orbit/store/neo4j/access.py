"""Who may sign in, in the Neo4j database."""

from __future__ import annotations

from datetime import datetime

from orbit.access import Session, SignInLink, User
from orbit.store.access_rows import email_taken, link_values, no_user, session_values, user_values
from orbit.store.neo4j.transaction import Transaction
from orbit.store.values import utc_text


class Neo4jAccess:
    """Users, sessions and links within one transaction; `wrote` says that there is anything to commit."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self.wrote = False

    def put_user(self, user: User) -> None:
        """Add or replace a user by id; raises UsageError where another one has the e-mail address."""
        if self._tx.read("user_named", email=user.email) not in ([], [[user.id]]):
            raise email_taken()
        self.wrote = True
        self._tx.write("user_put", **user_values(user))

    def forget_user(self, number: str) -> None:
        """Delete a user with their sessions and links; raises NotFound."""
        self.wrote = True
        if not self._tx.write("user_drop", id=number):
            raise no_user()

    def put_session(self, session: Session) -> None:
        """Add or replace a session by id; raises NotFound where its user is gone."""
        self.wrote = True
        if not self._tx.write("session_put", **session_values(session)):
            raise no_user()

    def end_session(self, number: str) -> None:
        """Delete a session, if it is there."""
        self.wrote = True
        self._tx.write("session_drop", id=number)

    def end_sessions(self, user: str) -> None:
        """Delete every session of a user."""
        self.wrote = True
        self._tx.write("sessions_drop", user_id=user)

    def put_link(self, link: SignInLink) -> None:
        """Add or replace a link by id; raises NotFound where its user is gone."""
        self.wrote = True
        if not self._tx.write("sign_in_link_put", **link_values(link)):
            raise no_user()

    def use_link(self, number: str, *, at: datetime) -> bool:
        """Use a link up; True for one caller only, whoever else tries."""
        used = bool(self._tx.write("sign_in_link_use", id=number, at=utc_text(at)))
        self.wrote |= used
        return used

    def drop_links(self, user: str | None) -> None:
        """Delete every link of a user; of nobody: those that make the first admin."""
        self.wrote = True
        self._tx.write("sign_in_links_drop", user_id=user)

    def drop_stale(self, *, seen: datetime, made: datetime, ended: datetime) -> None:
        """Delete sessions last seen or made by a time, and links that had ended by one."""
        self.wrote = True
        self._tx.write("sessions_stale", seen_at=utc_text(seen), created_at=utc_text(made))
        self._tx.write("sign_in_links_stale", expires_at=utc_text(ended))
