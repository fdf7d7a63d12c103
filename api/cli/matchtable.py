"""How `orbit review` looks in a terminal: two records side by side, scores as bars, what was learned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from api.cli.console import marked as escape
from api.cli.tables import count_of, out
from orbit.asks.wording import say_day

Json = Mapping[str, Any]
_MARKS = {True: "[green]=[/green]", False: "[red]≠[/red]", None: ""}
# From here on a percentage would be rounded to a certainty that nobody has.
_NEARLY = 0.995
_BAR = 24
_SURE = {"auto": "certain", "review": "likely", "hint": "maybe"}
_TOLD = 3
# Names of companies are compared in a dozen ways; those that say less than this are told together if they are many.
_SMALL, _FEW = 0.4, 2
# A place of more letters than a column holds is told by its first two folders and its file.
_LONGEST, _FOLDERS = 32, 3
_EIGHTHS = " ▏▎▍▌▋▊▉█"


def print_match(item: Json, place: str = "") -> None:
    """One question: what hangs on it, both records side by side, and why it is asked."""
    console = out()
    console.print("  ".join(part for part in (place, f"[bold]{item['id']}[/bold]", _chance(item)) if part))
    if item["matters"]:
        console.print(Padding(escape("; ".join(item["matters"])), (0, 0, 0, 2)), style="yellow")
    _print_records(console, item)
    style = "red" if item["contradicted"] else "dim"
    console.print(Padding(f"[{style}]{escape(item['because'])}[/{style}]", (0, 0, 0, 2)))


def print_matches(items: Sequence[Json]) -> None:
    """Questions, one below the other."""
    for item in items:
        print_match(item)
        out().print()


def print_decided(items: Sequence[Json]) -> None:
    """Decisions, who made them, and when."""
    for item in items:
        decision = item["decision"]
        verdict = "one" if decision["verdict"] == "same" else "two"
        names = f"{item['left']['name']} / {item['right']['name']}"
        told = f"[bold]{item['id']}[/bold]  {verdict}: {escape(names)}  [dim]{escape(decision['by'])}"
        out().print(f"{told}, {_day(decision['at'])}[/dim]", soft_wrap=True)
        out().print(Padding(escape(f"{item['left']['key']}  {item['right']['key']}"), (0, 0, 0, 2)), style="dim")


def print_why(answer: Json, *, shown: bool = False) -> None:
    """Whether two records are one, by what, what keeps them apart, and how they compare, field by field.

    The records themselves come first, unless they are `shown` already.
    """
    console = out()
    what = "person" if answer["kind"] == "person" else "company"
    if not shown:
        _print_records(console, answer)
    console.print(
        f"\n[bold]They are {'one' if answer['one'] else 'two'}[/bold] {what if answer['one'] else ''}".rstrip()
    )
    for told in _standing(answer):
        console.print(Padding(f"- {escape(told)}", (0, 0, 0, 2)))
    if answer["waterfall"] is None:
        console.print("\nTheir names have too little in common to be weighed.", style="dim")
    else:
        _print_waterfall(console, answer["waterfall"], "companies" if what == "company" else "records")


def print_found(items: Sequence[Json]) -> None:
    """People whom a record may mean, the likeliest first: how sure that is, and what speaks for and against it."""
    console = out()
    for item in items:
        person, told = item["person"], item["waterfall"]
        job = ", ".join(part for part in (person["title"], person["company"]) if part)
        name = f"[bold]{escape(person['name'])}[/bold]" + (f", {escape(job)}" if job else "")
        sure = f"{_SURE[item['band']]} {say_chance(told['probability'])}"
        console.print(f"{sure:<18}{name}  [dim]{person['id']}[/dim]", soft_wrap=True)
        speaking = [step["text"] for step in told["steps"] if step["bits"] > 0][:_TOLD]
        against = [step["text"] for step in told["steps"] if step["bits"] < 0][:_TOLD]
        for word, parts in (("for it", speaking), ("against it", [*against, *item["doubts"]])):
            if parts:
                console.print(Padding(escape(f"{word}: {', '.join(parts)}"), (0, 0, 0, 4)))
        console.print(Padding(escape(f"by the record {item['record']}"), (0, 0, 0, 4)), style="dim")


def print_learned(answer: Json) -> None:
    """How far off probabilities are without and with what the answers teach, and how often each was right."""
    console = out()
    told = f"{count_of(answer['answers'], 'answer')}: {answer['same']} one, {answer['different']} two"
    besides = (
        f"; {answer['unused']} more are about pairs that their likeness does not decide" if answer["unused"] else ""
    )
    console.print(told + besides)
    console.print(
        f"How far off, 0 is best (Brier score): {answer['before']:.4f} before, {answer['after']:.4f} with it\n"
    )
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 1))
    for heading in ("probability", "answers", "", "", ""):
        table.add_column(heading, justify="right" if heading else "left", no_wrap=True)
    for one in answer["bins"]:
        table.add_row(f"{one['low']:.0%} – {one['high']:.0%}", str(one["answers"]), "said", *_share(one["said"]))
        table.add_row("", "", "were one", *_share(one["were"]))
    console.print(table)


def _print_records(console: Console, item: Json) -> None:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1), expand=True)
    table.add_column(width=8, no_wrap=True, style="dim")
    table.add_column(ratio=1, overflow="fold")
    table.add_column(width=1)
    table.add_column(ratio=1, overflow="fold")
    for field in item["fields"]:
        left, right = (escape(_short(field[side])) for side in ("left", "right"))
        table.add_row(field["field"], left, _MARKS[field["agree"]], right)
    for label, key in (("read in", "ref"), ("record", "key")):
        left, right = (escape(_shortened(item[side][key])) for side in ("left", "right"))
        table.add_row(label, left, "", right, style="dim")
    console.print(Padding(table, (0, 0, 0, 2)))


def _shortened(place: str) -> str:
    """Leave out the folders in the middle of a long place."""
    parts = place.split("/")
    long = len(place) > _LONGEST and len(parts) > _FOLDERS
    return "/".join([*parts[: _FOLDERS - 1], "…", parts[-1]]) if long else place


def _short(value: str | None) -> str:
    return (value or "").replace("https://www.", "").replace("https://", "")


def _chance(item: Json) -> str:
    if item["probability"] is None:
        return ""
    told = f"{say_chance(item['probability'])} likely one by likeness alone"
    is_taken = item["one"] and item["decision"] is None
    return f"{told}, and taken for one until somebody decides" if is_taken else told


def say_chance(chance: float) -> str:
    """Tell a probability as a percentage, never as a certainty."""
    if chance >= _NEARLY:
        return "over 99 %"
    return "under 1 %" if chance <= 1 - _NEARLY else f"{chance * 100:.0f} %"


def _standing(answer: Json) -> Iterator[str]:
    """Yield what was decided, and what holds the two apart, in sentences."""
    for one in answer["chain"]:
        yield f"{one['left']} = {one['right']}: {_by(one)}"
    yield from (one["text"] for one in answer["apart"])
    for one in answer["open"]:
        yield f"open question {one['id']}: {one['because']}"
    if not answer["one"]:
        yield from _weighing(answer)


def _weighing(answer: Json) -> Iterator[str]:
    """Yield why being alike did not join them."""
    met, told = answer["met"], answer["waterfall"]
    if met == []:
        yield "never compared: they share none of the keys under which records are looked at together"
    elif met and all(one["records"] > one["most"] for one in met):
        fullest = min(met, key=lambda one: one["records"])
        shared = f"{fullest['records']:,} records share the {fullest['key']}"
        yield f"never compared: {shared}, and of more than {fullest['most']} none are looked at"
    elif met:
        looked = [one["key"] for one in met if one["records"] <= one["most"]]
        others = f" and {count_of(len(looked) - 1, 'other key')}" if len(looked) > 1 else ""
        yield f"compared, for they share the {looked[0]}{others}"
    yield from answer["doubts"]
    rival = answer["rival"]
    if rival:
        where = f" ({rival['key']})" if rival["key"] else ""
        yield f"{rival['name']}{where} is as near or nearer: {rival['bits']:+.1f} bits"
    sure = answer["sure_from"]
    if told and sure and not answer["apart"]:
        if told["probability"] < sure:
            yield f"not likely enough to be joined without asking: that takes {sure:.0%}"
        elif not (answer["doubts"] or rival):
            yield "their other records do not agree as well, so the whole is not sure enough"


def _by(one: Json) -> str:
    who = f"{one['by']} decided so" if one["by"] else one["because"]
    weights = f", {say_chance(one['probability'])} likely by weights {one['weights']}" if one["weights"] else ""
    rule = "" if one["by"] else f", rule {one['rule']}"
    return f"{who}, {_day(one['at'])}{rule}{weights} (number {one['id']})"


def _print_waterfall(console: Console, told: Json, what: str) -> None:
    console.print("\nHow alike they are [dim](one bit more doubles the odds)[/dim]")
    rows = list(_steps(told["steps"]))
    rows.append((told["prior"], f"any two {what}"))
    if told["withheld"]:
        rows.append((-told["withheld"], "taken off: nothing else speaks for it"))
    widest = max(abs(bits) for bits, _ in rows)
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(width=_BAR, no_wrap=True)
    table.add_column(overflow="fold")
    for bits, text in rows:
        style = "green" if bits > 0 else "red"
        table.add_row(f"{bits:+.1f}", f"[{style}]{_bar(abs(bits) / (widest or 1))}[/{style}]", escape(text))
    basis = f"calibrated on {told['reviewed']} answers" if told["reviewed"] else "before any answers"
    table.add_row(f"{told['bits']:+.1f}", "", f"[bold]{say_chance(told['probability'])} likely one[/bold]")
    console.print(Padding(table, (0, 0, 0, 2)))
    console.print(Padding(f"weights {told['weights']}, {basis}", (0, 0, 0, 2)), style="dim")


def _steps(steps: Sequence[Json]) -> Iterator[tuple[float, str]]:
    """Yield the steps, largest first, and all that hardly matter as one."""
    small = [step["bits"] for step in steps if abs(step["bits"]) < _SMALL]
    few = len(small) <= _FEW
    yield from ((step["bits"], step["text"]) for step in steps if few or abs(step["bits"]) >= _SMALL)
    if not few:
        yield sum(small), f"{len(small)} smaller things together"


def _share(share: float) -> tuple[str, str]:
    return _bar(share), f"{share:.1%}"


def _bar(share: float) -> str:
    """Draw a share of the widest bar, to an eighth of a letter."""
    whole, eighths = divmod(round(share * _BAR * 8), 8)
    return "█" * whole + (_EIGHTHS[eighths] if eighths else "")


def _day(text: str) -> str:
    return say_day(datetime.fromisoformat(text).date())
