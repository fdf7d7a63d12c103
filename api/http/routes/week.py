"""Whom to ask this week, and which champions may be asked."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.http import examples
from api.http.accepting import CALENDAR, wants_calendar
from api.http.describing import answers, files
from api.http.desk import DeskDep
from api.http.queries import RepQuery, WeekQuery
from api.http.schemas import ChampionsOut, WeekOut

router = APIRouter(prefix="/v1", tags=["week"])


@router.get("/week", response_model=WeekOut, responses=answers(examples.WEEK))
def week(desk: DeskDep, query: Annotated[WeekQuery, Query()]) -> Response:
    """List this week's asks, per rep."""
    as_of, what_if = query.as_of or desk.today, tuple(query.what_if)
    return desk.answer(lambda: desk.presenter.week(rep=query.rep, as_of=as_of, what_if=what_if), as_of=as_of)


@router.get(
    "/champions",
    response_model=ChampionsOut,
    responses=answers(examples.CHAMPIONS, {CALENDAR: examples.CHAMPIONS_CALENDAR}),
)
def champions(desk: DeskDep, request: Request, query: Annotated[RepQuery, Query()]) -> Response:
    """List our champions and whether they may be asked; a calendar for who accepts text/calendar."""
    if wants_calendar(request.headers.get("accept", "")):
        return champions_calendar(desk, query)
    as_of = query.as_of or desk.today
    return desk.answer(lambda: desk.presenter.champions(rep=query.rep, as_of=as_of), as_of=as_of)


@router.get("/champions.ics", response_class=Response, responses=files(CALENDAR, examples.CHAMPIONS_CALENDAR))
def champions_calendar(desk: DeskDep, query: Annotated[RepQuery, Query()]) -> Response:
    """Give the days on which champions may be asked as an iCalendar file."""
    as_of = query.as_of or desk.today
    return desk.file(
        lambda: desk.presenter.champions_calendar(rep=query.rep, as_of=as_of),
        as_of=as_of,
        media_type=f"{CALENDAR}; charset=utf-8",
    )
