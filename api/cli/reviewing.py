"""`orbit review`: the matches that nobody is sure of, decided by a person and undone as easily."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.console import HomeOption, JsonOption, narrate, now, open_workspace, print_json, read_number
from orbit.errors import UsageError
from orbit.model import EntityKind

if TYPE_CHECKING:
    from api.presenter.matches import Matches
    from api.workspace import Workspace
    from orbit.resolve.writing import KindReport
    from orbit.store.base import Judgement

_LISTED = "orbit review list"
KindOption = Annotated[EntityKind, typer.Option("--kind", help="People or companies.")]
NumberArgument = Annotated[
    int,
    typer.Argument(help="The number that `orbit review list` shows.", parser=lambda text: read_number(text, _LISTED)),
]


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    group = typer.Typer(rich_markup_mode=None)
    group.callback(invoke_without_command=True)(go_through)
    group.command("list")(list_questions)
    group.command("same")(same)
    group.command("different")(different)
    group.command("undo")(undo)
    group.command("why")(why)
    group.command("who")(who)
    group.command("recalibrate")(recalibrate)
    group.command("recluster")(recluster)
    app.add_typer(group, name="review")


def go_through(
    context: typer.Context,
    *,
    kind: KindOption = EntityKind.PERSON,
    limit: Annotated[int, typer.Option(help="How many to ask at most.", min=1)] = 100,
    home: HomeOption = None,
) -> None:
    """Decide matches that are not certain: with the keyboard, or by the verbs below.

    Without a verb the open ones are asked one by one, those first on which most hangs. Press s if the two are the same,
    d if they are different, k to skip, w to see why, u to undo the last answer, q to quit. Piped in, one letter a line.

    Example: orbit review --kind company
    """
    if context.invoked_subcommand is not None:
        if home is not None:
            raise UsageError(f"Name the workspace behind the verb: orbit review {context.invoked_subcommand} --home …")
        return
    from api.cli.review_session import Reviewer, Session, keyboard

    with open_workspace(home) as workspace:
        matches = _matches(workspace)
        questions = matches.ranked(kind, as_of=now().date())
        session = Session(matches, workspace.store, Reviewer(getpass.getuser(), now), keyboard())
        try:
            session.run(questions[:limit])
        finally:
            narrate(session.told() if questions else f"No question about {_several(kind)} is open.")


def list_questions(
    *,
    kind: KindOption = EntityKind.PERSON,
    limit: Annotated[int, typer.Option(help="How many to show.", min=1, max=200)] = 20,
    decided: Annotated[bool, typer.Option("--decided", help="List what people have decided instead.")] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """List pairs that may be one person or company, those first on which most hangs.

    Example: orbit review list --kind company
    """
    with open_workspace(home) as workspace:
        matches = _matches(workspace)
        answer = (
            matches.decided(kind, limit=limit)
            if decided
            else matches.open(kind, limit=limit, cursor=None, as_of=now().date())
        )
    if as_json:
        print_json(answer)
        return
    from api.cli.matchtable import print_decided, print_matches

    if decided:
        print_decided(answer["items"])
        narrate(f"{answer['decided']} decided. Take one back with: orbit review undo NUMBER")
        return
    print_matches(answer["items"])
    if not answer["open"]:
        narrate(f"No question about {_several(kind)} is open.")
        return
    narrate(
        f"{answer['open']} open. Go through them: orbit review. Or decide one: orbit review same NUMBER, "
        "orbit review different NUMBER"
    )


def same(number: NumberArgument, *, home: HomeOption = None) -> None:
    """Say that a pair is one person or company."""
    from orbit.resolve import review

    with open_workspace(home) as workspace:
        made = review.same(workspace.store, number, actor=getpass.getuser(), at=now()).judgement
        together = _are_one(workspace, made)
    if together:
        narrate(f"Noted: they are one. To take it back: orbit review undo {made.id}")
    else:
        narrate(f"Noted, but another decision holds them apart. See which: orbit review why {made.id}")


def different(number: NumberArgument, *, home: HomeOption = None) -> None:
    """Say that a pair is two, whatever the rules find later."""
    from orbit.resolve import review

    with open_workspace(home) as workspace:
        made = review.different(workspace.store, number, actor=getpass.getuser(), at=now()).judgement
    narrate(f"Noted: they are two and stay apart. To take it back: orbit review undo {made.id}")


def undo(number: NumberArgument, *, home: HomeOption = None) -> None:
    """Take a decision back, as if it had never been made; by its number, or by that of the question."""
    from orbit.resolve import review

    with open_workspace(home) as workspace:
        undone = review.undo(workspace.store, number, at=now())
    narrate(f"Decision {undone.id} is undone.")


def why(
    left: Annotated[str, typer.Argument(help="A record such as crm_champions:51124, or the number of a question.")],
    right: Annotated[str | None, typer.Argument(help="The other record; none for a number.")] = None,
    *,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say why two records are one person or company, or why they are not.

    Example: orbit review why crm_champions:51124 linkedin:in/ana-ruiz
    """
    number = read_number(left, _LISTED) if right is None and left.isdigit() else None
    if right is None and number is None:
        raise UsageError("name two records such as crm_champions:51124, or the number of a question")
    from api.cli.review_session import WEIGHING

    narrate(WEIGHING)
    with open_workspace(home) as workspace:
        matches = _matches(workspace)
        answer = matches.why_of(number) if number else matches.why(left, right or "")
    if as_json:
        print_json(answer)
        return
    from api.cli.matchtable import print_why

    print_why(answer)


