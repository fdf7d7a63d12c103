"""How reports look in a terminal: one table, its columns headed by what they hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.table import Table

from api.cli.console import marked
from api.cli.tables import count_of, out

_ID = "_id"
_OWNER = "owner"
_WORDS = {"account_kind", "circles", "may_ask"}


def print_reports(listed: Iterable[tuple[str, str]]) -> None:
    """One line for each report there is."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("report", no_wrap=True)
    table.add_column("what it shows")
    for name, shows in listed:
        table.add_row(name, shows)
    out().print(table)
    out().print("\nShow one with: orbit query NAME", style="dim")


def print_report(answer: Mapping[str, Any]) -> None:
    """The rows of a report; ids are for programs."""
    console = out()
    console.print(answer["shows"], style="bold")
    rows = answer["rows"]
    if rows:
        console.print(_table(rows))
    more = f", the first {count_of(len(rows), 'row')}; more with --limit" if answer["more"] else ""
    console.print(f"As of {answer['as_of']}{more if rows else ': no rows'}.", style="dim")


def _table(rows: Sequence[Mapping[str, Any]]) -> Table:
    names = [name for name in rows[0] if not name.endswith(_ID)]
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in names:
        is_number = isinstance(rows[0][name], int | float) and not isinstance(rows[0][name], bool)
        table.add_column(name.replace("_", " "), justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(marked(_cell(name, row[name])) for name in names))
    return table


def _cell(name: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:.0%}"
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    if name == _OWNER:
        return text.partition("@")[0]
    return text.replace("_", " ") if name in _WORDS else text
