"""How findings and packets look in a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.padding import Padding

from api.cli.console import marked as escape
from api.cli.tables import count_of, out

Json = Mapping[str, Any]
_STYLES = {"error": "red", "advice": "yellow"}
_INDENT = (0, 0, 0, 4)


def print_findings(answer: Json) -> None:
    """Each finding with its place, its reason and a better sentence, then the sum."""
    console = out()
    for finding in answer["findings"]:
        style = _STYLES[finding["level"]]
        rules = ", ".join(map(str, finding["numbers"]))
        words = f" “{escape(finding['words'])}”" if finding["words"] else ""
        place = f"{finding['line']}:{finding['column']}"
        console.print(f"{place} [{style}]{finding['rule']}[/{style}] (rule {rules}){words}")
        console.print(Padding(escape(finding["why"]), _INDENT))
        console.print(Padding(f"[italic]{escape(finding['mend'])}[/italic]", _INDENT))
    console.print(_sum(answer))


def print_preview(answer: Json) -> None:
    """What each template gave, where it comes from, and what lint found."""
    console = out()
    console.print(f"[bold]{escape(answer['account']['name'])}[/bold]: {answer['kind'].replace('_', ' ')}")
    others = [kind for kind in answer["kinds"] if kind != answer["kind"]]
    if others:
        console.print(f"also possible: {', '.join(others)} (--kind)", style="dim")
    for text in answer["texts"]:
        console.print(f"[bold]{text['template']}[/bold]{' (your own)' if text['own'] else ''}")
        console.print(Padding(escape(text["text"] or "(nothing)"), _INDENT))
    _print_rewriting(console, answer)
    for finding in answer["findings"]:
        console.print(f"[red]{finding['rule']}[/red]: {escape(finding['text'])}")
    console.print("Lint finds nothing." if not answer["findings"] else "A packet like this is withheld.")


def print_templates(answer: Json) -> None:
    """One line per template: its name, and whether the workspace has its own."""
    for item in answer["items"]:
        out().print(f"{item['name']}{'  [bold]your own[/bold]' if item['own'] else ''}")


def _print_rewriting(console: Console, answer: Json) -> None:
    told = answer["rewriting"]
    if told is None:
        return
    if told["reason"]:
        console.print(f"Not reworded: {escape(told['reason'])}", style="yellow")
        return
    console.print("[bold]reworded[/bold]")
    packet = answer["packet"]
    for text in (packet["email"]["subject"], packet["email"]["body"], packet["voice"]):
        console.print(Padding(escape(text), _INDENT))


def _sum(answer: Json) -> str:
    errors = sum(finding["level"] == "error" for finding in answer["findings"])
    advice = len(answer["findings"]) - errors
    told = "Fit to be sent" if not errors else f"{count_of(errors, 'thing')} to mend"
    more = f", {count_of(advice, 'piece')} of advice" if advice else ""
    return f"{told}{more}; {answer['words']} words, {answer['seconds']:g} seconds to read."
