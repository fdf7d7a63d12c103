"""How the champions look in a terminal: one block each, newest value event first, then who is missing where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from rich.console import Console
from rich.padding import Padding

from api.cli.console import marked as escape
from api.cli.tables import count_of, out, print_verdict

Json = Mapping[str, Any]
_SOON = 30


def print_champions(answer: Json, *, everybody: bool = True) -> None:
    """Champions with their window, what stands in the way and for whom to ask; customers with missing layers last.

    Without `everybody`, those with no chance to be asked within a month are only counted.
    """
    console = out()
    shown = [item for item in answer["items"] if everybody or _is_near(item, date.fromisoformat(answer["as_of"]))]
    for item in shown:
        _print_champion(console, item)
    if rest := len(answer["items"]) - len(shown):
        told = f"{count_of(rest, 'champion')} will not be free within {_SOON} days: see them with --all"
        console.print(f"\n{told}", style="dim")
    if not answer["items"]:
        console.print("No champion is on file here. Import them with: orbit ingest crm_champions FILE")
    gaps = [account for account in answer["accounts"] if account["missing_layers"]]
    if gaps:
        console.print(f"\nMissing layers at {count_of(len(gaps), 'customer')}", style="bold")
    for account in gaps:
        missing = ", ".join(_words(layer) for layer in account["missing_layers"])
        console.print(Padding(f"{escape(account['name'] or account['id'])}: {missing}", (0, 0, 0, 2)))


def _is_near(item: Json, as_of: date) -> bool:
    verdict = item["verdict"]
    opens_on = verdict["opens_on"]
    if verdict["status"] == "blocked":
        return opens_on is not None and date.fromisoformat(opens_on) <= as_of + timedelta(days=_SOON)
    return True


def _print_champion(console: Console, item: Json) -> None:
    layer = f", {_words(item['layer'])}" if item["layer"] else ""
    where = f" ({escape(item['account'] or 'unknown customer')}{layer})"
    console.print(f"[bold]{escape(item['person']['name'])}[/bold]{where}{_marks(item)}")
    print_verdict(console, item["verdict"])
    for line in _lines(item):
        console.print(Padding(line, (0, 0, 0, 4)), style="dim")
    for one in item["suggested"]:
        target = f"{escape(one['target']['name'])} at {escape(one['account']['name'])}"
        line = f"ask for {target} ({one['chance']} {one['score']:.1%}): {_why(one)}{_first(one, item)}"
        console.print(Padding(line, (0, 0, 0, 4)))


def _marks(item: Json) -> str:
    marks = [
        word
        for word, holds in (("tier 1", item["tier1"]), ("healthy account and promoter", item["fits_filter"]))
        if holds
    ]
    return f" [green]{', '.join(marks)}[/green]" if marks else ""


def _lines(item: Json) -> Iterator[str]:
    trigger, window = item["trigger"], item["window"]
    if trigger:
        event = f"{_words(trigger['kind'])} on {trigger['on']}"
        yield f"newest value event: {event}, {item['momentum']:.0%} as strong as on its day"
    if window:
        by = f", ask by {window['ask_by']}" if window["ask_by"] else ""
        expected = ", if the renewal is signed" if window["expected"] else ""
        left = count_of(window["days_left"], "day")
        yield f"window: {window['opens_on']} to {window['closes_on']} ({left} left){by}{expected}"
    for one in item["disqualifiers"]:
        lifts = f", lifts on {one['lifts_on']}" if one["lifts_on"] else ""
        yield f"to open ({_words(one['rule'])}{lifts}): {escape(one['opened_by'])}"


def _why(one: Json) -> str:
    return escape("; ".join([*one["ties"], one["signal"]["title"]]))


def _first(one: Json, item: Json) -> str:
    """With whom to agree it, where the account is a colleague's."""
    owner = one["account_owner"]
    return f"; agree it with {escape(owner)}" if owner and owner != item["owner"] else ""


def _words(name: str) -> str:
    return name.replace("_", " ")
