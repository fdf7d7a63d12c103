"""`orbit paths`, `orbit week` and `orbit champions`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.console import AsOfOption, HomeOption, JsonOption, day_or_today, narrate, open_workspace, print_json

RepOption = Annotated[str | None, typer.Option("--rep", help="Only this rep (an e-mail).")]


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("paths")(paths)
    app.command("week")(week)
    app.command("champions")(champions)


def paths(  # noqa: PLR0913 - one keyword for each option of the verb
    account: Annotated[str, typer.Argument(help="Domain, name, CRM reference or id of the account.")],
    *,
    requester: Annotated[str | None, typer.Option(help="In whose name to ask (else the account's owner).")] = None,
    title: Annotated[str | None, typer.Option(help="Only people whose title holds these words.")] = None,
    limit: Annotated[int, typer.Option(help="How many paths to show at most.")] = 10,
    as_of: AsOfOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the best ways to named people at an account, with the evidence for each step.

    Example: orbit paths snowpeak.example --title sales
    """
    from api.presenter import PathsRequest, Presenter

    request = PathsRequest(requester, title, limit, day_or_today(as_of))
    with open_workspace(home) as workspace:
        answer = Presenter(workspace).paths(account, request)
    if as_json:
        print_json(answer)
    else:
        from api.cli.tables import print_paths

        print_paths(answer)


def week(
    *,
    rep: RepOption = None,
    as_of: AsOfOption = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="Also write the asks to this file.")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show whom to ask this week, for each rep, with the words ready.

    Example: orbit week --rep ana.ruiz@tidewell.example --csv asks.csv
    """
    from api.presenter import Presenter

    with open_workspace(home) as workspace:
        answer = Presenter(workspace).week(rep=rep, as_of=day_or_today(as_of))
    if csv:
        from api.cli.weekfile import write_week_csv

        rows = write_week_csv(csv, answer)
        narrate(f"{rows} asks written to {csv}")
    if as_json:
        print_json(answer)
    else:
        from api.cli.tables import print_week

        print_week(answer)


def champions(
    *,
    rep: RepOption = None,
    as_of: AsOfOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show which champions may be asked, the newest value event first.

    Example: orbit champions --rep ana.ruiz@tidewell.example
    """
    from api.presenter import Presenter

    with open_workspace(home) as workspace:
        answer = Presenter(workspace).champions(rep=rep, as_of=day_or_today(as_of))
    if as_json:
        print_json(answer)
    else:
        from api.cli.tables import print_champions

        print_champions(answer)