def who(  # noqa: PLR0913 - one keyword for each option of the verb
    name: Annotated[str, typer.Argument(help="The person's name.")],
    *,
    company: Annotated[str | None, typer.Option(help="What they call their company.")] = None,
    title: Annotated[str | None, typer.Option(help="Their title there.")] = None,
    location: Annotated[str | None, typer.Option(help="Where they live.")] = None,
    email: Annotated[str | None, typer.Option(help="Their e-mail address.")] = None,
    linkedin: Annotated[str | None, typer.Option(help="Their LinkedIn page.")] = None,
    limit: Annotated[int, typer.Option(help="How many to show at most.", min=1, max=20)] = 3,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say whom a record of a person means: who is most like it, and how sure that is.

    Example: orbit review who "Bob Alderberg" --company "Quill Works"
    """
    from api.presenter.matches import Said

    said = Said(name, company, title, location, email, linkedin)
    with open_workspace(home) as workspace:
        answer = _matches(workspace).find(said, limit=limit, as_of=now().date())
    if as_json:
        print_json(answer)
        return
    from api.cli.matchtable import print_found

    print_found(answer["items"])
    if not answer["items"]:
        narrate("Nobody is enough like that. Say more of them: --company, --email, --linkedin.")
    if answer["too_many"]:
        crowded = "; ".join(one["key"] for one in answer["too_many"])
        narrate(f"Too many people to be looked at share this with them: {crowded}.")


def recalibrate(
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what the answers teach.")] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Learn from at least 100 answers about people how much each field counts, and match by that from now on.

    Example: orbit review recalibrate --dry-run
    """
    with open_workspace(home) as workspace:
        answer = _matches(workspace).recalibrate(at=now(), dry_run=dry_run)
    if as_json:
        print_json(answer)
    else:
        from api.cli.matchtable import print_learned

        print_learned(answer)
    if answer["kept"]:
        from api.cli.tables import count_of

        moved = count_of(answer["moved"], "record")
        narrate(
            f"Kept as weights {answer['weights']}: {moved} moved, {answer['open']} questions about people are open."
        )
    elif not answer["helps"]:
        narrate("Nothing was kept: on answers left out while learning, what was learned is no better than without it.")
        raise typer.Exit(1)
    else:
        narrate("Nothing was kept: this was a dry run.")


def recluster(*, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Match everybody from the beginning, and count again how common names are; best done at night, now and then.

    An import looks only at what came and at whom that reaches, and takes what is common from the last time.

    Example: orbit review recluster
    """
    narrate("Matching everybody …")
    with open_workspace(home) as workspace:
        report = workspace.match(at=now(), anew=True)
    kinds = {"people": report.people, "companies": report.companies}
    if as_json:
        print_json({name: _recluster_form(one) for name, one in kinds.items()})
        return
    from api.cli.tables import count_of

    for name, one in kinds.items():
        narrate(f"{count_of(one.records, 'record')} of {name}: {one.entities:,} {name}, {one.moved:,} records moved.")


def _recluster_form(report: KindReport) -> dict[str, int]:
    return {
        "records": report.records,
        "entities": report.entities,
        "moved": report.moved,
        "judged": report.judged,
        "revoked": report.revoked,
        "unsure": report.unsure,
    }


def _matches(workspace: Workspace) -> Matches:
    from api.presenter import Presenter

    return Presenter(workspace).matches


def _are_one(workspace: Workspace, made: Judgement) -> bool:
    entity = workspace.store.entities(made.kind, [made.left, made.right])
    return len(set(entity.values())) == 1


def _several(kind: EntityKind) -> str:
    return "people" if kind is EntityKind.PERSON else "companies"
