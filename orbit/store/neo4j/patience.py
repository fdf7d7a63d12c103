"""Calls that end in time: the driver waits for ever on a server that has stopped without closing its connections."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from typing import TypeVar

T = TypeVar("T")

# As many as may wait for the server at once; connections are fewer by default.
_THREADS = 128


class OutOfPatienceError(Exception):
    """A call has not come back in time; it may still be under way in its thread."""


class Workers:
    """Threads that run calls; one that does not come back is left behind until its connection is closed."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="orbit-neo4j")

    def call(self, work: Callable[[], T], *, seconds: float) -> T:
        """Run `work` and return what it returns or raise what it raises; OutOfPatienceError after `seconds`."""
        future = self._threads.submit(work)
        wait_for([future], timeout=seconds)
        if not future.done():
            raise OutOfPatienceError
        return future.result()

    def close(self) -> None:
        """Let the threads end."""
        self._threads.shutdown(wait=False, cancel_futures=True)
