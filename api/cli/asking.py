"""`orbit ask`: an ask from its plan to what became of it, and what is owed for it."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.console import (
    AsOfOption,
    HomeOption,
    JsonOption,
    day_or_today,
    narrate,
    now,
    open_workspace,
    print_json,
    read_day,
    read_number,
)
from orbit.errors import UsageError

if TYPE_CHECKING:
    from api.presenter import Author, Happening

_LISTED = "orbit ask list"
NumberArgument = Annotated[
    int, typer.Argument(help="The number that `orbit ask list` shows.", parser=lambda text: read_number(text, _LISTED))
]
OnOption = Annotated[str | None, typer.Option("--on", help="The day on which it happened (YYYY-MM-DD), else today.")]
NoteOption = Annotated[str, typer.Option("--note", help="Whatever helps to remember it.")]
ByOption = Annotated[str | None, typer.Option("--by", help="Who says so (else your login name).")]
ReturnOption = Annotated[
    str | None, typer.Option("--reciprocity", help="What they get in return: linkedin-recommendation, donation …")
]
KeyOption = Annotated[
    str | None, typer.Option("--key", help="A text of yours: the same command with it again changes nothing.")
]
RepOption = Annotated[str | None, typer.Option("--rep", help="Only asks of this rep (an e-mail).")]


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    group = typer.Typer(help="Make asks and log what becomes of them.", no_args_is_help=True, rich_markup_mode=None)
    for name, verb in _VERBS.items():
        group.command(name)(verb)
    app.add_typer(group, name="ask")


def new(  # noqa: PLR0913 - one keyword for each option of the verb
    account: Annotated[str, typer.Argument(help="Domain, name, CRM reference or id of the account.")],
    *,
    target: Annotated[str, typer.Option("--target", help="Whom we want to meet there.")],
    connector: Annotated[str, typer.Option("--connector", help="Whom we ask for the introduction.")],
    rep: Annotated[str | None, typer.Option("--rep", help="In whose name (else the account's owner).")] = None,
    reciprocity: ReturnOption = None,
    on: Annotated[str | None, typer.Option("--on", help="Plan it for this day (YYYY-MM-DD), else today.")] = None,
    note: NoteOption = "",
    by: ByOption = None,
    key: KeyOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Plan an ask: it takes one of the connector's slots, if the gate lets it through.

    Example: orbit ask new snowpeak.example --target "Dana Wu" --connector bo@northwind.example
    """
    from api.presenter import Presenter, Wish

    wish = Wish(account, target, connector, rep, reciprocity, note)
    with open_workspace(home) as workspace:
        author = _author(by, on, key, ("new", account, target, connector, rep, reciprocity, note))
        answer = Presenter(workspace).seen_by(rep).plan_ask(wish, author).answer
    _show(answer, as_json=as_json)
    narrate(f"Planned as ask {answer['id']}.")


def sent(  # noqa: PLR0913 - one keyword for each option of the verb
    number: NumberArgument,
    *,
    reciprocity: ReturnOption = None,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="It was made, although the gate forbids it by now; the log says so.")
    ] = False,
    on: OnOption = None,
    note: NoteOption = "",
    by: ByOption = None,
    key: KeyOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Log that the connector was asked; what they get in return has to be picked by then.

    The gate is asked again: much may have happened since the ask was planned.

    Example: orbit ask sent 17 --reciprocity linkedin-recommendation
    """
    happening = _happening("sent", on=on, note=note, reciprocity=reciprocity, anyway=anyway)
    _log(number, happening, by, key, home=home, as_json=as_json)


def outcome(  # noqa: PLR0913 - one keyword for each option of the verb
    number: NumberArgument,
    what: Annotated[str, typer.Argument(help="accepted, declined, not-now, forwarded, replied, meeting, won …")],
    *,
    next_on: Annotated[
        str | None, typer.Option("--next", help="When to check in again, or until when they are locked in.")
    ] = None,
    reciprocity: ReturnOption = None,
    on: OnOption = None,
    note: NoteOption = "",
    by: ByOption = None,
    key: KeyOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Log what has become of an ask.

    accepted, declined, not-now, forwarded, replied, meeting, opportunity, won, lost, withdrawn; locked-in (with
    --next); and beside these: reciprocity-picked, reciprocity-done, draft-sent, connector-told, checked-in.

    Example: orbit ask outcome 17 not-now --next 2027-02-01
    """
    happening = _happening(what, on=on, note=note, next_on=next_on, reciprocity=reciprocity)
    _log(number, happening, by, key, home=home, as_json=as_json)


