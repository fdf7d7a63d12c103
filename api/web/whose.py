"""Whose asks a page shows: the reader's own, those of one colleague, or everybody's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from api.http.rights import RightMissing
from api.web.desk import PageDesk
from orbit.access import Right

EVERYBODY = "all"


@dataclass(frozen=True, slots=True)
class Whose:
    """`rep` is whose things are shown, None everybody's; `own` the reader as a rep, None where they are none.

    Who is no rep and may not see those of others either sees nothing: `is_nobody`.
    """

    rep: str | None
    own: str | None
    reps: tuple[dict[str, Any], ...]
    sees_team: bool

    @property
    def is_nobody(self) -> bool:
        """Say whether there is nothing that the reader may see."""
        return not self.sees_team and self.own is None

    @property
    def value(self) -> str:
        """What the address says to show the same."""
        if self.rep is None:
            return EVERYBODY if self.own else ""
        return "" if self.rep == self.own else self.rep

    @property
    def everybody(self) -> str:
        """What the address says to show everybody's."""
        return EVERYBODY if self.own else ""

    def name_of(self, email: str | None) -> str | None:
        """What a rep is called; the address where that is not known."""
        return next((str(rep["name"]) for rep in self.reps if rep["email"] == email), email)


def whose(desk: PageDesk, asked: str, day: date, *, team: Right | None = None) -> Whose:
    """Find out whose things to show: whom the address names, else the reader where they are a rep, else everybody.

    Raises RightMissing where that takes the right `team` for more than one's own, and the reader has it not.
    """
    visitor = desk.visitor
    email = visitor.email
    own = email if email and desk.presenter.is_rep(email, as_of=day) else None
    rep = None if asked == EVERYBODY else asked.strip().casefold() or own
    sees_team = team is None or visitor.may(team)
    if not sees_team and asked and rep != own:
        raise RightMissing(team or Right.READ)
    reps = desk.presenter.reps(as_of=day)["items"] if sees_team else []
    return Whose(rep, own, tuple(reps), sees_team)
