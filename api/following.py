"""Keeping what answers need in step with the store, so that nobody waits for it after somebody else's change."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from threading import Event, Thread
from types import TracebackType
from typing import Protocol, Self

from orbit.errors import OrbitError

log = logging.getLogger(__name__)
EVERY_SECONDS = 0.25


class Scenes(Protocol):
    """What makes the scene of a day at the store's present revision; a workspace does."""

    def scene(self, as_of: date) -> object: ...


class Follower:
    """A thread that asks for the store's revision and makes the day's scene when it has grown.

    Answers do not depend on it: a request that comes first makes the scene itself.
    """

    def __init__(self, workspace: Scenes, today: Callable[[], date], *, every: float = EVERY_SECONDS) -> None:
        self._workspace = workspace
        self._today = today
        self._every = every
        self._stopped = Event()
        self._thread = Thread(target=self._follow, daemon=True, name="orbit-follower")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self._thread.join()

    def _follow(self) -> None:
        fine = True
        while not self._stopped.wait(self._every):
            try:
                self._workspace.scene(self._today())
            except OrbitError as error:
                if fine:
                    log.warning("the store cannot be followed: %s", type(error).__name__)
                fine = False
            else:
                fine = True
