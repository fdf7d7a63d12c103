"""Whose upload a record comes from: what somebody exported of their own is told apart by the keys of its records."""

from __future__ import annotations

from orbit.model import Level, RecordKey

# The sources whose files are somebody's own; all others are the company's.
PERSONAL = frozenset({"linkedin"})
_OWNER, _NAMED = "owner/", "c/"
_ORDER = tuple(Level)


def owner_record(source: str, email: str) -> RecordKey:
    """The record that an upload keeps of its owner."""
    return RecordKey(source, f"{_OWNER}{email.strip().lower()}")


def is_owner(key: RecordKey) -> bool:
    """Whether a record is of the owner of an upload."""
    return key.source in PERSONAL and key.id.startswith(_OWNER)


def owner_email(owner: RecordKey) -> str:
    """The address under which the owner of an upload is known."""
    return owner.id.removeprefix(_OWNER)


def named_by(key: RecordKey) -> RecordKey | None:
    """The owner whose upload alone tells of somebody by name only; None for everybody with an address of their own."""
    if key.source not in PERSONAL or not key.id.startswith(_NAMED):
        return None
    return RecordKey(key.source, f"{_OWNER}{key.id.removeprefix(_NAMED).rpartition('/')[0]}")


def stricter(one: Level, other: Level) -> Level:
    """The level of two that shows less."""
    return max(one, other, key=_ORDER.index)
