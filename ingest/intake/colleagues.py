"""Our own people whom an import names by e-mail: the owners of accounts, the owner of an export."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from orbit import names
from orbit.model import Circle, Person, RecordKey, Ref, Role

Colleague = tuple[Person, Role]


@dataclass(slots=True)
class Colleagues:
    """The colleagues of one import, each described once, by the first row that names them."""

    _known: dict[RecordKey, Colleague] = field(default_factory=dict)

    def named(self, email: str | None, name: str | None, ref: Ref, seen_on: date) -> Colleague | tuple[()]:
        """Return record and role of a colleague; nothing for a mailbox that belongs to a desk.

        Without a name the e-mail must do.
        """
        if email is None or names.is_role_mailbox(email):
            return ()
        key = RecordKey(ref.source, f"team/{email}")
        if key not in self._known:
            person = Person(key, name or name_from_email(email), ref, seen_on, emails=(email,))
            self._known[key] = (person, Role(key, Circle.TEAM, ref, seen_on=seen_on))
        return self._known[key]


def name_from_email(email: str) -> str:
    """Read a name out of an address: `ana.ruiz@example.com` is Ana Ruiz."""
    local = email.partition("@")[0].partition("+")[0]
    parts = [part for part in re.split(r"[._\d-]+", local) if part]
    return " ".join(part.capitalize() for part in parts) or local
