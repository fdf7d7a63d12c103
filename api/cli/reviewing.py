"""`orbit review`: the matches that nobody is sure of, decided by a person and undone as easily."""

from __future__ import annotations

import getpass
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.console import HomeOption, JsonOption, narrate, now, open_workspace, print_json, print_text
from orbit.model import Company, EntityKind, Person, Record

if TYPE_CHECKING:
    from orbit.resolve.review import Question

KindOption = Annotated[EntityKind, typer.Option("--kind", help="People or companies.")]
NumberArgument = Annotated[int, typer.Argument(help="The number that `orbit review list` shows.")]


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    group = typer.Typer(help="Decide matches that are not certain.", no_args_is_help=True, rich_markup_mode=None)
    group.command("list")(list_questions)
    group.command("same")(same)
    group.command("different")(different)
    group.command("undo")(undo)
    app.add_typer(group, name="review")


def list_questions(
    *,
    kind: KindOption = EntityKind.PERSON,
    limit: Annotated[int, typer.Option(help="How many to show.", min=1)] = 20,
    decided: Annotated[bool, typer.Option("--decided", help="List what people have decided instead.")] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """List pairs that may be one person or company, with what speaks for it.

    Example: orbit review list --kind company
    """
    from orbit.resolve import review

    with open_workspace(home) as workspace:
        found = (review.decisions if decided else review.questions)(workspace.store, kind)
    shown = [_form(question) for question in islice(found, limit)]
    if as_json:
        print_json({"count": len(found), "decided": decided, "questions": shown})
        return
    for form in shown:
        print_text(
            f"{form['id']:>6}  {form['left']['text']}\n        {form['right']['text']}\n        {form['because']}"
        )
    if decided:
        narrate(f"{len(found)} decided. Take one back with: orbit review undo NUMBER")
    else:
        narrate(f"{len(found)} open. Decide with: orbit review same NUMBER, or: orbit review different NUMBER")


def same(number: NumberArgument, *, home: HomeOption = None) -> None:
    """Say that a pair is one person or company."""
    from orbit.resolve import review

    with open_workspace(home) as workspace:
        review.same(workspace.store, number, actor=getpass.getuser(), at=now())
    narrate("Noted: they are one. To take it back: orbit review list --decided, then: orbit review undo NUMBER")


def different(number: NumberArgument, *, home: HomeOption = None) -> None:
    """Say that a pair is two, whatever the rules find later."""
    from orbit.resolve import review

    with open_workspace(home) as workspace:
        review.different(workspace.store, number, actor=getpass.getuser(), at=now())
    narrate("Noted: they are two and stay apart.")


def undo(number: NumberArgument, *, home: HomeOption = None) -> None:
    """Take a decision back, as if it had never been made."""
    from orbit.resolve import review

    with open_workspace(home) as workspace:
        review.undo(workspace.store, number, at=now())
    narrate(f"Decision {number} is undone.")


def _form(question: Question) -> dict[str, Any]:
    return {
        "id": question.judgement.id,
        "left": _record_form(question.left),
        "right": _record_form(question.right),
        "verdict": question.judgement.verdict.value,
        "because": question.judgement.because,
        "rule": question.judgement.rule,
    }


def _record_form(record: Record) -> dict[str, Any]:
    return {"key": str(record.key), "ref": str(record.ref), "text": f"{_words(record)}  [{record.ref}]"}


def _words(record: Record) -> str:
    if isinstance(record, Person):
        parts = [record.name, record.title, record.company, *record.emails, record.linkedin]
    elif isinstance(record, Company):
        parts = [record.name, *record.domains, record.country]
    return ", ".join(part for part in parts if part)
