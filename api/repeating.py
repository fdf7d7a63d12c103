"""What a process that serves does again and again beside its answers, in a thread of its own."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread
from types import TracebackType
from typing import Self


class Repeating:
    """A thread that works again and again while its context lasts, after pauses (seconds), the first time too."""

    def __init__(self, work: Callable[[], None], name: str, *, first: float, every: float) -> None:
        """The `work` itself tells of what goes wrong: an error that leaves it ends the thread."""
        self._work = work
        self._pauses = (first, every)
        self._stopped = Event()
        self._thread = Thread(target=self._repeat, daemon=True, name=name)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self._thread.join()

    def _repeat(self) -> None:
        pause, every = self._pauses
        while not self._stopped.wait(pause):
            pause = every
            self._work()
