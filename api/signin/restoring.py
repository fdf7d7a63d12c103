"""Who stays outside when a backup is brought back: it was made when they could still come in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from orbit.store.base import Store


@dataclass(frozen=True, slots=True)
class ShutOut:
    """The ids of users that are disabled, and of keys that were withdrawn."""

    users: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()


def shut_out(store: Store) -> ShutOut:
    """Return whom a store lets in no more."""
    keys = store.keys()
    return ShutOut(
        users=frozenset(user.id for user in store.users() if user.disabled_at is not None),
        keys=frozenset(key.id for key in keys if key.revoked_at is not None),
    )


def keep_out(store: Store, shut: ShutOut, *, at: datetime) -> None:
    """Let them into a restored store no more; sessions and links end for all, for some had ended since it was saved."""
    keys = store.keys()
    with store.writing() as batch:
        for user in store.users():
            batch.access.end_sessions(user.id)
            batch.access.drop_links(user.id)
            if user.id in shut.users and user.disabled_at is None:
                batch.access.put_user(replace(user, disabled_at=at))
        batch.access.drop_links(None)
        for key in keys:
            if key.id in shut.keys and key.revoked_at is None:
                batch.put_key(replace(key, revoked_at=at))
