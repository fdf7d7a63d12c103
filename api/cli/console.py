"""Where words go: answers to stdout, narration to stderr; and the options that many verbs share."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.rendering import to_json
from orbit.errors import UsageError
from orbit.settings import read_settings

if TYPE_CHECKING:
    from api.workspace import Workspace

HomeOption = Annotated[
    Path | None, typer.Option("--home", help="The workspace folder (else ORBIT_HOME, else ~/.orbit).")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
AsOfOption = Annotated[str | None, typer.Option("--as-of", help="See everything as of this day (YYYY-MM-DD).")]
# More than any store counts to.
_DIGITS = 15

# Control characters but for the line end, and those that turn the direction of writing: imported names may hold them,
# and a terminal obeys them.
_COMMANDS = dict.fromkeys([*range(10), *range(11, 32), *range(127, 160), 0x200E, 0x200F, *range(0x202A, 0x202F)])
_COMMANDS |= dict.fromkeys(range(0x2066, 0x206A))


def visible(text: str) -> str:
    """Leave out the characters with which text from a file could command the terminal."""
    return text.translate(_COMMANDS)


def marked(text: str) -> str:
    """Make text from a file safe to stand within rich's markup."""
    from rich.markup import escape

    return escape(visible(text))


def narrate(text: str) -> None:
    """Say something to the person at the terminal, never to a program that reads stdout."""
    sys.stderr.write(f"{visible(text)}\n")


def print_json(answer: Mapping[str, Any]) -> None:
    """Print an answer as the bytes that every surface gives."""
    sys.stdout.flush()
    sys.stdout.buffer.write(to_json(answer))
    sys.stdout.buffer.flush()


def print_text(text: str) -> None:
    """Print one line of the answer."""
    sys.stdout.write(f"{visible(text)}\n")


def open_workspace(home: Path | None, *, create: bool = False) -> Workspace:
    """Open the workspace that the options and the environment name."""
    from api.cli.progress import row_progress
    from api.workspace import Workspace

    return Workspace.open(read_settings(home), create=create, watch=row_progress)


def day_or_today(text: str | None) -> date:
    """Read `--as-of`, else take today's date in UTC."""
    return now().date() if text is None else read_day(text, "--as-of")


def read_day(text: str, option: str) -> date:
    """Read the day that an option names."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{option} needs a day such as 2026-11-21, got {text!r}") from error


def read_number(text: str, listed: str) -> int:
    """Read the number of something that the command `listed` shows."""
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS and int(text)):
        raise UsageError(f"{text!r} is not one of the numbers that this shows: {listed}")
    return int(text)


def now() -> datetime:
    """The one clock of the command line."""
    return datetime.now(UTC).replace(microsecond=0)
