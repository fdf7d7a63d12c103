"""This week: whom each rep asks, why, what is held back, and what other limits would change."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from api.http.rights import RightMissing, must
from api.presenter import Wish
from api.sheets import CSV_TYPE, XLSX_TYPE
from api.web.address import Address
from api.web.desk import PageDep, PageDesk
from api.web.files import saved_as
from api.web.whose import Whose, whose
from api.weeksheet import week_csv, week_xlsx
from orbit.access import Right
from orbit.errors import UsageError

router = APIRouter()
# What the form of a supposed change may say, with the words for it.
LIMITS = {
    "max_open": "Open asks per connector",
    "max_recent": "Asks per connector in 30 days",
    "asks_per_account": "Asks per account and week",
    "asks_per_rep": "Asks per rep and week",
}
_SORTS = ("plan", "account", "chance", "signal")
_ROWS = 60
Text = Annotated[str, Query(max_length=320)]
Day = Annotated[str, Query(max_length=10)]
Number = Annotated[int, Path(ge=1, le=2**53)]


@router.get("/week")
def week(
    desk: PageDep, rep: Text = "", as_of: Day = "", sort: Text = "", page: Annotated[int, Query(ge=1, le=9999)] = 1
) -> Response:
    """Show one rep's week, or that of the whole team."""
    day = _day(desk, as_of)
    return desk.kept(lambda: _week_page(desk, day, rep, sort if sort in _SORTS else "plan", page))


@router.get("/week.csv")
def week_as_csv(desk: PageDep, rep: Text = "", as_of: Day = "") -> Response:
    """Give the week as CSV."""
    answer = _answer(desk, _day(desk, as_of), rep)
    return saved_as(f"orbit-{answer['week']}.csv", week_csv(answer).encode("utf-8", "replace"), CSV_TYPE)


@router.get("/week.xlsx")
def week_as_xlsx(desk: PageDep, rep: Text = "", as_of: Day = "") -> Response:
    """Give the week as a workbook."""
    answer = _answer(desk, _day(desk, as_of), rep)
    return saved_as(f"orbit-{answer['week']}.xlsx", week_xlsx(answer), XLSX_TYPE)


@router.get("/week/what-if")
def what_if(desk: PageDep) -> Response:
    """Show what other limits would change."""
    must(desk.visitor, Right.PLAN)
    told = {name: desk.request.query_params.get(name, "").strip() for name in (*LIMITS, "who", "more", "slots")}
    return desk.kept(lambda: _what_if_page(desk, told))


@router.post("/week/skip")
def skip(desk: PageDep) -> Response:
    """Take an ask off this week's list."""
    must(desk.visitor, Right.ASK)
    form = desk.form
    missing = [name for name in ("account", "target", "connector") if not form.get(name)]
    if missing:
        raise UsageError(f"The form came without its {missing[0]}. Reload the page and try again.")
    wish = Wish(
        form["account"], form["target"], form["connector"], form.get("requester") or None, None, form.get("note", "")
    )
    desk.make(lambda: desk.presenter.skip_ask(wish, desk.author))
    return desk.go(_back(form))


@router.post("/week/{number}/back")
def put_back(desk: PageDep, number: Number) -> Response:
    """Put a skipped ask back on the list."""
    must(desk.visitor, Right.ASK)
    desk.make(lambda: desk.presenter.put_back(number, desk.author))
    return desk.go(_back(desk.form))


def _answer(desk: PageDesk, day: date, rep: str) -> dict[str, Any]:
    return desk.make(lambda: _of(desk, whose(desk, rep, day, team=Right.PLAN), day))


def _of(desk: PageDesk, shown: Whose, day: date) -> dict[str, Any]:
    if shown.is_nobody:
        raise RightMissing(Right.PLAN)
    return desk.presenter.week(rep=shown.rep, as_of=day)


def _week_page(desk: PageDesk, day: date, rep: str, sort: str, page: int) -> Response:
    shown = whose(desk, rep, day, team=Right.PLAN)
    if shown.is_nobody:
        return desk.show("week_nobody.html")
    answer = desk.presenter.week(rep=shown.rep, as_of=day)
    rows = _sorted([{**ask, "rep": sheet["rep"]} for sheet in answer["reps"] for ask in sheet["asks"]], sort)
    return desk.show(
        "week.html",
        answer=answer,
        sheets=answer["reps"],
        rows=rows[(page - 1) * _ROWS : page * _ROWS] if shown.rep is None else rows,
        pages=-(-len(rows) // _ROWS) if shown.rep is None else 1,
        page=page,
        of_rep=answer["reps"][0] if shown.rep and answer["reps"] else None,
        whose=shown,
        sort=sort,
        is_now=day == desk.today,
        address=_address(desk, shown, day, sort),
        around=(day - timedelta(days=7), min(day + timedelta(days=7), desk.today)),
        favours=desk.presenter.favours()["items"],
        limits=LIMITS,
        form_key=lambda: secrets.token_hex(16),
    )


def _address(desk: PageDesk, shown: Whose, day: date, sort: str) -> Address:
    as_of = "" if day == desk.today else day.isoformat()
    return Address("/week", {"rep": shown.value, "as_of": as_of, "sort": "" if sort == "plan" else sort})


def _sorted(rows: list[dict[str, Any]], sort: str) -> list[dict[str, Any]]:
    """In the order of the plan, by account, by chance or by the newest signal."""
    if sort == "account":
        return sorted(rows, key=lambda ask: (ask["account"]["name"].casefold(), -ask["score"]))
    if sort == "chance":
        return sorted(rows, key=lambda ask: -ask["score"])
    if sort == "signal":
        return sorted(rows, key=lambda ask: ask["signals"][0]["occurred_on"] if ask["signals"] else "", reverse=True)
    return rows


def _what_if_page(desk: PageDesk, told: Mapping[str, str]) -> Response:
    supposed = _supposed(told)
    answer = desk.presenter.week(rep=None, as_of=desk.today, what_if=supposed) if supposed else None
    return desk.show("week_what_if.html", answer=answer, told=told, limits=LIMITS, supposed=_said(told, answer))


def _said(told: Mapping[str, str], answer: Mapping[str, Any] | None) -> list[str]:
    """What is supposed, in words: the limits by those of the form, connectors as the answer names them."""
    limits = [f"{words}: {told[name]}" for name, words in LIMITS.items() if told[name]]
    changes = answer["what_if"]["changes"] if answer and "what_if" in answer else []
    return [*limits, *changes[len(limits) :]]


def _supposed(told: Mapping[str, str]) -> tuple[str, ...]:
    """What a form supposes, as the presenter reads it."""
    changes: Sequence[str] = [f"{name}={told[name]}" for name in LIMITS if told[name]]
    more = [f"{told['who']}={_signed(told['more'])}"] if told["who"] else []
    return (*changes, *more, *(("slots",) if told["slots"] else ()))


def _signed(text: str) -> str:
    return text if text[:1] in {"+", "-"} else f"+{text or 1}"


def _day(desk: PageDesk, text: str) -> date:
    if not text:
        return desk.today
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"A day is written as 2026-11-21, got {text!r}.") from error


def _back(form: Mapping[str, str]) -> str:
    """Where the reader came from, if that is a page of this kind."""
    back = form.get("back", "")
    return back if back == "/week" or back.startswith("/week?") else "/week"
