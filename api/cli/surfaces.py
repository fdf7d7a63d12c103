"""`orbit surfaces`: which CRMs and pages may open the panel, and the secrets that they sign with."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.console import HomeOption, JsonOption, narrate, open_workspace, print_json, print_text
from orbit.errors import UsageError

if TYPE_CHECKING:
    from api.surfaces.connections import Connections

_MOST = 4096
Name = Annotated[str, typer.Argument(help="hubspot, salesforce, pipedrive, chrome or embed.", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    surfaces = typer.Typer(help="CRMs and pages that may open the panel.", no_args_is_help=True, rich_markup_mode=None)
    surfaces.command("set")(set_surface)
    surfaces.command("list")(list_surfaces)
    surfaces.command("remove")(remove)
    app.add_typer(surfaces, name="surfaces")


def set_surface(
    surface: Name,
    *,
    secret_from: Annotated[
        str | None, typer.Option(help="A file with the CRM's secret, or - to type it in.", show_default=False)
    ] = None,
    instance: Annotated[
        str, typer.Option(help="The id of your account there: portal, organization or company.", show_default=False)
    ] = "",
    frame: Annotated[
        list[str] | None,
        typer.Option(help="A page that may hold the panel, instead of the CRM's usual ones; may be repeated."),
    ] = None,
    home: HomeOption = None,
) -> None:
    """Connect a CRM or a page, or connect it anew.

    Example: orbit surfaces set hubspot --secret-from - --instance 62515
    """
    from api.surfaces.connections import new_connection
    from api.surfaces.launch import Surface

    secret = "" if secret_from is None else _secret(secret_from)
    known = _known(home)
    made = new_connection(Surface(_checked(surface)), secret=secret, instance=instance, frames=tuple(frame or ()))
    known.put(made)
    narrate(
        f"{surface} is connected. It may be held by: {', '.join(made.frames) or 'no page yet; name one with --frame'}"
    )


def list_surfaces(*, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """List what is connected; secrets are not shown."""
    known = _known(home)
    forms = [
        {"surface": one.surface.value, "instance": one.instance, "frames": list(one.frames)}
        for one in known.all().values()
    ]
    if as_json:
        print_json({"surfaces": forms})
        return
    for form in forms:
        print_text(f"{form['surface']}  {form['instance'] or '-'}  {' '.join(form['frames'])}")


def remove(surface: Name, *, home: HomeOption = None) -> None:
    """Disconnect a CRM or a page; its secret is forgotten and its open panels end."""
    from api.surfaces.launch import Surface

    told = "is disconnected" if _known(home).remove(Surface(_checked(surface))) else "was not connected"
    narrate(f"{surface} {told}.")


def _known(home: Path | None) -> Connections:
    from api.surfaces.connections import Connections

    with open_workspace(home) as workspace:
        return Connections(workspace.settings.home)


def _checked(surface: str) -> str:
    from api.surfaces.connections import FRAMES

    if surface not in FRAMES:
        raise UsageError(f"there is no surface called {surface}; there are: {', '.join(FRAMES)}")
    return surface


def _secret(source: str) -> str:
    """Read a secret from a file or what is typed; never from the command line, where others can see it."""
    if source == "-":
        return (
            typer.prompt("Secret", hide_input=True, err=True) if sys.stdin.isatty() else sys.stdin.read(_MOST).strip()
        )
    try:
        return Path(source).read_text(encoding="utf-8")[:_MOST].strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"the secret cannot be read from {source}: name a file that holds it, or -") from error
