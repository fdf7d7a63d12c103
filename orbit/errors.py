"""Every error that Orbit raises; the class says what the reader can do next.

OrbitError
├── UsageError            the call is wrong: mend it
│   ├── NotFound          the name leads nowhere: pick one of `nearest`
│   ├── AskForbidden      the ask has come too far, or not far enough: log one of `allowed`
│   ├── AskRefused        this connector may not be asked (now), or not for this person: the reasons say until when
│   ├── KeyReused         the idempotency key was used for something else: take another one
│   └── PolicyError       the policy file is wrong: mend the named key
├── BadFile               the file is not what its source expects: nothing was read
├── BadRow                one row cannot be used: it goes to rejects.csv, the rest goes on
├── SolverFailed          no plan could be made: nothing is shown in its place
└── StoreError            the store did its part badly
    ├── StoreUnavailable  it cannot be reached or opened: try again later
    ├── StoreBusy         somebody else is writing: try again in a moment
    └── StoreTooNew       a newer Orbit wrote it: upgrade this one
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date


class OrbitError(Exception):
    """The root of everything that Orbit raises on purpose."""


class UsageError(OrbitError):
    """The call cannot be answered as it stands; the text says how to mend it."""


class NotFound(UsageError):
    """Nothing answers to this name; `nearest` holds up to three that are close, `typed` the name as it was given."""

    def __init__(self, message: str, nearest: Sequence[str] = (), typed: str = "") -> None:
        super().__init__(message)
        self.nearest = tuple(nearest)
        self.typed = typed


class AskForbidden(UsageError):
    """An ask's life does not hold this event now; `allowed` names the events that it does hold."""

    def __init__(self, message: str, allowed: Sequence[str]) -> None:
        super().__init__(message)
        self.allowed = tuple(allowed)


class AskRefused(UsageError):
    """No slot is left for this ask: `rules` names each reason; it may be asked again from `opens_on`, if known."""

    def __init__(self, message: str, rules: Sequence[str], opens_on: date | None = None) -> None:
        super().__init__(message)
        self.rules = tuple(rules)
        self.opens_on = opens_on


class KeyReused(UsageError):
    """An idempotency key stands for another call already."""


class PolicyError(UsageError):
    """The policy file has an unknown key or a value out of range; the text names the key."""


class BadFile(OrbitError):
    """A file as a whole cannot be read as its source; the text says what was expected and found."""


class BadRow(OrbitError):
    """One row cannot be used: which column, why, and how to fix it.

    `otherwise` is what would do too, but only where the column may be empty.
    """

    def __init__(self, column: str, reason: str, fix: str, *, otherwise: str | None = None) -> None:
        super().__init__(f"{column}: {reason}")
        self.column = column
        self.reason = reason
        self.fix = fix
        self.otherwise = otherwise


class SolverFailed(OrbitError):
    """The week's plan could not be worked out; no other plan was put in its place."""


class StoreError(OrbitError):
    """The store failed; no answer was made up in its place."""


class StoreUnavailable(StoreError):
    """The store cannot be opened or reached."""


class StoreBusy(StoreError):
    """Another process holds the store for writing."""


class StoreTooNew(StoreError):
    """The store was written by a newer Orbit than this one."""
