"""Work that nobody waits for, done aside in the order in which it came: keeping on disk what answers come from."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from threading import Condition, Thread

from orbit.errors import OrbitError
from orbit.model import Revision

log = logging.getLogger(__name__)


class Keeper:
    """Does work in a thread that lives while there is some. The newest wins: work of older revisions is left undone."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[Revision, Callable[[], None]]] = deque()
        self._turn = Condition()
        self._is_busy = False

    def keep(self, revision: Revision, work: Callable[[], None]) -> None:
        """Have work done soon, instead of any for an older revision that has not begun."""
        with self._turn:
            newer = [(other, waits) for other, waits in self._waiting if other >= revision]
            self._waiting = deque([*newer, (revision, work)])
            if not self._is_busy:
                self._is_busy = True
                # No daemon: a command that has answered ends when what it worked out is kept for the next one.
                Thread(target=self._work, name="orbit-keeper").start()

    def finish(self) -> None:
        """Wait until nothing is left to do."""
        with self._turn:
            self._turn.wait_for(lambda: not self._is_busy)

    def _work(self) -> None:
        try:
            while (work := self._next()) is not None:
                work()
        except OrbitError as error:
            log.warning("what was derived could not be kept: %s", type(error).__name__)
        finally:
            with self._turn:
                self._is_busy = False
                self._turn.notify_all()

    def _next(self) -> Callable[[], None] | None:
        with self._turn:
            if self._waiting:
                return self._waiting.popleft()[1]
            # Whoever comes from here on starts another thread.
            self._is_busy = False
            return None
