"""`orbit share`: what others see of whom somebody knows by an upload of their own."""

from __future__ import annotations

import getpass
from typing import Annotated

import typer

from api.cli.console import HomeOption, JsonOption, narrate, now, open_workspace, print_json, print_text
from orbit.model import Level

_SHOWS = {
    Level.FULL: "others see all of it",
    Level.MASKED: "others see the paths, without a name until it says yes",
    Level.COUNT: "others see only that somebody knows somebody",
    Level.HIDDEN: "others see nothing of it",
}


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("share")(share)


def share(
    email: Annotated[str, typer.Argument(help="The colleague whose upload it is, by e-mail.")],
    level: Annotated[
        Level | None, typer.Argument(help="What others see of it; without it, what is set is shown.")
    ] = None,
    *,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Set what others see of whom a colleague knows by their own export: full, masked, count or hidden.

    Example: orbit share ana.ruiz@tidewell.example hidden
    """
    from api.presenter import Presenter

    with open_workspace(home) as workspace:
        presenter = Presenter(workspace)
        if level is None:
            answer = presenter.seen_by(email).sharing()
        else:
            answer = presenter.share(email, level, by=getpass.getuser(), at=now())
    if as_json:
        print_json(answer)
        return
    for one in answer["uploads"]:
        print_text(f"{one['email']} ({one['source']}): {one['level']}: {_SHOWS[Level(one['level'])]}")
    if not answer["uploads"]:
        narrate("No upload is here under that address yet. What you set for it now holds for what comes later.")
