"""How far a long step has come, on stderr and only where somebody looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def row_progress(*, visible: bool = True) -> Iterator[Callable[[str, int], None]]:
    """Show what is being done and with how many rows: call it with the kind of rows and how many more."""
    from rich.console import Console

    console = Console(stderr=True)
    if not visible or not console.is_terminal:
        yield lambda _what, _rows: None
        return
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Opening", total=None)
        done: dict[str, int] = {}

        def advance(what: str, rows: int) -> None:
            done[what] = done.get(what, 0) + rows
            bar.update(task, advance=rows, description=f"{what}: {done[what]:,} rows")

        yield advance
