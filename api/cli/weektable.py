"""The week in a terminal: each rep's asks, what is held back, and what another limit would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from api.cli.console import marked as escape
from api.cli.tables import count_of, out, print_verdict

Json = Mapping[str, Any]
_SHOWN_HELD = 3
_INDENT = (0, 0, 0, 4)


def print_week(answer: Json, *, asks_shown: int | None = None, more: str = "orbit week") -> None:
    """Each rep's asks with path, verdict and words; `more` is the command that shows those left out."""
    console = out()
    console.print(f"[bold]Asks for {answer['week']}[/bold], as of {answer['as_of']}")
    for week in answer["reps"]:
        _print_rep(console, week, asks_shown, more, planning=len(answer["reps"]) == 1)
    if asks_shown is None:
        _print_plan(console, answer["plan"])
    if "what_if" in answer:
        _print_what_if(console, answer["what_if"])
    if "slots" in answer:
        _print_slots(console, answer["slots"])


def _print_rep(console: Console, week: Json, asks_shown: int | None, more: str, *, planning: bool) -> None:
    rep, asks = week["rep"], week["asks"]
    console.print(f"\n[bold]{escape(rep['name'] or rep['email'])}[/bold]: {count_of(len(asks), 'ask')}")
    for place, ask in enumerate(asks[:asks_shown], 1):
        _print_ask(console, place, ask, _planning(ask, rep) if planning else "")
    if asks_shown is None:
        _print_held(console, week["held"])
    elif len(asks) > asks_shown:
        console.print(f"    … and {len(asks) - asks_shown} more: {more} --rep {rep['email']}", style="dim")
    if week["shortfall"]:
        console.print(f"    {escape(week['shortfall'])}", style="yellow")


def _print_ask(console: Console, place: int, ask: Json, command: str) -> None:
    target, connector = ask["target"], ask["connector"]
    title = f", {target['title']}" if target["title"] else ""
    console.print(
        f"\n{place:>2}. Ask [bold]{escape(connector['name'])}[/bold] for "
        f"[bold]{escape(target['name'])}[/bold]{escape(title)} at [bold]{escape(ask['account']['name'])}[/bold]"
        f"  {ask['path']['chance']} {ask['score']:.1%}"
    )
    if ask["logged"]:
        console.print(
            f"    logged as ask {ask['logged']['id']}: {ask['logged']['state'].replace('_', ' ')}", style="dim"
        )
    for signal in ask["signals"][:1]:
        refs = signal["evidence"][0]["ref"] if signal["evidence"] else ""
        console.print(
            Padding(
                f"why now: {escape(signal['title'])}, {signal['occurred_on']} [dim]{escape('[' + refs + ']')}[/dim]",
                (0, 0, 0, 4),
            )
        )
    by_id = {person["id"]: person["name"] for person in ask["path"]["people"]}
    for hop in ask["path"]["hops"]:
        refs = ", ".join(dict.fromkeys(evidence["ref"] for evidence in hop["evidence"][:2]))
        line = f"{escape(by_id[hop['from']])} → {escape(by_id[hop['to']])}: {escape(hop['text'])}"
        console.print(Padding(f"{line} [dim]{escape('[' + refs + ']') if refs else ''}[/dim]", _INDENT))
    print_verdict(console, ask["verdict"])
    if ask["packet"]:
        console.print(Padding(f"[italic]“{escape(ask['packet']['blurb'])}”[/italic]", _INDENT))
    if command:
        console.print(Padding(command, _INDENT), style="dim")


def _planning(ask: Json, rep: Json) -> str:
    """The command that makes an ask of the week one of the log; by ids, for names may be shared."""
    if ask["logged"]:
        return f"see how it goes: orbit ask show {ask['logged']['id']}"
    account = ask["account"]["domain"] or ask["account"]["id"]
    people = f"--target {ask['target']['id']} --connector {ask['connector']['id']}"
    return f"plan it: orbit ask new {account} {people} --rep {rep['email']}"


def _print_held(console: Console, held: Sequence[Json]) -> None:
    """The good paths for which there was no place, and what took it."""
    crowded = [one for one in held if one["less"] is not None][:_SHOWN_HELD]
    if crowded:
        console.print("\n    Not this week:", style="dim")
    for one in crowded:
        line = f"{one['connector']} for {one['target']} at {one['account']} ({one['score']:.1%}): {one['reason']}"
        console.print(Padding(f"[dim]{escape(line)}[/dim]", _INDENT))


def _print_plan(console: Console, plan: Json) -> None:
    turns = plan["taking_turns"]["introductions"]
    told = (
        f"Introductions to expect from all of these asks: {_some(plan['introductions'])}"
        f" ({_some(turns)} if each rep took the best path left in turn)."
    )
    if plan["timed_out"]:
        told += f" The search was stopped: there may be a plan worth {plan['gap']:.1%} more."
    console.print(f"\n{told}", style="dim")


def _some(introductions: float) -> str:
    """How many, to a tenth; what is less than one by its first two digits."""
    return f"{introductions:.1f}" if introductions >= 1 else f"{introductions:.2g}"


def _print_what_if(console: Console, change: Json) -> None:
    before, after = change["introductions_before"], change["introductions"]
    console.print(f"\n[bold]What if[/bold] {escape('; '.join(change['changes']))}")
    console.print(f"    introductions to expect: {after:.3f} instead of {before:.3f} ({after - before:+.3f})")
    if change["names_missing"] != change["names_missing_before"]:
        names = f"{change['names_missing']} instead of {change['names_missing_before']}"
        console.print(f"    names missing to the floor: {names}")
    for key, sign, style in (("added", "+", "green"), ("dropped", "−", "red")):
        for ask in change[key]:
            line = (
                f"{sign} {ask['rep']}: {ask['connector']} for {ask['target']} at {ask['account']} ({ask['score']:.1%})"
            )
            console.print(Padding(f"[{style}]{escape(line)}[/{style}]", _INDENT))
    if not change["added"] and not change["dropped"]:
        console.print("    the asks stay the same")


def _print_slots(console: Console, slots: Sequence[Json]) -> None:
    """What the plan gains if one connector could take one ask more."""
    console.print("\n[bold]One more slot[/bold]")
    if not slots:
        console.print("    nobody's limit holds back an ask this week")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("connector")
    for heading in ("introductions", "worth", "names"):
        table.add_column(heading, justify="right")
    for one in slots:
        gains = f"{one['introductions']:+.3f}", f"{one['worth']:+.3f}", f"{one['names']:+d}"
        table.add_row(escape(one["connector"]["name"]), *gains)
    console.print(Padding(table, _INDENT))
