"""`orbit export` and `orbit erase`: what somebody may ask of us about themselves."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.console import AsOfOption, HomeOption, day_or_today, narrate, now, open_workspace, print_json

PersonArgument = Annotated[str, typer.Argument(help="An e-mail, LinkedIn address, id or name.")]


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("export")(export)
    app.command("erase")(erase)


def export(person: PersonArgument, *, as_of: AsOfOption = None, home: HomeOption = None) -> None:
    """Print all that is known of a person, and where each piece came from.

    Example: orbit export dana.wu@snowpeak.example
    """
    from api.presenter import Presenter

    with open_workspace(home) as workspace:
        answer = Presenter(workspace).everything(person, as_of=day_or_today(as_of))
    print_json(answer)


def erase(
    person: PersonArgument,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask again.")] = False,
    home: HomeOption = None,
) -> None:
    """Delete a person with every fact about them; later imports do not bring them back.

    Example: orbit erase dana.wu@snowpeak.example --yes
    """
    from api.cli.tables import count_of
    from api.erasing import erase_person

    with open_workspace(home) as workspace:
        if not yes:
            typer.confirm("Delete everything about this person for good?", abort=True, err=True)
        erased = erase_person(workspace, person, at=now())
    narrate(f"Erased: {count_of(erased, 'record')}. The person stays out of later imports.")