def undo(
    number: NumberArgument,
    *,
    event: Annotated[int | None, typer.Option("--event", help="The event that never happened, else the last.")] = None,
    note: NoteOption = "",
    by: ByOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take back what was logged by mistake; the log keeps both.

    Example: orbit ask undo 17
    """
    _log(number, _happening("taken_back", note=note, takes_back=event), by, None, home=home, as_json=as_json)


def list_asks(  # noqa: PLR0913 - one keyword for each option of the verb
    *,
    rep: RepOption = None,
    state: Annotated[list[str] | None, typer.Option("--state", help="Only asks of this state; repeatable.")] = None,
    connector: Annotated[str | None, typer.Option("--connector", help="Only asks of this person.")] = None,
    account: Annotated[str | None, typer.Option("--account", help="Only asks for people at this account.")] = None,
    due: Annotated[bool, typer.Option("--due", help="Only asks with something to do by now.")] = False,
    limit: Annotated[int, typer.Option("--limit", help="How many to show at most.", min=1, max=500)] = 50,
    cursor: Annotated[str | None, typer.Option("--cursor", help="Go on where the last list ended.")] = None,
    as_of: AsOfOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """List asks, the newest first, with what is left to do for each.

    Example: orbit ask list --rep ana.ruiz@tidewell.example --due
    """
    from api.presenter import AsksWanted, Presenter

    wanted = AsksWanted(tuple(map(_state, state or ())), connector, account, due, limit, cursor)
    with open_workspace(home) as workspace:
        answer = Presenter(workspace).asks(wanted, rep=rep, as_of=day_or_today(as_of))
    if as_json:
        print_json(answer)
        return
    from api.cli.asktable import print_asks

    print_asks(answer, due=due)


def show(
    number: NumberArgument, *, as_of: AsOfOption = None, home: HomeOption = None, as_json: JsonOption = False
) -> None:
    """Show one ask: how far it has come, what is left to do, and all that was logged.

    Example: orbit ask show 17
    """
    from api.presenter import Presenter

    with open_workspace(home) as workspace:
        answer = Presenter(workspace).ask(number, as_of=day_or_today(as_of))
    _show(answer, as_json=as_json)


def owed(
    *, rep: RepOption = None, as_of: AsOfOption = None, home: HomeOption = None, as_json: JsonOption = False
) -> None:
    """List what connectors get in return: what is owed, what is overdue, what is done.

    Example: orbit ask owed --rep ana.ruiz@tidewell.example
    """
    from api.presenter import Presenter

    with open_workspace(home) as workspace:
        answer = Presenter(workspace).owed(rep=rep, as_of=day_or_today(as_of))
    if as_json:
        print_json(answer)
        return
    from api.cli.asktable import print_owed

    print_owed(answer)


def export(
    *,
    salesforce: Annotated[Path, typer.Option("--salesforce", help="The CSV file to write.", show_default=False)],
    object_: Annotated[str, typer.Option("--object", help="The object whose records get the fields.")] = "Opportunity",
    rep: RepOption = None,
    as_of: AsOfOption = None,
    home: HomeOption = None,
) -> None:
    """Write every ask that was made as Referral_Ask__c and Referral_Candidate_Name__c, ready to load.

    Example: orbit ask export --salesforce asks.csv --object Opportunity
    """
    from api.cli.askfile import write_salesforce_csv
    from api.presenter import Presenter

    with open_workspace(home) as workspace:
        rows = Presenter(workspace).salesforce_asks(object_, rep=rep, as_of=day_or_today(as_of))
    write_salesforce_csv(salesforce, rows)
    narrate(f"{len(rows)} asks written to {salesforce}")


_VERBS: dict[str, Any] = {
    "new": new,
    "sent": sent,
    "outcome": outcome,
    "undo": undo,
    "list": list_asks,
    "show": show,
    "owed": owed,
    "export": export,
}


def _log(
    number: int, happening: Happening, by: str | None, key: str | None, *, home: Path | None, as_json: bool
) -> None:
    from api.presenter import Presenter

    with open_workspace(home) as workspace:
        author = _author(by, None, key, (number, happening))
        answer = Presenter(workspace).log_event(number, happening, author).answer
    _show(answer, as_json=as_json)


def _happening(what: str, *, on: str | None = None, next_on: str | None = None, **told: Any) -> Happening:
    from api.presenter import Happening
    from orbit.asks.log.ask import EventKind

    name = what.strip().casefold().replace("-", "_").replace(" ", "_")
    if name not in set(EventKind):
        known = ", ".join(kind.value.replace("_", "-") for kind in EventKind if kind is not EventKind.PLANNED)
        raise UsageError(f"{what!r} is nothing that happens to an ask; known: {known}")
    return Happening(
        EventKind(name),
        on=None if on is None else read_day(on, "--on"),
        next_on=None if next_on is None else read_day(next_on, "--next"),
        **told,
    )


def _author(by: str | None, on: str | None, key: str | None, asked: object) -> Author:
    """Who logs it, and when; `asked` tells a key's call from another one under the same key."""
    from hashlib import sha256

    from api.presenter import Author
    from orbit.asks.log.book import Once

    moment = now()
    today = moment.date() if on is None else read_day(on, "--on")
    if today > moment.date():
        raise UsageError(f"--on {today} lies ahead: an ask takes its slot on the day on which it is planned")
    hashes = (sha256(text.encode()).hexdigest() for text in (f"cli/{key}", repr(asked)))
    return Author(by or getpass.getuser(), moment, today, None if key is None else Once(*hashes))


def _state(text: str) -> Any:
    from orbit.asks.terms import AskState

    name = text.strip().casefold().replace("-", "_")
    if name not in set(AskState):
        raise UsageError(f"--state knows {', '.join(AskState)}; got {text!r}")
    return AskState(name)


def _show(answer: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print_json(answer)
        return
    from api.cli.asktable import print_ask

    print_ask(answer)
