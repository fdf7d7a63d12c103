"""`orbit init`, `doctor`, `backup`, `restore` and `bench`: what an admin does."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.console import HomeOption, JsonOption, narrate, open_workspace, print_json, print_text


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    for verb in (init, doctor, backup, restore, bench):
        app.command()(verb)


def init(
    *,
    company: Annotated[str | None, typer.Option(help="Our own company's name.")] = None,
    domain: Annotated[str | None, typer.Option(help="Our own web domain.")] = None,
    about: Annotated[str | None, typer.Option(help="One sentence on what we do; it opens every introduction.")] = None,
    home: HomeOption = None,
) -> None:
    """Make a workspace, or change what it knows of our own company.

    Example: orbit init --company Tidewell --domain tidewell.example --about "Tidewell forecasts sales."
    """
    from api.importing import new_salt
    from api.workspace import ABOUT, COMPANY, DOMAIN
    from ingest.intake.screening import SALT
    from orbit.asks.packet.write import checked_pitch
    from orbit.policy import load_policy

    if about is not None:
        checked_pitch(about, load_policy().packet)
    with open_workspace(home, create=True) as workspace:
        told = {COMPANY: company, DOMAIN: domain, ABOUT: about}
        with workspace.store.writing() as batch:
            if workspace.store.meta(SALT) is None:
                batch.set_meta(SALT, new_salt())
            for name, value in told.items():
                if value is not None:
                    batch.set_meta(name, value)
        where = workspace.settings.home
    narrate(f"The workspace is in {where}. Next: orbit sources, then: orbit ingest SOURCE FILE")


def doctor(*, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Look the workspace over: damage, unresolved records, what is missing for good answers.

    Example: orbit doctor --home demo
    """
    from api.checkup import checkup

    with open_workspace(home) as workspace:
        findings = checkup(workspace)
    bad = [finding for finding in findings if not finding.fine]
    if as_json:
        print_json({"findings": [{"fine": finding.fine, "text": finding.text} for finding in findings]})
    else:
        for finding in findings:
            print_text(f"{'ok ' if finding.fine else 'MEND'} {finding.text}")
    if bad:
        raise typer.Exit(1)


def backup(
    target: Annotated[Path, typer.Argument(help="The file to write.", show_default=False)], *, home: HomeOption = None
) -> None:
    """Write a consistent copy of the workspace's data to a file, while it stays in use.

    Example: orbit backup orbit-2026-11-21.db
    """
    from api.checkup import back_up

    with open_workspace(home) as workspace:
        size = back_up(workspace, target)
    narrate(f"{size:,} bytes written to {target}. Bring it back with: orbit restore {target}")


def restore(
    saved: Annotated[Path, typer.Argument(help="A file that `orbit backup` wrote.", show_default=False)],
    *,
    home: HomeOption = None,
) -> None:
    """Bring a backup back; it is checked first, and what stood there is kept beside it.

    Example: orbit restore orbit-2026-11-21.db --home demo
    """
    from api.checkup import bring_back
    from orbit.settings import read_settings

    kept = bring_back(read_settings(home), saved)
    narrate("Restored." if kept is None else f"Restored. What stood there before is kept as {kept}.")


def bench(  # noqa: PLR0913 - one keyword for each option of the verb
    name: Annotated[
        str, typer.Argument(help="quality, paths, plan, api, demo, all of these; matching; stores (needs Java).")
    ],
    *,
    home: HomeOption = None,
    people: Annotated[int | None, typer.Option(help="How many people paths are searched among.", min=1_000)] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Match fewer records: a minute instead of many.")] = False,
    data: Annotated[Path | None, typer.Option(help="Match a file of your own whose truth is known.")] = None,
    kind: Annotated[str | None, typer.Option(help="What the file is about: people or organisations.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure how good and how fast the answers are, beside simpler ways.

    Example: orbit bench quality --home demo
    """
    from api.cli.benching import run_bench

    options = {"people": people, "quick": quick or None, "data": data, "kind": kind}
    figures: dict[str, Any] = run_bench(name, home, options=options, say=narrate)
    if as_json:
        print_json(figures)
    else:
        from api.cli.tables import print_figures

        print_figures(figures)
