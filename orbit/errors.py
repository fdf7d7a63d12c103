"""Every error that Orbit raises; the class says what the reader can do next.

OrbitError
├── UsageError            the call is wrong: mend it
│   ├── NotFound          the name leads nowhere: pick one of `nearest`
│   └── PolicyError       the policy file is wrong: mend the named key
├── BadFile               the file is not what its source expects: nothing was read
├── BadRow                one row cannot be used: it goes to rejects.csv, the rest goes on
└── StoreError            the store did its part badly
    ├── StoreUnavailable  it cannot be reached or opened: try again later
    ├── StoreBusy         somebody else is writing: try again in a moment
    └── StoreTooNew       a newer Orbit wrote it: upgrade this one
"""

from __future__ import annotations

from collections.abc import Sequence


class OrbitError(Exception):
    """The root of everything that Orbit raises on purpose."""


class UsageError(OrbitError):
    """The call cannot be answered as it stands; the text says how to mend it."""


class NotFound(UsageError):
    """Nothing answers to this name; `nearest` holds up to three that are close."""

    def __init__(self, message: str, nearest: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.nearest = tuple(nearest)


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


class StoreError(OrbitError):
    """The store failed; no answer was made up in its place."""


class StoreUnavailable(StoreError):
    """The store cannot be opened or reached."""


class StoreBusy(StoreError):
    """Another process holds the store for writing."""


class StoreTooNew(StoreError):
    """The store was written by a newer Orbit than this one."""
