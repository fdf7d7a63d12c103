"""`orbit learn`: what the asks so far teach, and whether it shall count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.console import (
    AsOfOption,
    HomeOption,
    JsonOption,
    day_or_today,
    narrate,
    open_workspace,
    print_json,
    print_text,
)

if TYPE_CHECKING:
    from api.workspace import Workspace

Json = Mapping[str, Any]

_BAR = 30
_SHOWN = 5


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("learn")(learn)


def learn(
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    forget: Annotated[bool, typer.Option("--forget", help="Go back to the policy without what was learned.")] = False,
    as_of: AsOfOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Learn from the answers to asks how willing people are and how often targets reply.

    Example: orbit learn --dry-run
    """
    from api.presenter.month.learning import learning_answer

    with open_workspace(home) as workspace:
        if forget:
            workspace.settings.learned.unlink(missing_ok=True)
            narrate("Forgotten: the policy counts as it was.")
            return
        answer = learning_answer(workspace, workspace.scene(day_or_today(as_of)))
        if not dry_run:
            _keep(workspace, str(answer["learned"]))
    if as_json:
        print_json(answer)
    else:
        _print(answer)
    narrate(_end(answer, dry_run=dry_run))


def _keep(workspace: Workspace, learned: str) -> None:
    if learned:
        workspace.settings.learned.write_text(learned, encoding="utf-8")
        workspace.settings.learned.chmod(0o600)


def _end(answer: Json, *, dry_run: bool) -> str:
    if not answer["learned"]:
        return "No ask has been answered yet, so there is nothing to learn from. Log answers with: orbit ask outcome"
    if dry_run:
        return "Nothing was changed. Leave --dry-run out to let it count."
    return "It counts from now on. To go back: orbit learn --forget"


def _print(answer: Json) -> None:
    _print_lessons("How willing they are", [(one["circle"], one) for one in answer["willing"]])
    _print_lessons("How often they reply", [(one["seniority"], one) for one in answer["reply"]])
    _print_lessons("Unlike their circle", [(str(one["name"]), one) for one in answer["people"]])
    _print_bins(answer["calibration"])
    week = answer["week"]
    for word, asks in (("new in this week's list", week["added"]), ("no longer in it", week["dropped"])):
        if asks:
            print_text(f"\n{len(asks)} {word}:")
            for ask in asks[:_SHOWN]:
                print_text(f"  {ask['connector']['name']} for {ask['target']['name']} at {ask['account']['name']}")


def _print_lessons(head: str, rows: Sequence[tuple[str, Json]]) -> None:
    if not rows:
        return
    print_text(f"\n{head:<26}asks  said yes  expected    was    now")
    for name, one in rows:
        said = f"{name.replace('_', ' ')[:24]:<26}{one['asks']:>4}{one['real']:>10}{one['expected']:>10.1f}"
        print_text(f"{said}{one['prior']:>7.0%}{one['value']:>7.0%}")


def _print_bins(told: Json) -> None:
    if not told["bins"]:
        return
    print_text("\nChance said            asks   said  really")
    for one in told["bins"]:
        bar = "█" * round(one["real"] * _BAR)
        print_text(
            f"{one['low']:>4.0%} to {one['high']:<5.0%}{one['asks']:>14}{one['said']:>7.0%}{one['real']:>8.0%}  {bar}"
        )
    print_text(f"Error of these chances {told['brier']:.3f}; always saying the average would be {told['usual']:.3f}.")
