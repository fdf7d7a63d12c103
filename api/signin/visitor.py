"""Who somebody is to the workspace, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass, field

from orbit.access import RIGHTS, ApiKey, Right, Role, User

# Who logs something where nobody has signed in.
LOCAL = "local"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who was let in: a user, a program with a key, or with neither whoever sits at this machine.

    `session` is the id of the session by which a user came.
    """

    user: User | None
    role: Role
    key: ApiKey | None = None
    session: str | None = field(default=None, compare=False)

    @property
    def rights(self) -> frozenset[Right]:
        """What they may do: a key as much as its scopes say, everybody else what belongs to their role."""
        return RIGHTS[self.role] if self.key is None else self.key.scopes

    @property
    def email(self) -> str | None:
        """The address of a user."""
        return None if self.user is None else self.user.email

    @property
    def name(self) -> str | None:
        """What a user or a key is called."""
        if self.user is not None:
            return self.user.name
        return None if self.key is None else self.key.name

    @property
    def author(self) -> str:
        """Under which name the log keeps what they do."""
        return self.email or self.name or LOCAL

    @property
    def reader(self) -> str:
        """What tells them from every other reader; empty at this machine."""
        if self.user is not None:
            return f"user-{self.user.id}"
        return "" if self.key is None else self.key.id

    def may(self, right: Right) -> bool:
        """Say whether they have a right."""
        return right in self.rights


AT_THIS_MACHINE = Visitor(user=None, role=Role.ADMIN)
