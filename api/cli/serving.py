"""`orbit serve` and `orbit keys`."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Annotated

import typer

from api.cli.console import HomeOption, JsonOption, narrate, now, open_workspace, print_json, print_text
from api.cli.progress import row_progress
from orbit.access import ALL_RIGHTS, Right
from orbit.errors import NotFound


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("serve")(serve)
    keys = typer.Typer(help="Keys for programs that call the API.", no_args_is_help=True, rich_markup_mode=None)
    keys.command("new")(new)
    keys.command("list")(list_keys)
    keys.command("revoke")(revoke)
    app.add_typer(keys, name="keys")


def serve(
    *,
    host: Annotated[str, typer.Option(help="The address to serve on; others than this machine need API keys.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(help="The port to serve on.")] = 8000,
    workers: Annotated[int, typer.Option(help="How many processes answer.", min=1, max=64)] = 1,
    home: HomeOption = None,
) -> None:
    """Serve the web page and the API.

    Example: orbit serve --home demo
    """
    from api.serving import serve_workspace

    serve_workspace(home, host=host, port=port, workers=workers, say=narrate, watch=row_progress)


def new(
    name: Annotated[str, typer.Argument(help="What the key is for.")],
    *,
    days: Annotated[int, typer.Option(help="How long it works.", min=1, max=365)] = 90,
    scope: Annotated[
        list[Right] | None, typer.Option(help="What it may do; may be given again. Without it: everything.")
    ] = None,
    home: HomeOption = None,
) -> None:
    """Make a key and print it once. From then on the API asks for one.

    Example: orbit keys new sidebar --days 90 --scope read --scope ask
    """
    from api.http.keys import new_key

    with open_workspace(home) as workspace:
        key, text = new_key(name, now() + timedelta(days=days), frozenset(scope) if scope else ALL_RIGHTS)
        with workspace.store.writing() as batch:
            batch.put_key(key)
    narrate("Keep this key safe; it is shown only now.")
    print_text(text)


def list_keys(*, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """List the keys; the secrets are not kept."""
    with open_workspace(home) as workspace:
        keys = workspace.store.keys()
    forms = [
        {
            "id": key.id,
            "name": key.name,
            "created_at": key.created_at.isoformat(),
            "expires_at": key.expires_at.isoformat(),
            "revoked_at": key.revoked_at.isoformat() if key.revoked_at else None,
            "scopes": [right.value for right in Right if right in key.scopes],
        }
        for key in keys
    ]
    if as_json:
        print_json({"keys": forms})
        return
    for form in forms:
        state = "withdrawn" if form["revoked_at"] else f"works until {form['expires_at']}"
        scopes = "everything" if len(form["scopes"] or ()) == len(Right) else " ".join(form["scopes"] or ())
        print_text(f"{form['id']}  {form['name']}  {state}  {scopes}")
    if not forms:
        narrate("No key yet. Make one: orbit keys new NAME")


def revoke(
    key: Annotated[str, typer.Argument(help="The id that `orbit keys list` shows.")], *, home: HomeOption = None
) -> None:
    """Withdraw a key; it stops working at once."""
    with open_workspace(home) as workspace:
        stored = workspace.store.keys()
        found = next((one for one in stored if one.id == key), None)
        if found is None:
            raise NotFound(f"No key has the id {key}.", [one.id for one in stored][:3])
        with workspace.store.writing() as batch:
            batch.put_key(replace(found, revoked_at=now()))
    narrate(f"Key {key} is withdrawn.")
