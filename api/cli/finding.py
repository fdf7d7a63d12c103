"""`orbit find`: which accounts and people a text could mean; and the command for each where a name is unsure."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from pathlib import PurePath
from typing import Annotated

import typer

from api.cli.console import (
    AsOfOption,
    HomeOption,
    JsonOption,
    day_or_today,
    narrate,
    open_workspace,
    print_json,
    print_text,
)
from orbit.errors import NotFound

# A label such as `Snowpeak (snowpeak.example)` or `Dana Wu, VP Sales (per_0123456789ab)`: what means it alone.
_KEY = re.compile(r".* \(([^()\s]+)\)", re.DOTALL)


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("find")(find)


def find(
    text: Annotated[str, typer.Argument(help="A name or its beginning, a domain, an e-mail or LinkedIn address.")],
    *,
    limit: Annotated[int, typer.Option(help="How many to show at most.", min=1, max=50)] = 8,
    as_of: AsOfOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the accounts and people that a text could mean; slips of the pen and short forms of names are forgiven.

    Example: orbit find "dana w"
    """
    from api.presenter import Presenter

    with open_workspace(home) as workspace:
        answer = Presenter(workspace).suggest(text, limit=limit, as_of=day_or_today(as_of))
    if as_json:
        print_json(answer)
        return
    for item in answer["items"]:
        detail = f" ({item['detail']})" if item["detail"] else ""
        print_text(f"{item['id']}  {item['name']}{detail}")
    if not answer["items"]:
        narrate("Nothing answers to that, not even nearly. Try a domain, an e-mail or a LinkedIn address.")


def suggestions(error: NotFound, command: Sequence[str]) -> list[str]:
    """Say who may be meant, each with the command that means them, where `command` is the one that was given."""
    lines = []
    for label in error.nearest:
        lines.append(f"  did you mean: {label}")
        again = _instead(command, error.typed, label)
        if again is not None:
            lines.append(f"    {again}")
    return lines


def _instead(command: Sequence[str], typed: str, label: str) -> str | None:
    """The command with a key in the place of what was typed; None where that does not stand in it alone."""
    told = _KEY.fullmatch(label)
    if told is None or not typed:
        return None
    program, *words = command
    # An option may hold the name too: --what-if "Bo Hansen=+1".
    given = [told[1] + word[len(typed) :] if word == typed or word.startswith(f"{typed}=") else word for word in words]
    return None if given == words else shlex.join([PurePath(program).name, *given])
