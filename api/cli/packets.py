"""`orbit packet`: what the templates make of a real path, and which of them are the workspace's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.console import AsOfOption, HomeOption, JsonOption, day_or_today, open_workspace, print_json
from orbit.errors import UsageError

if TYPE_CHECKING:
    from orbit.asks.packet.write import PacketKind


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    group = typer.Typer(help="See the words of an ask, and your own templates.", no_args_is_help=True)
    group.command("preview")(preview)
    group.command("templates")(templates)
    app.add_typer(group, name="packet")


def preview(
    account: Annotated[
        str | None, typer.Argument(help="Whose best path; else the hottest account that has one.")
    ] = None,
    *,
    kind: Annotated[
        str | None, typer.Option("--kind", help="direct, name-drop, routed or job-changer; else what fits best.")
    ] = None,
    rewrite: Annotated[bool, typer.Option("--rewrite", help="Let packet.rewrite_command reword it.")] = False,
    as_of: AsOfOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what each template makes of the best path, and what lint says of it.

    Example: orbit packet preview snowpeak.example --kind name-drop
    """
    from api.presenter import Presenter
    from api.presenter.packets.packet_preview import PreviewWanted

    wanted = PreviewWanted(account, None if kind is None else _kind(kind), rewrite)
    with open_workspace(home) as workspace:
        answer = Presenter(workspace).packet_preview(wanted, as_of=day_or_today(as_of))
    if as_json:
        print_json(answer)
    else:
        from api.cli.linttable import print_preview

        print_preview(answer)


def templates(*, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """List the templates, and which of them are files in the workspace's folder templates.

    Example: orbit packet templates
    """
    from api.own_templates import read_own_templates
    from api.presenter.packets.packet_preview import templates_answer
    from orbit.settings import read_settings

    answer = templates_answer(read_own_templates(read_settings(home).home))
    if as_json:
        print_json(answer)
    else:
        from api.cli.linttable import print_templates

        print_templates(answer)


def _kind(text: str) -> PacketKind:
    from orbit.asks.packet.write import PacketKind

    name = text.strip().casefold().replace("-", "_").replace(" ", "_")
    if name not in set(PacketKind):
        raise UsageError(f"--kind knows {', '.join(PacketKind)}; got {text!r}")
    return PacketKind(name)
