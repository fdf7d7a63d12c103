"""`orbit demo`: from nothing to this week's asks."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.console import HomeOption, JsonOption, narrate, now, open_workspace, print_json

_SHOWN_REPS = 3
_SHOWN_ASKS = 2


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("demo")(demo)


def demo(
    *,
    serve: Annotated[bool, typer.Option("--serve", help="Go on to serve the page.")] = False,
    port: Annotated[int, typer.Option(help="Where to serve it.")] = 8000,
    scale: Annotated[float, typer.Option(help="Multiply the fictional company (0.02 to 20).")] = 1.0,
    seed: Annotated[int, typer.Option(help="Make up another one.")] = 7,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make up a company, import its exports, and show whom to ask this week.

    Example: orbit demo --home demo --serve
    """
    from api.cli.weektable import print_week
    from api.demo import make_demo
    from api.presenter import Presenter
    from orbit.world import WorldSpec

    at = now()
    with open_workspace(home, create=True) as workspace:
        made = make_demo(workspace, WorldSpec(seed=seed, scale=scale, as_of=at.date()), at=at, say=narrate)
        narrate(
            f"{made.rows:,} rows of {made.files} files taken in, {made.rejected} set aside with a reason: "
            f"{made.resolved.people.entities:,} people at {made.resolved.companies.entities:,} companies."
        )
        narrate("Choosing this week's asks …")
        answer = Presenter(workspace).week(rep=None, as_of=at.date())
        where = workspace.settings.home
    if as_json:
        print_json(answer)
    else:
        few = answer | {"reps": answer["reps"][:_SHOWN_REPS]}
        print_week(few, asks_shown=_SHOWN_ASKS, more=f"orbit week --home {where}")
        narrate(f"\n{len(answer['reps'])} reps have asks this week. See them all: orbit week --home {where}")
    if serve:
        from api.serving import serve_workspace

        serve_workspace(home, host="127.0.0.1", port=port, say=narrate)
