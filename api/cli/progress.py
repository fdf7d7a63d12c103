"""How far a long step has come, on stderr: a bar at a terminal, elsewhere a line now and then."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from api.cli.console import narrate

if TYPE_CHECKING:
    from rich.console import Console

# Seconds: what is done before them needs no bar; before a first line, and between lines.
_BAR, _FIRST, _NEXT = 0.5, 5.0, 30.0
Clock = Callable[[], float]


@contextmanager
def row_progress(*, visible: bool = True, clock: Clock = time.monotonic) -> Iterator[Callable[[str, int], None]]:
    """Show what is being done and with how many rows: call it with the kind of rows and how many more."""
    if not visible:
        yield lambda _what, _rows: None
        return
    from rich.console import Console

    console = Console(stderr=True)
    shown = _Bar(console, clock) if console.is_terminal else _Lines(clock)
    try:
        yield shown.advance
    finally:
        shown.close()


class _Lines:
    """For a file or another program: a line when it takes long, and then from time to time."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._next = clock() + _FIRST
        self._done: dict[str, int] = {}

    def advance(self, what: str, rows: int) -> None:
        self._done[what] = self._done.get(what, 0) + rows
        now = self._clock()
        if now >= self._next:
            self._next = now + _NEXT
            narrate(f"{what}: {self._done[what]:,} rows so far")

    def close(self) -> None:
        """Nothing stays open."""


class _Bar:
    """For a terminal: a bar that goes when all is done, and does not come for what is done at once."""

    def __init__(self, console: Console, clock: Clock) -> None:
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        self._bar = Progress(*columns, console=console, transient=True)
        self._task = self._bar.add_task("Opening", total=None)
        self._clock = clock
        self._from: float | None = clock() + _BAR
        self._done: dict[str, int] = {}

    def advance(self, what: str, rows: int) -> None:
        self._done[what] = self._done.get(what, 0) + rows
        self._bar.update(self._task, advance=rows, description=f"{what}: {self._done[what]:,} rows")
        if self._from is not None and self._clock() >= self._from:
            self._bar.start()
            self._from = None

    def close(self) -> None:
        """Clear the line; the bar may never have been there."""
        if self._from is None:
            self._bar.stop()
