"""Calls that end in time, and steps that are done again while that may help.

The driver waits for ever on a server that has stopped without closing its connections.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any, TypeVar

T = TypeVar("T")
_Job = tuple[Callable[[], Any], SimpleQueue[Any]]
_Answer = SimpleQueue[tuple[bool, Any]]
_SOON = 0.1
_FIRST_PAUSE, _LONGEST_PAUSE = 0.02, 1.0


@dataclass(frozen=True, slots=True)
class Patience:
    """How many seconds to wait.

    `connect`: for a connection. `retries`: for a step that fails to go well when repeated. `margin`: for an answer,
    beyond the time that the server itself may take. `look`: before looking whether a server at work is still there;
    it is taken to be away when so many looks in a row, its `misses`, find nobody: one may be a pause to tidy its memory.
    """

    connect: float = 2.0
    retries: float = 8.0
    margin: float = 4.0
    look: float = 3.0
    misses: int = 3


class OutOfPatienceError(Exception):
    """A call has not come back in time and may still be under way in its thread; `there`: the server answers others."""

    def __init__(self, *, there: bool) -> None:
        super().__init__()
        self.there = there


class Retries:
    """When a step is done again: after pauses that grow, and never later than `until` or `seconds` after it failed."""

    def __init__(self, seconds: float, *, until: float = math.inf) -> None:
        self._seconds = seconds
        self._until = until
        self._pause = _FIRST_PAUSE

    def pause(self) -> bool:
        """Wait before the next time; False, at once, when no time is left for one."""
        now = time.monotonic()
        self._until = min(self._until, now + self._seconds)
        self._seconds = math.inf
        if now + self._pause > self._until:
            return False
        time.sleep(self._pause)
        self._pause = min(2 * self._pause, _LONGEST_PAUSE)
        return True


class Workers:
    """Daemon threads that run calls; one that does not come back is left behind and replaced."""

    def __init__(self) -> None:
        self._idle: list[SimpleQueue[_Job | None]] = []
        self._lock = Lock()

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
        jobs = self._worker()
        answer: _Answer = SimpleQueue()
        jobs.put((work, answer))
        try:
            fine, result = _awaited(answer, time.monotonic() + seconds, watch or Watch(seconds, 1, lambda _: True))
        except OutOfPatienceError:
            if too_late is not None:
                jobs.put((too_late, SimpleQueue()))
            jobs.put(None)
            raise
        with self._lock:
            self._idle.append(jobs)
        if not fine:
            raise result
        value: T = result
        return value

    def close(self) -> None:
        """Let the idle threads end."""
        with self._lock:
            idle, self._idle = self._idle, []
        for jobs in idle:
            jobs.put(None)

    def _worker(self) -> SimpleQueue[_Job | None]:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        jobs: SimpleQueue[_Job | None] = SimpleQueue()
        Thread(target=_serve, args=(jobs,), daemon=True, name="orbit-neo4j").start()
        return jobs


@dataclass(frozen=True, slots=True)
class Watch:
    """Looks every so many seconds whether the server is there; `look` is told how many seconds it may take."""

    every: float
    misses: int
    look: Callable[[float], bool]


def _awaited(answer: _Answer, until: float, watch: Watch) -> tuple[bool, Any]:
    misses = 0
    while True:
        left = max(0.0, until - time.monotonic())
        with suppress(Empty):
            return answer.get(timeout=min(left, _SOON if misses else watch.every))
        if misses == watch.misses or until <= time.monotonic():
            raise OutOfPatienceError(there=not misses)
        misses = 0 if watch.look(until - time.monotonic()) else misses + 1


def _serve(jobs: SimpleQueue[_Job | None]) -> None:
    while (job := jobs.get()) is not None:
        work, answer = job
        try:
            answer.put((True, work()))
        except BaseException as error:  # noqa: BLE001 - raised again where the call was made
            answer.put((False, error))
