"""`orbit lint`: what is wrong with an ask before it is sent."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.console import AsOfOption, HomeOption, JsonOption, day_or_today, narrate, open_workspace, print_json
from orbit.errors import UsageError

_FINDINGS = 1


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("lint")(lint)


def lint(
    file: Annotated[str, typer.Argument(help="A file with the ask as you would send it, or - for standard input.")],
    *,
    as_of: AsOfOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check an e-mail or chat message that asks for an introduction; exit code 1 where something has to be mended.

    Lines such as Subject:, To: and Cc: may stand at its top.

    Example: orbit lint ask.txt
    """
    from api.presenter import Presenter

    text = _text(file)
    with open_workspace(home) as workspace:
        answer = Presenter(workspace).lint(text, as_of=day_or_today(as_of))
    if as_json:
        print_json(answer)
    else:
        _print(answer)
    if not answer["clean"]:
        raise typer.Exit(_FINDINGS)


def _text(file: str) -> str:
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return content.decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"Cannot read {file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} is no UTF-8 text; save it as UTF-8") from error


def _print(answer: dict[str, Any]) -> None:
    from api.cli.linttable import print_findings

    print_findings(answer)
    if answer["note"]:
        narrate(answer["note"])
