"""`orbit query`: reports for those who run the programme."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.console import AsOfOption, HomeOption, JsonOption, day_or_today, open_workspace, print_json

_ROWS = 25


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("query")(query)


def query(
    name: Annotated[str | None, typer.Argument(help="Which report; without it, all are listed.")] = None,
    *,
    limit: Annotated[int, typer.Option(help="How many rows to show at most.")] = _ROWS,
    as_of: AsOfOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show a report, such as who of our people reaches most target accounts; without a name, list the reports.

    Example: orbit query single-threaded --limit 10
    """
    if name is None:
        _list(as_json=as_json)
        return
    from api.presenter.reports import report_answer

    with open_workspace(home) as workspace:
        answer = report_answer(workspace, name, as_of=day_or_today(as_of), limit=limit)
    if as_json:
        print_json(answer)
    else:
        from api.cli.reporttable import print_report

        print_report(answer)


def _list(*, as_json: bool) -> None:
    from api.presenter.reports import reports

    if as_json:
        print_json({"queries": [{"name": report.name, "shows": report.shows} for report in reports().values()]})
    else:
        from api.cli.reporttable import print_reports

        print_reports((report.name, report.shows) for report in reports().values())
