"""The questions about who may sign in, and what is written of it. No revision of the graph grows with it."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from orbit.access import Session, SignInLink, User


class AccessReader(Protocol):
    """Users, their sessions and their links, as committed."""

    def users(self) -> list[User]:
        """Every user, by id."""
        ...

    def user(self, number: str) -> User | None:
        """The user of an id."""
        ...

    def session(self, number: str) -> Session | None:
        """The session of an id, also one that nobody used for long."""
        ...

    def sign_in_link(self, number: str) -> SignInLink | None:
        """The link of an id, also one that was used or has ended."""
        ...


class AccessWriter(Protocol):
    """What one transaction can do about who may sign in."""

    def put_user(self, user: User) -> None:
        """Add or replace a user by id; raises UsageError where another one has the e-mail address."""
        ...

    def forget_user(self, number: str) -> None:
        """Delete a user with their sessions and links; raises NotFound."""
        ...

    def put_session(self, session: Session) -> None:
        """Add or replace a session by id; raises NotFound where its user is gone."""
        ...

    def end_session(self, number: str) -> None:
        """Delete a session, if it is there."""
        ...

    def end_sessions(self, user: str) -> None:
        """Delete every session of a user."""
        ...

    def put_link(self, link: SignInLink) -> None:
        """Add or replace a link by id; raises NotFound where its user is gone."""
        ...

    def use_link(self, number: str, *, at: datetime) -> bool:
        """Use a link up; True for one caller only, whoever else tries."""
        ...

    def drop_links(self, user: str | None) -> None:
        """Delete every link of a user; of nobody: those that make the first admin."""
        ...

    def drop_stale(self, *, seen: datetime, made: datetime, ended: datetime) -> None:
        """Delete sessions last seen or made by a time, and links that had ended by one."""
        ...
