"""Calls that end in time, and steps that are done again while that may help.

The driver waits for ever on a server that has stopped without closing its connections.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")
# Calls that may wait for the server at once; the driver has fewer connections.
_THREADS = 128
_SOON = 0.1
_FIRST_PAUSE, _LONGEST_PAUSE = 0.02, 1.0


@dataclass(frozen=True, slots=True)
class Patience:
    """How many seconds to wait.

    `connect`: for a connection. `retries`: for a step to go well in the end, the last time included. `margin`: for an
    answer, beyond the time that the server itself may take. `look`: before looking whether a server that is at work is
    still there; after `misses` looks in a row that find nobody it is given up: one may be a pause to tidy its memory.
    """

    connect: float = 2.0
    retries: float = 8.0
    margin: float = 3.0
    look: float = 2.0
    misses: int = 3


class OutOfPatienceError(Exception):
    """A call has not come back in time and may still run in its thread; `there`: the server answered somebody else."""

    def __init__(self, *, there: bool) -> None:
        super().__init__()
        self.there = there


class Retries:
    """When a step is done again: after pauses that grow, and never later than `until`.

    It is done again for `seconds` from its beginning, and where it took its time to fail, for half as long from then.
    """

    def __init__(self, seconds: float, *, until: float = math.inf) -> None:
        self._began = time.monotonic()
        self._seconds = seconds
        self._until = until
        self._failed = False
        self._pause = _FIRST_PAUSE

    def pause(self) -> bool:
        """Wait before the next time; False, at once, when no time is left for one."""
        now = time.monotonic()
        if not self._failed:
            self._failed = True
            self._until = min(self._until, max(self._began + self._seconds, now + self._seconds / 2))
        if now + self._pause > self._until:
            return False
        time.sleep(self._pause)
        self._pause = min(2 * self._pause, _LONGEST_PAUSE)
        return True


class Workers:
    """Threads that run calls; one that does not come back is left behind until its connection is closed.

    They end with this object.
    """

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="orbit-neo4j")

    def call(
        self,
        work: Callable[[], T],
        *,
        seconds: float,
        watch: Watch | None = None,
        too_late: Callable[[], object] | None = None,
    ) -> T:
        """Run `work` and return what it returns or raise what it raises.

        OutOfPatienceError after `seconds`, or as soon as `watch` finds that nobody is there to answer; then `too_late`
        is run in the same thread after `work`.
        """
        future = self._threads.submit(work)
        try:
            _await(future, time.monotonic() + seconds, watch or Watch(seconds, 1, lambda _: True))
        except OutOfPatienceError:
            if too_late is not None:
                future.add_done_callback(lambda _: too_late())
            raise
        return future.result()


@dataclass(frozen=True, slots=True)
class Watch:
    """Looks every so many seconds whether the server is there; `look` is told how many seconds it may take."""

    every: float
    misses: int
    look: Callable[[float], bool]


def _await(future: Future[Any], until: float, watch: Watch) -> None:
    misses, seen = 0, False
    while True:
        left = max(0.0, until - time.monotonic())
        wait([future], timeout=min(left, _SOON if misses else watch.every))
        if future.done():
            return
        if misses == watch.misses or until <= time.monotonic():
            raise OutOfPatienceError(there=seen)
        seen = watch.look(until - time.monotonic())
        misses = 0 if seen else misses + 1
