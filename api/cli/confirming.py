"""`orbit questions` and `orbit confirm`: which ties to ask about, and what somebody says of one."""

from __future__ import annotations

import getpass
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


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("questions")(questions)
    app.command("confirm")(confirm)


def questions(*, as_of: AsOfOption = None, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Show the few ties whose confirmation would change this week's list most.

    Example: orbit questions
    """
    from api.presenter.month.questions import questions_answer

    with open_workspace(home) as workspace:
        answer = questions_answer(workspace.scene(day_or_today(as_of)))
    if as_json:
        print_json(answer)
        return
    for place, one in enumerate(answer["questions"], start=1):
        asks = "1 ask" if one["asks"] == 1 else f"{one['asks']} asks"
        print_text(f"{place}. Does {one['one']['name']} know {one['other']['name']}?  [{one['know']:.0%}, {asks}]")
        print_text(f"   {one['because']}")
        print_text(f"   orbit confirm {one['one']['id']} {one['other']['id']} --yes   (or --no, or --closeness 0.5)")
    if not answer["questions"]:
        narrate("Nothing to ask: no uncertain tie would change this week's list.")


def confirm(  # noqa: PLR0913 - one parameter for each option
    one: Annotated[str, typer.Argument(help="One of the two: e-mail, LinkedIn address, id or name.")],
    other: Annotated[str, typer.Argument(help="The other.")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="They know each other.")] = False,
    no: Annotated[bool, typer.Option("--no", help="They do not.")] = False,
    closeness: Annotated[float | None, typer.Option(help="How close they are, 0 to 1.", min=0, max=1)] = None,
    by: Annotated[str | None, typer.Option(help="Who says so (else you).")] = None,
    as_of: AsOfOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Keep what somebody says of two people: it takes the place of what was guessed.

    Example: orbit confirm ana.ruiz@tidewell.example "Dana Wu" --yes
    """
    from api.presenter.month.questions import Answer, confirm_tie

    if [yes, no, closeness is not None].count(True) != 1:
        raise typer.BadParameter("Say one of --yes, --no and --closeness.")
    close = 0.0 if no else closeness
    day = day_or_today(as_of)
    with open_workspace(home) as workspace:
        answer = Answer(one, other, close, day, by or getpass.getuser())
        told = confirm_tie(workspace, workspace.scene(day), answer, at=now())
    if as_json:
        print_json(told)
        return
    names = f"{told['one']['name']} and {told['other']['name']}"
    said = f"{names} do not know each other" if not told["closeness"] else f"{names} know each other"
    narrate(f"Noted: {said}. Paths take it into account from now on. A later answer takes its place.")
