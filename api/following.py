"""Keeping what answers need in step with the store, so that nobody waits for it after somebody else's change."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from typing import Protocol

from api.repeating import Repeating
from orbit.errors import OrbitError

log = logging.getLogger(__name__)
EVERY_SECONDS = 0.25


class Scenes(Protocol):
    """What makes the scene of a day at the store's present revision; a workspace does."""

    def scene(self, as_of: date) -> object: ...


class Follower(Repeating):
    """A thread that asks for the store's revision and makes the day's scene when it has grown.

    Answers do not depend on it: a request that comes first makes the scene itself.
    """

    def __init__(self, workspace: Scenes, today: Callable[[], date], *, every: float = EVERY_SECONDS) -> None:
        super().__init__(self._follow, "orbit-follower", first=every, every=every)
        self._workspace = workspace
        self._today = today
        self._fine = True

    def _follow(self) -> None:
        try:
            self._workspace.scene(self._today())
        except OrbitError as error:
            if self._fine:
                log.warning("the store cannot be followed: %s", type(error).__name__)
            self._fine = False
        else:
            self._fine = True
