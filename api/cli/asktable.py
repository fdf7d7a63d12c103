"""How asks look in a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from api.cli.console import marked as escape
from api.cli.tables import out

Json = Mapping[str, Any]
_ERASED = "(erased)"
_NO_ASKS = "No asks. Plan one with: orbit ask new ACCOUNT --target PERSON --connector PERSON"
_INDENT = (0, 0, 0, 4)
# What the words are for, and the states in which they are: what is said to the connector, and what they forward.
_TO_ASK = ("planned", "sent")
# Beside the steps of an ask's life, and said with their tasks.
_BESIDE = frozenset({"reciprocity_done", "draft_sent", "connector_told", "checked_in", "taken_back", "sent"})


def print_asks(answer: Json, *, due: bool = False) -> None:
    """One line per ask, and under it what is left to do; `due` where only asks with something to do were wanted."""
    console = out()
    if not answer["items"]:
        console.print(f"Nothing is due by {answer['as_of']}." if due else _NO_ASKS)
        return
    for ask in answer["items"]:
        console.print(f"[bold]{ask['id']:>4}[/bold]  {_headline(ask)}")
        _print_tasks(console, ask)
    if answer["next_cursor"]:
        console.print(f"More: orbit ask list --cursor {answer['next_cursor']}", style="dim")


def print_ask(ask: Json) -> None:
    """One ask with its tasks, its words where it was just planned, its events, and what may be logged next."""
    console = out()
    console.print(f"[bold]Ask {ask['id']}[/bold]: {_headline(ask)}")
    if ask["reason"]:
        console.print(Padding(f"why now: {escape(ask['reason'])}", (0, 0, 0, 4)))
    _print_tasks(console, ask)
    if ask["packet"]:
        _print_words(console, ask)
    elif ask["state"] in (*_TO_ASK, "accepted"):
        console.print(Padding("no words: no path between them is on file, or no fresh signal", _INDENT), style="dim")
    for event in ask["events"]:
        _print_event(console, event)
    console.print(Padding(_next(ask), _INDENT), style="dim")


def print_owed(answer: Json) -> None:
    """What is owed, the longest due first, then what is done."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("ask", "connector", "what they get", "due", "done"):
        table.add_column(heading)
    for debt in (*answer["owed"], *answer["done"]):
        due = f"[red]{debt['due_on']}, overdue[/red]" if debt["overdue"] else debt["due_on"]
        table.add_row(str(debt["ask"]), _name(debt["connector"]), escape(debt["text"]), due, debt["done_on"] or "")
    out().print(table)


def _print_words(console: Console, ask: Json) -> None:
    """The message that asks the connector; once they said yes, the draft that they forward."""
    packet = ask["packet"]
    message = packet["first_message"] if ask["state"] in _TO_ASK else packet["email"]
    if message is None:
        return
    heading = "to say or write to them" if ask["state"] in _TO_ASK else "the draft that they forward"
    console.print(Padding(f"[bold]{heading}[/bold]: {escape(message['subject'])}", _INDENT))
    console.print(Padding(f"[italic]{escape(message['body'].strip())}[/italic]", (0, 0, 0, 6)))


def _next(ask: Json) -> str:
    """The commands that go on from here."""
    steps = [kind for kind in ask["allowed"] if kind not in _BESIDE and kind != "reciprocity_picked"]
    words = [f"log what becomes of it: orbit ask outcome {ask['id']} {'|'.join(map(_dashed, steps))}"] if steps else []
    if "taken_back" in ask["allowed"]:
        words.append(f"logged by mistake: orbit ask undo {ask['id']}")
    return "\n".join(words) or "nothing more to log"


def _dashed(name: str) -> str:
    return name.replace("_", "-")


def _command(ask: Json, task: Json) -> str:
    """What logs that a task is done."""
    if task["log_as"] != "sent":
        return f"orbit ask outcome {ask['id']} {_dashed(task['log_as'])}"
    picked = "" if ask["reciprocity"] else " --reciprocity linkedin-recommendation"
    return f"orbit ask sent {ask['id']}{picked}"


def _headline(ask: Json) -> str:
    where = escape(ask["account"]["name"]) if ask["account"] else _ERASED
    told = f"{_name(ask['connector'])} → {_name(ask['target'])} at {where}, for {_name(ask['requester'])}"
    return f"{told}: [bold]{ask['state'].replace('_', ' ')}[/bold] since {ask['since']}"


def _print_tasks(console: Console, ask: Json) -> None:
    for task in ask["tasks"]:
        if task["done_on"] is None:
            style = "red" if task["overdue"] else "yellow"
            due = f"overdue since {task['due_on']}" if task["overdue"] else f"by {task['due_on']}"
            console.print(Padding(f"[{style}]{due}[/{style}]: {escape(task['text'])}", (0, 0, 0, 6)))
            console.print(Padding(f"once done: {_command(ask, task)}", (0, 0, 0, 8)), style="dim")
    if ask["left_alone"]:
        text = (
            "They said yes and have not forwarded it yet. Do not remind them; they get what was promised all the same."
        )
        console.print(Padding(text, (0, 0, 0, 6)), style="dim")


def _print_event(console: Console, event: Json) -> None:
    kind = event["kind"].replace("_", " ")
    said = f"[strike]{kind}[/strike] (taken back)" if event["taken_back"] else kind
    after = f" event {event['takes_back']}" if event["takes_back"] else ""
    next_on = f", next {event['next_on']}" if event["next_on"] else ""
    note = f": {escape(event['note'])}" if event["note"] else ""
    by = f"[dim]({escape(event['by'] or _ERASED)})[/dim]"
    line = f"{event['number']:>2}. {event['on']}  {said}{after}{next_on}{note} {by}"
    console.print(Padding(line, (0, 0, 0, 4)))


def _name(person: Json | None) -> str:
    return escape(person["name"]) if person else _ERASED
