"""`orbit publish`: the graph of a day, in Neo4j."""

from __future__ import annotations

import typer

from api.cli.console import AsOfOption, HomeOption, JsonOption, day_or_today, narrate, open_workspace, print_json
from api.cli.progress import row_progress


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("publish")(publish)


def publish(*, as_of: AsOfOption = None, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Write what Orbit makes of the facts into Neo4j: the graph of one day, to look at and to rank in.

    Example: orbit publish --as-of 2026-11-21
    """
    from api.publishing import publish_graph

    day = day_or_today(as_of)
    with open_workspace(home) as workspace, row_progress(visible=not as_json) as progress:
        rows = publish_graph(workspace, day, progress)
    if as_json:
        print_json({"as_of": day.isoformat(), "rows": rows})
    else:
        narrate(f"Published as of {day}: {rows:,} rows. What was published before is gone.")
