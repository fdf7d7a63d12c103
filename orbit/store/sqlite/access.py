"""Who may sign in, in the SQLite file."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import apsw

from orbit.access import Session, SignInLink, User
from orbit.store.access_rows import Values, email_taken, link_values, no_user, session_values, user_values
from orbit.store.sqlite.faults import faults
from orbit.store.values import utc_text
from queries import statement


class SqliteAccess:
    """Users, sessions and links within one transaction on the writer's connection."""

    def __init__(self, db: apsw.Connection) -> None:
        self._db = db

    @faults()
    def put_user(self, user: User) -> None:
        """Add or replace a user by id; raises UsageError where another one has the e-mail address."""
        if self._run("user_named", user.email) not in ([], [(user.id,)]):
            raise email_taken()
        self._run("user_put", *user_values(user).values())

    @faults()
    def forget_user(self, number: str) -> None:
        """Delete a user with their sessions and links; raises NotFound."""
        if not self._run("user_drop", number):
            raise no_user()

    @faults()
    def put_session(self, session: Session) -> None:
        """Add or replace a session by id; raises NotFound where its user is gone."""
        self._put("session_put", session_values(session))

    @faults()
    def end_session(self, number: str) -> None:
        """Delete a session, if it is there."""
        self._run("session_drop", number)

    @faults()
    def end_sessions(self, user: str) -> None:
        """Delete every session of a user."""
        self._run("sessions_drop", user)

    @faults()
    def put_link(self, link: SignInLink) -> None:
        """Add or replace a link by id; raises NotFound where its user is gone."""
        self._put("sign_in_link_put", link_values(link))

    @faults()
    def use_link(self, number: str, *, at: datetime) -> bool:
        """Use a link up; True for one caller only, whoever else tries."""
        return bool(self._run("sign_in_link_use", number, utc_text(at)))

    @faults()
    def drop_links(self, user: str | None) -> None:
        """Delete every link of a user; of nobody: those that make the first admin."""
        self._run("sign_in_links_drop", user)

    @faults()
    def drop_stale(self, *, seen: datetime, made: datetime, ended: datetime) -> None:
        """Delete sessions last seen or made by a time, and links that had ended by one."""
        self._run("sessions_stale", utc_text(seen), utc_text(made))
        self._run("sign_in_links_stale", utc_text(ended))

    def _put(self, name: str, values: Values) -> None:
        try:
            self._run(name, *values.values())
        except apsw.ConstraintError as error:
            raise no_user() from error

    def _run(self, name: str, *values: Any) -> list[tuple[Any, ...]]:
        return self._db.execute(statement("sqlite", name), values).fetchall()
