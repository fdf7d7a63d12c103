"""Champions: whose window closes when, what stands in the way until when, and whom each could introduce us to."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from api.presenter.champions.championlist import ChampionsWanted
from api.web.address import Address
from api.web.desk import PageDep, PageDesk
from api.web.files import saved_as
from api.web.whose import Whose, whose
from orbit.asks.month.months import Month
from orbit.asks.terms import Status
from orbit.errors import UsageError

router = APIRouter()
_PAGE = 12
_STATUSES = frozenset(Status)
Text = Annotated[str, Query(max_length=320)]
Short = Annotated[str, Field(max_length=20)]


@router.get("/champions.ics")
def champions_calendar(desk: PageDep, rep: Text = "") -> Response:
    """Give the days on which they may be asked as a calendar file."""
    text = desk.make(lambda: desk.presenter.champions_calendar(rep=whose(desk, rep, desk.today).rep, as_of=desk.today))
    return saved_as("champions.ics", text.encode(), "text/calendar; charset=utf-8")


class Asked(BaseModel):
    """What an address asks of the page; an empty field asks nothing."""

    rep: Annotated[str, Field(max_length=320)] = ""
    status: Short = ""
    closes: Short = ""
    sort: Short = ""
    month: Short = ""
    page: Annotated[int, Field(ge=1, le=9999)] = 1

    def wanted(self) -> ChampionsWanted:
        """Return which champions the presenter is asked for."""
        return ChampionsWanted(
            status=Status(self.status) if self.status in _STATUSES else None,
            closes=_day(self.closes),
            by_closing=self.sort == "closes",
            month=self.month or None,
            limit=_PAGE,
            offset=(self.page - 1) * _PAGE,
        )


@router.get("/champions")
def champions(desk: PageDep, asked: Annotated[Asked, Query()]) -> Response:
    """Show a page of champions beside the calendar of closing windows."""
    return desk.kept(lambda: _champions_page(desk, asked.rep, asked.wanted(), asked.page))


def _champions_page(desk: PageDesk, rep: str, wanted: ChampionsWanted, page: int) -> Response:
    shown = whose(desk, rep, desk.today)
    answer = desk.presenter.champion_list(wanted, rep=shown.rep, as_of=desk.today)
    month = Month.read(answer["month"])
    return desk.show(
        "champions.html",
        answer=answer,
        known={each["id"]: each for each in answer["accounts"]},
        weeks=_weeks(month, answer),
        month_name=f"{month.first:%B} {month.year}",
        months={"before": str(month.plus(-1)), "after": str(month.plus(1))},
        whose=shown,
        wanted=wanted,
        address=_address(shown, wanted),
        pages=-(-answer["total"] // _PAGE),
        page=page,
        statuses=[status.value for status in Status],
    )


def _address(shown: Whose, wanted: ChampionsWanted) -> Address:
    told = {
        "rep": shown.value,
        "status": wanted.status.value if wanted.status else "",
        "closes": wanted.closes.isoformat() if wanted.closes else "",
        "sort": "closes" if wanted.by_closing else "",
        "month": wanted.month or "",
    }
    return Address("/champions", told)


def _weeks(month: Month, answer: Mapping[str, Any]) -> list[list[dict[str, Any]]]:
    """The weeks of a month from Monday to Sunday, each day with the windows that close on it."""
    closings = {each["on"]: each for each in answer["closings"]}
    weeks = Calendar().monthdatescalendar(month.year, month.number)
    return [
        [{"day": day, "inside": Month.of(day) == month, "closings": closings.get(day.isoformat())} for day in week]
        for week in weeks
    ]


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"A day is written as 2026-11-21, got {text!r}.") from error
