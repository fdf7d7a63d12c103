"""`orbit paths`, `orbit week` and `orbit champions`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from api.cli.console import (
    AsOfOption,
    HomeOption,
    JsonOption,
    day_or_today,
    narrate,
    open_workspace,
    print_json,
    read_day,
)
from orbit.errors import UsageError

MemberT = TypeVar("MemberT", bound=StrEnum)

RepOption = Annotated[str | None, typer.Option("--rep", help="Only this rep (an e-mail).")]


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("paths")(paths)
    app.command("week")(week)
    app.command("champions")(champions)


def paths(  # noqa: PLR0913 - one keyword for each option of the verb
    account: Annotated[str, typer.Argument(help="Domain, name, CRM reference or id of the account.")],
    *,
    requester: Annotated[str | None, typer.Option(help="In whose name to ask (else the account's owner).")] = None,
    title: Annotated[str | None, typer.Option(help="Only people whose title holds these words.")] = None,
    function: Annotated[list[str] | None, typer.Option(help="Only people of this function, such as sales.")] = None,
    seniority: Annotated[list[str] | None, typer.Option(help="Only people as high as this, such as vp.")] = None,
    circle: Annotated[list[str] | None, typer.Option(help="Only over these of our people, such as advisor.")] = None,
    without: Annotated[list[str] | None, typer.Option(help="A person who may be on no path.")] = None,
    min_strength: Annotated[
        float, typer.Option(help="Only over ties at least this strong, 0 to 1.", show_default=False)
    ] = 0.0,
    limit: Annotated[int, typer.Option(help="How many paths to show at most.")] = 10,
    why: Annotated[
        bool, typer.Option("--why", help="Show what each score is made of, and what would raise it.")
    ] = False,
    diff: Annotated[str | None, typer.Option(help="Show what changed since this day (YYYY-MM-DD), and why.")] = None,
    as_of: AsOfOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the best ways to named people at an account, with the evidence for each step.

    --function, --seniority, --circle and --without may be given several times.

    Example: orbit paths snowpeak.example --title sales --circle champion --why
    """
    from api.presenter import PathsRequest, Presenter
    from orbit.model import Circle
    from orbit.titles import JobFunction, Seniority

    request = PathsRequest(
        requester,
        title,
        limit,
        day_or_today(as_of),
        functions=_members(JobFunction, function, "--function"),
        seniorities=_members(Seniority, seniority, "--seniority"),
        circles=_members(Circle, circle, "--circle"),
        without=tuple(without or ()),
        min_strength=min_strength,
        why=why,
        diff=None if diff is None else read_day(diff, "--diff"),
    )
    with open_workspace(home) as workspace:
        answer = Presenter(workspace).seen_by(requester).paths(account, request)
    if as_json:
        print_json(answer)
    else:
        from api.cli.pathtable import print_paths

        print_paths(answer)


def _members(kind: type[MemberT], words: list[str] | None, option: str) -> tuple[MemberT, ...]:
    """Read the values of an option, however they are spelled: C-level is c_level."""
    known = {member.value: member for member in kind}
    spelled = {word: word.strip().casefold().replace("-", "_").replace(" ", "_") for word in words or ()}
    for word, value in spelled.items():
        if value not in known:
            raise UsageError(f"{option} knows {', '.join(known)}; got {word!r}")
    return tuple(dict.fromkeys(known[value] for value in spelled.values()))


def week(  # noqa: PLR0913 - one keyword for each option of the verb
    *,
    rep: RepOption = None,
    as_of: AsOfOption = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="Also write the asks to this file.")] = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", help="Also write them to this Excel workbook.")] = None,
    what_if: Annotated[
        list[str] | None, typer.Option(help="Show what a change would do: PERSON=+1, max_open=3, or slots.")
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show whom to ask this week, for each rep, with the words ready.

    --what-if may be given several times: all of it is supposed at once.

    Example: orbit week --rep ana.ruiz@tidewell.example --csv asks.csv
    """
    from api.presenter import Presenter

    with open_workspace(home) as workspace:
        presenter = Presenter(workspace).seen_by(rep)
        answer = presenter.week(rep=rep, as_of=day_or_today(as_of), what_if=tuple(what_if or ()))
    if csv:
        from api.cli.tables import count_of
        from api.cli.weekfile import write_week_csv

        rows = write_week_csv(csv, answer)
        narrate(f"{count_of(rows, 'ask')} written to {csv}")
    if xlsx:
        from api.cli.tables import count_of
        from api.cli.weekfile import write_week_xlsx

        rows = write_week_xlsx(xlsx, answer)
        narrate(f"{count_of(rows, 'ask')} written to {xlsx}")
    if as_json:
        print_json(answer)
    else:
        from api.cli.weektable import print_week

        print_week(answer)


def champions(
    *,
    rep: RepOption = None,
    everybody: Annotated[
        bool, typer.Option("--all", help="Also those who may not be asked now nor within a month.")
    ] = False,
    ics: Annotated[
        Path | None, typer.Option("--ics", help="Also write the days on which they may be asked to this calendar file.")
    ] = None,
    as_of: AsOfOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show which champions may be asked, the newest value event first, until when, and for whom.

    Example: orbit champions --rep ana.ruiz@tidewell.example --ics windows.ics
    """
    from api.presenter import Presenter

    day = day_or_today(as_of)
    with open_workspace(home) as workspace:
        presenter = Presenter(workspace).seen_by(rep)
        answer = presenter.champions(rep=rep, as_of=day)
        calendar = presenter.champions_calendar(rep=rep, as_of=day) if ics else ""
    if ics:
        _write_calendar(ics, calendar)
    if as_json:
        print_json(answer)
    else:
        from api.cli.championtable import print_champions

        print_champions(answer, everybody=everybody)


def _write_calendar(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise UsageError(f"Cannot write {file}: {error.strerror}. Name a file in a folder that is there.") from error
    windows = text.count("BEGIN:VEVENT")
    narrate(f"{windows} {'window' if windows == 1 else 'windows'} written to {file}")
