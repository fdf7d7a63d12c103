"""`orbit copy`: moving a workspace's data to another store."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated
from urllib.parse import unquote

import typer

from api.cli.console import HomeOption, JsonOption, narrate, print_json, print_text
from api.cli.progress import row_progress
from orbit.errors import UsageError
from orbit.settings import full_address, read_settings
from orbit.store.open import open_store, shown

_FILE = "sqlite:///"


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("copy")(copy)


def copy(
    *,
    target: Annotated[str, typer.Option("--to", help="An empty store: a new file, or the address of a database.")],
    source: Annotated[
        str | None, typer.Option("--from", help="The store to copy (else that of the workspace).", show_default=False)
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Copy everything to an empty store and compare both; run it again to go on with a copy that was interrupted.

    Example: orbit copy --from demo/orbit.db --to neo4j://neo4j:PASSWORD@localhost:7687
    """
    from orbit.store.copying import copy_store
    from orbit.store.tables import COPYING

    origin = full_address(source) if source else read_settings(home).store
    target = full_address(target)
    if _place(origin) == _place(target):
        raise UsageError(f"--from and --to name the same store, {shown(target)}; name another one with --to")
    with closing(open_store(origin)) as one, closing(open_store(target, create=True)) as other:
        if other.meta(COPYING):
            narrate("Going on with the copy that was not finished.")
        with row_progress(visible=not as_json) as progress:
            report = copy_store(one, other, progress=progress)
    if as_json:
        told = {"rows": report.rows, "digest": report.digest, "from": shown(origin), "to": shown(target)}
        print_json(told)
        return
    print_text(f"The digests are equal: {report.digest}")
    narrate(f"{report.rows:,} rows are now in {shown(target)}. To use them there, set ORBIT_STORE to this address.")


def _place(address: str) -> str:
    """Spell one place in one way, as far as its address tells."""
    if address.startswith(_FILE):
        return str(Path(unquote(address.removeprefix(_FILE))).resolve())
    return shown(address).rstrip("/") if "://" in address else str(Path(address).resolve())
