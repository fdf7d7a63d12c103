"""`orbit measure`: what the asks of a month come to."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.console import (
    AsOfOption,
    HomeOption,
    JsonOption,
    day_or_today,
    narrate,
    now,
    open_workspace,
    print_json,
    print_text,
)

MonthOption = Annotated[str | None, typer.Option("--month", help="The month (YYYY-MM), else this one.")]


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("measure")(measure)
    app.command("claim")(claim)


def measure(  # noqa: PLR0913 - one keyword for each option of the verb
    *,
    month: MonthOption = None,
    rep: Annotated[str | None, typer.Option("--rep", help="Only this rep (an e-mail).")] = None,
    claimed: Annotated[
        list[str] | None, typer.Option("--claimed", help="How many asks a rep says to have made: EMAIL=NUMBER.")
    ] = None,
    opportunities: Annotated[
        int | None, typer.Option("--opportunities", help="All opportunities of the last months, if you know.", min=0)
    ] = None,
    won: Annotated[
        int | None, typer.Option("--won", help="All closed-won deals of the last months, if you know.", min=0)
    ] = None,
    as_of: AsOfOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show how many asks each rep has logged, what came of them, and what was done on time.

    --claimed may be given several times; `orbit claim` keeps it. Shares of deals are counted from the CRM's
    opportunities (orbit ingest crm_opportunities), over the three months that end with the month
    (measure.referral_months). --opportunities and --won are totals that come before those on file.

    Example: orbit measure --month 2026-11 --claimed ana.ruiz@tidewell.example=12 --opportunities 40
    """
    from api.presenter import MeasuresRequest, Presenter

    request = MeasuresRequest(month, tuple(claimed or ()), opportunities, won)
    with open_workspace(home) as workspace:
        answer = Presenter(workspace).measures(request, rep=rep, as_of=day_or_today(as_of))
    if as_json:
        print_json(answer)
    else:
        from api.cli.measuretable import print_measures

        print_measures(answer)


def claim(
    rep: Annotated[str, typer.Argument(help="Whose word it is (an e-mail).")],
    count: Annotated[int, typer.Argument(help="How many asks they say to have made.", min=0)],
    *,
    month: MonthOption = None,
    by: Annotated[str | None, typer.Option("--by", help="Who says so (else your login name).")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Keep how many asks a rep says to have made in a month, to show it beside what is logged.

    Said again, it takes the place of what was said before.

    Example: orbit claim ana.ruiz@tidewell.example 12 --month 2026-11
    """
    import getpass

    from api.presenter import Claiming, Presenter

    moment = now()
    with open_workspace(home) as workspace:
        told = Claiming(rep, count, month)
        answer = Presenter(workspace).claim(told, as_of=moment.date(), by=by or getpass.getuser(), at=moment)
    if as_json:
        print_json(answer)
    else:
        print_text(f"{answer['rep']['name']} claims {answer['claimed']} asks in {answer['month']}.")
    narrate(f"Beside what is logged: orbit measure --month {answer['month']} --rep {rep}")
