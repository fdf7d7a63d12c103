"""The session's sheet in a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.padding import Padding

from api.cli.console import marked as escape
from api.cli.tables import count_of, out

Json = Mapping[str, Any]
_INDENT = (0, 0, 0, 4)
_ERASED = "(erased)"


def print_session(answer: Json) -> None:
    """The team, where all reps are shown; then each rep's candidates, commitments, flags and counts."""
    console = out()
    console.print(f"[bold]Session on {answer['held_on']}[/bold], as of {answer['as_of']}; next {answer['next_on']}")
    if answer["team"]:
        _print_team(console, answer["team"])
    for sheet in answer["sheets"]:
        _print_sheet(console, sheet)


def _print_team(console: Console, team: Json) -> None:
    console.print(
        f"    {count_of(team['named'], 'person')} named; {team['least_named']} to {team['most_named']} is usual"
    )
    console.print(f"    last month: {team['made']} of {count_of(team['target'], 'ask')} logged")
    _print_referrals(console, team["referrals"])
    if team["overdue"]:
        console.print(f"    {count_of(team['overdue'], 'commitment')} overdue", style="red")
    for one in team["short"]:
        peer = one["pair_with"]
        how = f"pair up with {peer['name'] or peer['email']}" if peer else "nobody has names to share"
        line = f"{one['rep']['name'] or one['rep']['email']}: {one['named']} of {team['floor']} names; {how}"
        console.print(Padding(escape(line), _INDENT), style="yellow")


def _print_referrals(console: Console, referrals: Json) -> None:
    for name in ("opportunities", "won"):
        console.print(Padding(escape(referrals[name]["text"]), _INDENT), style="dim")


def _print_sheet(console: Console, sheet: Json) -> None:
    rep, counts = sheet["rep"], sheet["counts"]
    console.print(f"\n[bold]{escape(rep['name'] or rep['email'])}[/bold], {sheet['minutes']} minutes")
    console.print(f"    {counts['month']}: {counts['made']} of {counts['target']} asks logged")
    _print_referrals(console, counts["referrals"])
    for place, one in enumerate(sheet["candidates"], 1):
        _print_candidate(console, place, one)
    if not sheet["candidates"]:
        console.print("    Nobody to ask yet: see what to mend.", style="yellow")
    if sheet["commitments"]:
        console.print("\n    To do", style="bold")
    for task in sheet["commitments"]:
        _print_commitment(console, task)
    if sheet["flags"]:
        console.print("\n    To mend", style="bold")
    for each in sheet["flags"]:
        more = f" ({'; '.join(each['names'])}{' …' if each['count'] > len(each['names']) else ''})"
        console.print(Padding(escape(each["text"] + (more if each["names"] else "")), _INDENT), style="yellow")


def _print_candidate(console: Console, place: int, one: Json) -> None:
    target = one["target"]
    title = f", {target['title']}" if target["title"] else ""
    who = f"[bold]{escape(one['connector']['name'])}[/bold] for [bold]{escape(target['name'])}[/bold]{escape(title)}"
    day = one["ask_on"] or "no day yet (the business review is not on file)"
    console.print(f"\n{place:>2}. {day}: ask {who} at [bold]{escape(one['account']['name'])}[/bold]")
    told = [
        "CSM and AE together, in the business review" if one["joint"] else "",
        f"{one['trigger']['kind'].replace('_', ' ')} on {one['trigger']['on']}" if one["trigger"] else "",
        f"window closes on {one['closes_on']}" if one["closes_on"] else "",
        f"planned as ask {one['logged']['id']}" if one["logged"] else "",
    ]
    if any(told):
        console.print(Padding("; ".join(filter(None, told)), _INDENT), style="dim")
    for step in one["packet"]["script"] if one["packet"] else ():
        only = {"yes": "on a yes: ", "no": "on a no: "}.get(step["step"], "")
        console.print(Padding(f"{only}[italic]{escape(step['text'])}[/italic]", _INDENT))


def _print_commitment(console: Console, task: Json) -> None:
    due = f"[red]overdue since {task['due_on']}[/red]" if task["overdue"] else f"by {task['due_on']}"
    people = f"{_name(task['connector'])} for {_name(task['target'])}"
    console.print(Padding(f"{due}: {escape(task['text'])} [dim]ask {task['ask']}, {people}[/dim]", _INDENT))


def _name(person: Json | None) -> str:
    return escape(person["name"]) if person else _ERASED
