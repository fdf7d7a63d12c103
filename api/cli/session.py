"""`orbit session`: the sheet of the monthly working session, on the screen, as a page and as a calendar."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.console import AsOfOption, HomeOption, JsonOption, day_or_today, narrate, open_workspace, print_json
from api.cli.measuring import MonthOption
from orbit.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("session")(session)


def session(  # noqa: PLR0913 - one keyword for each option of the verb
    *,
    rep: Annotated[str | None, typer.Option("--rep", help="Only this rep (an e-mail).")] = None,
    month: MonthOption = None,
    html: Annotated[Path | None, typer.Option("--html", help="Also write the sheet to this file, to print.")] = None,
    ics: Annotated[
        Path | None, typer.Option("--ics", help="Also write the holds to this file, for a calendar.")
    ] = None,
    as_of: AsOfOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show for each rep whom to ask on which day and with which words, what is owed, and what to mend.

    Without --rep it is the manager's: all reps, and first the team.

    Example: orbit session --rep ana.ruiz@tidewell.example --html sheet.html --ics holds.ics
    """
    from api.presenter import Presenter

    with open_workspace(home) as workspace:
        answer = Presenter(workspace).seen_by(rep).session(rep=rep, month=month, as_of=day_or_today(as_of))
    if html:
        from api.presenter.month.session_page import session_page

        _write(html, session_page(answer))
    if ics:
        from api.presenter.month.session_calendar import session_calendar

        _write(ics, session_calendar(answer))
    if as_json:
        print_json(answer)
    else:
        from api.cli.sessiontable import print_session

        print_session(answer)


def _write(target: Path, text: str) -> None:
    """Write a file as it is, line ends too; half of a pair of characters is no text and becomes a question mark."""
    try:
        target.write_bytes(text.encode("utf-8", "replace"))
    except OSError as error:
        raise UsageError(f"Cannot write {target}: {error.strerror}") from error
    narrate(f"Written to {target}")
