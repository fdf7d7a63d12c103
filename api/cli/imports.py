"""`orbit sources` and `orbit ingest`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.console import HomeOption, JsonOption, narrate, now, open_workspace, print_json

if TYPE_CHECKING:
    from ingest.intake.contract import Source

SOME_REJECTED = 3


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("sources")(list_sources)
    app.command("ingest")(ingest)


def list_sources(
    name: Annotated[str | None, typer.Argument(help="Show one source with its columns.")] = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """List what can be imported; with a name, its columns and an example.

    Example: orbit sources crm_champions
    """
    from api.cli.tables import print_source, print_sources
    from ingest import get_source, sources

    chosen = {name: get_source(name)} if name else sources()
    if as_json:
        print_json({"sources": [source_form(source) for source in chosen.values()]})
    elif name:
        print_source(chosen[name])
    else:
        print_sources(chosen.values())


def source_form(source: Source) -> dict[str, Any]:
    """The JSON of one source: every shape with its columns and an example line."""
    return {
        "name": source.name,
        "summary": source.summary,
        "shapes": [
            {
                "name": shape.name,
                "format": shape.format.value,
                "columns": [
                    {
                        "name": column.name,
                        "headers": list(column.headers),
                        "meaning": column.meaning,
                        "required": column.required,
                        "example": column.example,
                    }
                    for column in shape.columns
                ],
            }
            for shape in source.shapes
        ],
    }


def ingest(  # noqa: PLR0913 - one keyword for each option of the verb
    source: Annotated[str, typer.Argument(help="The kind of file: see `orbit sources`.")],
    files: Annotated[list[Path], typer.Argument(help="Files to import together.", show_default=False)],
    *,
    owner: Annotated[str | None, typer.Option(help="Whose export this is: the colleague's e-mail.")] = None,
    mapping: Annotated[
        str | None, typer.Option("--map", help="A mapping file for unknown headers, or the name of a shipped one.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and count, change nothing.")] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Import files of one source. Rows that cannot be used go to rejects.csv; the rest is taken in.

    Example: orbit ingest linkedin Basic_LinkedInDataExport_11-02-2026.zip
    """
    from api.cli.tables import print_report, progress_bar
    from api.importing import Importing, import_files
    from api.reporting import report_form

    with open_workspace(home) as workspace, progress_bar(files, shown=not as_json) as progress:
        wanted = Importing(source, tuple(files), owner=owner, mapping=mapping, dry_run=dry_run)
        report, rejects = import_files(workspace, wanted, at=now(), progress=progress)
    if as_json:
        print_json(report_form(report) | {"rejects_file": str(rejects) if rejects else None})
    else:
        print_report(report)
    if rejects:
        rows = "1 row" if len(report.rejects) == 1 else f"{len(report.rejects):,} rows"
        narrate(f"{rows} could not be used: see {rejects} for what to mend.")
    if report.rejects:
        raise typer.Exit(SOME_REJECTED)
