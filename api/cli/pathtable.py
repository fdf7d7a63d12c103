"""How `orbit paths` looks in a terminal: paths with their reasons, what changed, and what to do where there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from api.cli.console import marked as escape
from api.cli.tables import count_of, out, print_verdict

Json = Mapping[str, Any]
_CHANGE_STYLE = {"rose": "green", "appeared": "green", "fell": "red", "vanished": "red", "same": "dim"}
_SHOWN_SIGNALS = 3
_SHOWN_REFS = 3


def print_paths(answer: Json) -> None:
    """Signals, then ranked paths with a reason per step, then what else there is to say about them."""
    console, account = out(), answer["account"]
    domain = f" ({account['domain']})" if account["domain"] else ""
    console.print(f"[bold]{escape(account['name'])}[/bold]{escape(domain)} as of {answer['as_of']}")
    _print_signals(console, answer["signals"])
    for place, path in enumerate(answer["paths"], 1):
        console.print()
        _print_path(console, place, path)
    if answer["no_path"]:
        _print_no_path(console, answer["no_path"], partial=answer["partial"])
    _print_limits(console, answer)
    if answer["colleagues_who_know"]:
        console.print(f"{_who_know(answer['colleagues_who_know'])} there. Ask around: they show no more than that.")
    if "changes" in answer:
        _print_changes(console, answer["changes"])


def _who_know(colleagues: int) -> str:
    return "1 colleague knows someone" if colleagues == 1 else f"{colleagues} colleagues know someone"


def _print_signals(console: Console, signals: Sequence[Json]) -> None:
    if not signals:
        console.print("No fresh signal.", style="dim")
    for signal in signals[:_SHOWN_SIGNALS]:
        console.print(
            f"  {signal['occurred_on']}  {escape(signal['title'])} [dim]({signal['kind'].replace('_', ' ')})[/dim]"
        )


def _print_path(console: Console, place: int, path: Json) -> None:
    people = path["people"]
    names = " → ".join(escape(person["name"]) for person in people)
    console.print(f"{place:>2}. [bold]{names}[/bold]  {path['chance']} {path['score']:.1%}")
    target = people[-1]
    where = ", ".join(part for part in (target["title"], target["company"]) if part)
    if where:
        _print_under(console, f"{escape(target['name'])}: {escape(where)}")
    by_id = {person["id"]: person["name"] for person in people}
    for hop in path["hops"]:
        line = f"{escape(by_id[hop['from']])} → {escape(by_id[hop['to']])} {hop['strength']:.0%}: {escape(hop['text'])}"
        _print_under(console, f"{line} {_refs(hop['evidence'])}")
    factors = ", ".join(f"{name} {value:.0%}" for name, value in path["factors"].items())
    _print_under(console, f"[dim]{factors}; weakest: {path['weakest']}[/dim]")
    for doubt in path.get("doubts", ()):
        _print_doubt(console, doubt)
    print_verdict(console, path["verdict"])
    if "why" in path:
        _print_why(console, path)


def _print_doubt(console: Console, doubt: Json) -> None:
    """Say that somebody may be two persons, and how to look at it."""
    text = f"{doubt['text'][0].lower()}{doubt['text'][1:]}"
    _print_under(console, f"[yellow]{escape(doubt['name'])}: {escape(text)}.[/yellow]")
    for link in doubt["links"]:
        _print_under(console, f"[dim]Look at it: {escape(link['review'])}[/dim]")


def _print_why(console: Console, path: Json) -> None:
    """The numbers that multiply to the score, the weakest of them, and what would raise it most."""
    weakest = path["why"]["weakest"]
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column()
    for factor in path["why"]["factors"]:
        for place, part in enumerate(factor["parts"]):
            is_weakest = (factor["factor"], part["part"], part["value"], part["text"]) == tuple(weakest.values())
            mark = " [yellow]← weakest[/yellow]" if is_weakest else ""
            table.add_row("" if place else factor["factor"], f"{part['value']:.0%}", escape(part["text"]) + mark)
    product = " × ".join(f"{factor['factor']} {factor['value']:.0%}" for factor in path["why"]["factors"])
    _print_under(console, f"Why: {path['score']:.1%} = {product}")
    console.print(Padding(table, (0, 0, 0, 6)))
    shown = [one for one in path["raise"] if f"{one['score']:.1%}" != f"{path['score']:.1%}"]
    for told, one in zip(("What would raise it most", "Or"), shown, strict=False):
        text = escape(one["text"].rstrip("."))
        _print_under(console, f"{told}: {text}: {path['score']:.1%} → [bold]{one['score']:.1%}[/bold]")
    if not shown:
        _print_under(console, "Nothing that could soon come true would raise it.")


def _print_no_path(console: Console, no_path: Json, *, partial: bool) -> None:
    heading = "No path was found before the search was stopped." if partial else "No verified path yet."
    console.print(f"\n[bold]{heading}[/bold] {escape(no_path['reason'])}")
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", no_wrap=True)
    table.add_column()
    for step in no_path["steps"]:
        table.add_row(f"+{step['gain']:.1%}", escape(step["text"]))
    if no_path["steps"]:
        console.print("What adds most to the chance of a path worth asking for:")
        console.print(Padding(table, (0, 0, 0, 2)))
    if len(no_path["steps"]) > 1:
        console.print(
            f"Each counts on top of those before; with all of them it is {no_path['steps'][-1]['chance']:.1%}."
        )


def _print_limits(console: Console, answer: Json) -> None:
    """Say what was left out, so that nobody takes a part for the whole."""
    targets = answer["targets"]
    if answer["partial"]:
        console.print(
            "\nThe search was stopped before it was sure: there may be better paths. Ask for fewer people with"
            " --title, --function or --seniority.",
            style="yellow",
        )
    if targets["looked_at"] < targets["wanted"]:
        console.print(
            f"\nOnly the {targets['looked_at']:,} likeliest to reply of {targets['wanted']:,} people there were looked"
            " at; --title, --function and --seniority choose others.",
            style="dim",
        )


def _print_changes(console: Console, changes: Json) -> None:
    """What became of each path since another day, and why."""
    console.print(f"\n[bold]Since {changes['since']}[/bold]")
    if changes["partial"]:
        console.print("A search was stopped before it was sure, so a change may be missing.", style="yellow")
    if not changes["paths"]:
        console.print("There was no path on either day.")
    moved = [one for one in changes["paths"] if _score(one["before"]) != _score(one["after"])]
    for one in moved:
        style = _CHANGE_STYLE[one["change"]]
        names = f"{escape(one['connector']['name'])} → {escape(one['target']['name'])}"
        scores = f"{_score(one['before'])} → {_score(one['after'])}"
        console.print(f"  [{style}]{one['change']}[/{style}]  [bold]{names}[/bold]  {scores}")
        _print_under(console, f"{escape(one['text'].rstrip('.'))}. {_refs(one['evidence'])}")
    if len(moved) < len(changes["paths"]):
        few = count_of(len(changes["paths"]) - len(moved), "path")
        console.print(f"  {few} stayed as good as before, to a tenth of a per cent.", style="dim")


def _score(score: float | None) -> str:
    return "none" if score is None else f"{score:.1%}"


def _refs(evidence: Iterable[Json]) -> str:
    refs = list(dict.fromkeys(entry["ref"] for entry in evidence))
    told = ", ".join(refs[:_SHOWN_REFS])
    more = f" and {len(refs) - _SHOWN_REFS} more" if len(refs) > _SHOWN_REFS else ""
    return f"[dim]{escape('[' + told + more + ']')}[/dim]" if refs else ""


def _print_under(console: Console, text: str) -> None:
    console.print(Padding(text, (0, 0, 0, 4)))
