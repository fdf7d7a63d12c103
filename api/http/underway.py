"""Calls that are being worked on, by idempotency key: whoever repeats one waits for its end, but not for long."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

from fastapi import HTTPException

PATIENCE = 5.0


class Underway:
    """The keys of this process's calls; `patience` is how many seconds a repeated call waits for the first one.

    The store alone makes sure that nothing is done twice, also among processes: this only keeps those who are impatient
    from waiting in line for its lock.
    """

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._keys: set[str] = set()
        self._changed = Condition()

    @contextmanager
    def alone(self, key: str) -> Iterator[None]:
        """Hold a key while its call is worked on; raises HTTPException 409 when another one holds it for too long."""
        with self._changed:
            if not self._changed.wait_for(lambda: key not in self._keys, timeout=self._patience):
                told = "The call of this idempotency key is still being worked on. Repeat it in a moment."
                raise HTTPException(409, told, {"Retry-After": "1"})
            self._keys.add(key)
        try:
            yield
        finally:
            with self._changed:
                self._keys.discard(key)
                self._changed.notify_all()
