"""API keys as settings show and change them; the text of a key is told once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from api.http.keys import new_key
from api.presenter.forms import Json
from orbit.access import OPEN, OPEN_ON_LOOPBACK, WORDS, ApiKey, Right
from orbit.errors import NotFound, UsageError
from orbit.store.base import Store

LONGEST_NAME, MOST_DAYS = 100, 365
_OUTSIDE = (
    "Add a user first, under People: once there is a key, only keys and users are let in, "
    "and nobody could open these pages any more."
)


@dataclass(frozen=True, slots=True)
class NewKey:
    """What a key is for, how long it works, and what it may do."""

    name: str
    days: int
    scopes: frozenset[Right]

    def __post_init__(self) -> None:
        if not self.name.strip() or len(self.name) > LONGEST_NAME or not self.name.isprintable():
            raise UsageError(f"Say what the key is for, in at most {LONGEST_NAME} letters.")
        if not 1 <= self.days <= MOST_DAYS:
            raise UsageError(f"A key works for 1 to {MOST_DAYS} days.")
        if not self.scopes:
            raise UsageError("Choose at least one thing that the key may do.")


def keys_answer(store: Store) -> Json:
    """All keys, those made last first, and what a key may be allowed."""
    found = sorted(store.keys(), key=lambda key: (key.created_at, key.id), reverse=True)
    return {
        "items": [key_form(key) for key in found],
        "scopes": [{"right": right.value, "words": WORDS[right]} for right in Right],
    }


def key_form(key: ApiKey) -> Json:
    """One key without its secret, which is not kept."""
    return {
        "id": key.id,
        "name": key.name,
        "made_on": key.created_at.date().isoformat(),
        "expires_on": key.expires_at.date().isoformat(),
        "revoked_on": key.revoked_at.date().isoformat() if key.revoked_at else None,
        "scopes": [right.value for right in Right if right in key.scopes],
        "all": key.scopes == frozenset(Right),
    }


def made(store: Store, new: NewKey, *, at: datetime) -> Json:
    """Make a key; raises UsageError where it would lock out who makes it."""
    if not store.users() and not store.keys() and store.meta(OPEN_ON_LOOPBACK) != OPEN:
        raise UsageError(_OUTSIDE)
    key, text = new_key(new.name.strip(), at + timedelta(days=new.days), new.scopes)
    with store.writing() as batch:
        batch.put_key(key)
    return key_form(key) | {"text": text}


def revoked(store: Store, number: str, *, at: datetime) -> Json:
    """Withdraw a key; it stops working at once."""
    with store.writing() as batch:
        stored = store.keys()
        found = next((key for key in stored if key.id == number), None)
        if found is None:
            raise NotFound("There is no such key any more. Reload the page.")
        key = replace(found, revoked_at=found.revoked_at or at)
        batch.put_key(key)
    return key_form(key)
