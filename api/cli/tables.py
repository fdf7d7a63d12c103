"""How answers look in a terminal: rich tables on stdout, progress on stderr; the words are the presenter's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from api.cli.console import marked as escape

if TYPE_CHECKING:
    from ingest.intake.contract import Source
    from ingest.intake.run import FileReport, Report

Json = Mapping[str, Any]
_STATUS = {"open": "may be asked", "blocked": "may not be asked", "joint_motion": "only jointly"}
_STATUS_STYLE = {"open": "green", "blocked": "red", "joint_motion": "yellow"}
_SHOWN_REJECTS = 10


def out() -> Console:
    """The console for answers."""
    return Console(highlight=False)


def count_of(number: int, noun: str) -> str:
    """A number with its noun: 1 ask, 2 asks."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


@contextmanager
def progress_bar(files: Sequence[Path], *, shown: bool) -> Iterator[Callable[[int], None] | None]:
    """Show on stderr how many rows are done; silent where nobody looks."""
    console = Console(stderr=True)
    if not shown or not console.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(f"Reading {len(files)} file{'s' if len(files) > 1 else ''}", total=None)
        done = 0

        def advance(rows: int) -> None:
            nonlocal done
            done += rows
            progress.update(task, advance=rows, description=f"{done:,} rows")

        yield advance


def print_sources(sources: Iterable[Source]) -> None:
    """One line per source."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("source", no_wrap=True)
    table.add_column("what it brings")
    table.add_column("files it reads")
    for source in sources:
        table.add_row(source.name, source.summary, ", ".join(shape.name for shape in source.shapes))
    out().print(table)
    out().print("\nColumns and an example of one source: orbit sources NAME", style="dim")


def print_source(source: Source) -> None:
    """Every shape of a source with its columns."""
    console = out()
    console.print(f"[bold]{source.name}[/bold]: {escape(source.summary)}")
    for shape in source.shapes:
        table = Table(box=None, pad_edge=False, header_style="bold", title=f"\n{shape.name}", title_justify="left")
        for heading in ("column", "needed", "meaning", "example"):
            table.add_column(heading)
        for column in shape.columns:
            needed = "yes" if column.required else ""
            table.add_row(
                escape((column.headers or (column.name,))[0]), needed, escape(column.meaning), escape(column.example)
            )
        console.print(table)


def print_report(report: Report) -> None:
    """What became of every row, file by file, and what was guessed."""
    console = out()
    if report.dry_run:
        console.print("Nothing was changed: this was a dry run.", style="yellow")
    console.print(_account_table(report))
    for file in report.files:
        _print_file_notes(console, file)
    if report.dry_run:
        for reject in report.rejects[:_SHOWN_REJECTS]:
            place = f"{reject.file}:{reject.line}: {reject.column}"
            console.print(f"  would be set aside: {escape(place)}: {escape(reject.reason)}; {escape(reject.fix)}")


def _account_table(report: Report) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    outcomes = [outcome for outcome, count in report.outcomes.items() if count]
    table.add_column("file", overflow="fold")
    for heading in ("rows", *(outcome.value for outcome in outcomes)):
        table.add_column(heading, justify="right")
    for file in report.files:
        counts = [f"{file.outcomes.get(outcome, 0):,}" for outcome in outcomes]
        table.add_row(escape(file.file), f"{file.rows:,}", *counts)
    return table


def _print_file_notes(console: Console, file: FileReport) -> None:
    if file.imported_before:
        console.print(f"{escape(file.file)}: this very file was imported before, so nothing new was to be learned.")
    for guess in file.guesses:
        console.print(f"  {escape(guess.what)}: {escape(guess.value)} ({escape(guess.because)})", style="dim")
    if file.problem:
        console.print(f"  {escape(file.problem)}", style="red")


def print_verdict(console: Console, verdict: Json) -> None:
    """May we ask, from or until when, and why."""
    style, words = _STATUS_STYLE[verdict["status"]], _STATUS[verdict["status"]]
    days = [f"{label} {verdict[key]}" for key, label in (("opens_on", "from"), ("closes_on", "until")) if verdict[key]]
    when = f" ({', '.join(days)})" if days else ""
    reason = f": {escape(verdict['reasons'][0])}" if verdict["reasons"] else ""
    console.print(Padding(f"[{style}]{words}[/{style}]{when}{reason}", (0, 0, 0, 4)))


def print_figures(answer: Json) -> None:
    """Figures of a benchmark, then those of the simpler ways beside it."""
    for heading in ("figures", "peers"):
        table = Table(box=None, pad_edge=False, header_style="bold", title=heading, title_justify="left")
        table.add_column("figure")
        table.add_column("value", justify="right")
        for name, value in answer[heading].items():
            table.add_row(name, f"{value:,.4g}" if isinstance(value, float) else f"{value:,}")
        if answer[heading]:
            out().print(table)
    machine = answer["machine"]
    out().print(f"{machine['cores']} cores, Python {machine['python']}, {machine['system']}", style="dim")
