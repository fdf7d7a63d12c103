"""`orbit imports`: what was taken in, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.console import HomeOption, JsonOption, marked, narrate, now, open_workspace, print_json
from orbit.errors import OrbitError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from api.imports.job import Job


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    imports = typer.Typer(help="What was imported, and undoing it.", no_args_is_help=True, rich_markup_mode=None)
    imports.command("list")(list_imports)
    imports.command("undo")(undo)
    app.add_typer(imports, name="imports")


def list_imports(
    *,
    limit: Annotated[int, typer.Option(help="How many are shown.", min=1)] = 200,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """List imports, the newest first, and say which can be undone.

    Example: orbit imports list
    """
    from api.presenter.imports.imports import Imports

    with open_workspace(home) as workspace:
        answer = Imports(workspace).all(limit=limit)
    if as_json:
        print_json(answer)
    else:
        _print_imports(answer["items"])


def undo(
    number: Annotated[str, typer.Argument(help="The number that `orbit imports list` shows.", show_default=False)],
    *,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Undo an import: afterwards the workspace knows what all other imports told, and nothing else.

    Example: orbit imports undo 12
    """
    from api.imports.aside import carry_out_here
    from api.presenter.imports.imports import Imports

    ended: list[Job] = []
    with open_workspace(home) as workspace:
        imports = Imports(workspace, lambda _, staging, job: ended.append(carry_out_here(workspace, staging, job)))
        answer = imports.remove(number, at=now())
    for job in ended:
        if job.problem is not None:
            raise OrbitError(f"Import {number} is not undone: {job.problem}")
        answer |= {"done": "undone", "changed": job.changed or 0}
    if as_json:
        print_json(answer)
        return
    changed = answer.get("changed")
    told = "1 record or fact is" if changed == 1 else f"{changed or 0:,} records and facts are"
    narrate(
        f"Import {number}: {answer['done']}" + ("." if changed is None else f"; {told} gone or as they were before.")
    )


def _print_imports(items: Iterable[dict[str, Any]]) -> None:
    from rich.table import Table

    from api.cli.tables import out

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("number", "when", "source", "files", "rows", "state", "undo"):
        table.add_column(heading, overflow="fold")
    for item in items:
        undo_told = item["undo"]["until"] if item["undo"]["possible"] else item["undo"]["why_not"] or "—"
        named = marked(", ".join(item["names"]))
        number = str(item["number"] or item["id"])
        rows = f"{item['rows']['done']:,}"
        table.add_row(number, item["at"][:16].replace("T", " "), item["source"], named, rows, item["state"], undo_told)
    out().print(table)
