"""`orbit policy`: the numbers in force, what is wrong in a policy file, and what it changes."""

from __future__ import annotations

from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.console import HomeOption, JsonOption, narrate, print_json, print_text
from orbit.errors import PolicyError, UsageError
from orbit.settings import Settings, read_settings

if TYPE_CHECKING:
    from orbit.policy.table import PolicyEntry

_WIDTH = 80
_FAILED = 1

FileArgument = Annotated[
    Path | None, typer.Argument(metavar="[FILE]", help="A policy file (else the workspace's own policy.toml).")
]


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    group = typer.Typer(
        help="Show, check and compare the numbers by which Orbit decides.", no_args_is_help=True, rich_markup_mode=None
    )
    group.command("show")(show)
    group.command("check")(check)
    group.command("diff")(diff)
    app.add_typer(group, name="policy")


def show(
    section: Annotated[str | None, typer.Argument(metavar="[SECTION]", help="Only this section, such as gate.")] = None,
    *,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show every value in force: what it counts, where it comes from, and who set it.

    Example: orbit policy show gate
    """
    from orbit.policy import load_policy
    from orbit.policy.table import in_sections

    settings = read_settings(home)
    own, learned = _text(settings.policy), _text(settings.learned)
    sections = in_sections(_entries(own, learned))
    if section is not None and section not in sections:
        raise UsageError(f"There is no section {section!r}. Take one of: {', '.join(sections)}")
    chosen = {name: told for name, told in sections.items() if section in {None, name}}
    digest = load_policy(own, learned).digest
    if as_json:
        print_json({"policy": digest, "values": [_form(entry) for told in chosen.values() for entry in told]})
        return
    for name, told in chosen.items():
        print_text(f"[{name}]")
        for entry in told:
            _print_entry(entry)
        print_text("")
    narrate(f"Policy {digest}. A workspace changes single values in its policy.toml, here: {settings.policy}")


def check(file: FileArgument = None, *, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Check a policy file; each problem is told with its line, its key and what to do.

    Example: orbit policy check policy.toml
    """
    from orbit.policy.load import read_override

    settings = read_settings(home)
    place, text = _chosen(file, settings)
    reading = read_override(text or "", _text(settings.learned))
    changed = sum(len(values) for values in reading.values.values())
    if as_json:
        problems = [{"line": one.line, "text": one.text, "remedy": one.remedy} for one in reading.problems]
        print_json({"file": str(place), "exists": text is not None, "values": changed, "problems": problems})
    else:
        for problem in reading.problems:
            print_text(problem.told(place.name))
        _say_outcome(place, text, changed, len(reading.problems))
    if reading.problems:
        raise typer.Exit(_FAILED)


def diff(file: FileArgument = None, *, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Show what a policy file changes of the shipped values, and what that does.

    Example: orbit policy diff
    """
    settings = read_settings(home)
    place, text = _chosen(file, settings)
    entries = [entry for entry in _entries(text, _text(settings.learned), place.name) if _is_told(entry)]
    if as_json:
        print_json({"file": str(place), "changes": [_change_form(entry) for entry in entries]})
        return
    for entry in entries:
        _print_change(entry)
    if not entries:
        narrate(f"Nothing differs from what is shipped. Write a value into {place}, then run this again.")


def _chosen(file: Path | None, settings: Settings) -> tuple[Path, str | None]:
    """The file to look at and its text; a workspace need have none, a file that is named must be there."""
    place = file or settings.policy
    text = _text(place)
    if file is not None and text is None:
        raise UsageError(f"There is no file {file}. Name a policy file, or none for the workspace's own.")
    return place, text


def _text(file: Path) -> str | None:
    try:
        return file.read_text(encoding="utf-8") if file.is_file() else None
    except OSError as error:
        raise UsageError(f"Cannot read {file}: {error.strerror}. Make it readable and try again.") from error
    except UnicodeDecodeError as error:
        raise PolicyError(f"{file} is not UTF-8 text. Save it as UTF-8 and try again.") from error


def _entries(own: str | None, learned: str | None, file: str = "policy.toml") -> list[PolicyEntry]:
    from orbit.policy.load import read_override
    from orbit.policy.table import policy_entries

    problems = read_override(own or "", learned).problems
    if problems:
        raise PolicyError("\n".join(problem.told(file) for problem in problems))
    return policy_entries(own, learned)


def _is_told(entry: PolicyEntry) -> bool:
    return entry.differs or entry.line is not None


def _say_outcome(place: Path, text: str | None, changed: int, problems: int) -> None:
    if text is None:
        narrate(f"There is no {place} yet: the shipped values are in force. See them with: orbit policy show")
    elif problems:
        narrate(f"{place}: {problems} to mend. Nothing is answered with this file until then.")
    else:
        values = "1 value" if changed == 1 else f"{changed} values"
        narrate(f"{place}: {values}, all in order. See what they change with: orbit policy diff")


def _form(entry: PolicyEntry) -> dict[str, Any]:
    return {
        "section": entry.section,
        "key": entry.key,
        "value": entry.value,
        "unit": entry.unit,
        "source": entry.source,
        "set_by": entry.origin.value,
        "shipped": entry.shipped,
        "line": entry.line,
    }


def _change_form(entry: PolicyEntry) -> dict[str, Any]:
    from orbit.policy.effects import effect_of

    return {**_form(entry), "effect": effect_of(entry)}


def _print_entry(entry: PolicyEntry) -> None:
    from orbit.policy.table import Origin, show_value

    _print_filled(f"{entry.key} = {show_value(entry.value)}", "  ")
    _print_filled(entry.unit, "      ")
    origin = f"from: {entry.source}"
    if entry.origin is not Origin.SHIPPED:
        origin = f"set by: {entry.origin.value}; shipped: {show_value(entry.shipped)}"
    _print_filled(origin, "      ")


def _print_change(entry: PolicyEntry) -> None:
    from orbit.policy.effects import effect_of
    from orbit.policy.table import Origin, show_value

    by = f"line {entry.line}" if entry.origin is Origin.WORKSPACE else entry.origin.value
    change = f"{show_value(entry.shipped)} -> {show_value(entry.value)}" if entry.differs else show_value(entry.value)
    _print_filled(f"{entry.name}: {change} ({by})", "")
    _print_filled(entry.unit, "    ")
    _print_filled(effect_of(entry), "    ")


def _print_filled(text: str, indent: str) -> None:
    print_text(fill(text, _WIDTH, initial_indent=indent, subsequent_indent=f"{indent}    ", break_on_hyphens=False))
