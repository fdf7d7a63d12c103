"""Which right a call takes; each route says so in one line."""

from __future__ import annotations

from typing import Any

from fastapi import Depends, HTTPException, Request

from api.http.visits import Visit
from api.signin.visitor import Visitor
from orbit.access import WORDS, Right


class RightMissing(HTTPException):
    """Somebody was let in who may not do this; the text names what they may not."""

    def __init__(self, right: Right, detail: str | None = None) -> None:
        told = f"You may not {WORDS[right]} here: that takes the right “{right}”. Ask an admin."
        super().__init__(403, detail or told)
        self.right = right


def needs(right: Right) -> Any:
    """Return what a route of data lists under `dependencies` when its caller must have a right."""

    async def check(request: Request) -> None:
        visit = request.state.visit
        if not isinstance(visit, Visit):
            raise visit
        must(visit.visitor, right)

    return Depends(check)


def reads(visitor: Visitor, request: Request) -> None:
    """Refuse to show anything to a caller who may not read, such as a key that may only log; raises RightMissing."""
    if request.method == "GET":
        must(visitor, Right.READ)


def must(visitor: Visitor, right: Right) -> None:
    """Raise RightMissing for a visitor without a right."""
    if not visitor.may(right):
        raise RightMissing(right)


def whose_numbers(visitor: Visitor, rep: str | None) -> str | None:
    """Return the rep whose numbers a visitor sees: whom they ask for, or as a rep none but their own.

    Raises RightMissing where they ask for those of somebody else.
    """
    if visitor.may(Right.MEASURE):
        return rep
    own = visitor.email
    if own is None or (rep is not None and rep.strip().lower() != own):
        raise RightMissing(Right.MEASURE)
    return own


def signed(visitor: Visitor, by: str | None) -> str:
    """Return under which name the log keeps something: a user's own, whatever a call says; else what it says.

    Raises HTTPException 403 where a user would write in the name of somebody else.
    """
    if visitor.email is not None and by is not None and by.strip().lower() != visitor.email:
        raise HTTPException(403, f"You are signed in as {visitor.email} and write in your own name: leave out `by`.")
    return visitor.author if visitor.email is not None else by or visitor.author
