"""The sheet of the monthly working session."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.http import measure_examples
from api.http.accepting import CALENDAR, wants_calendar
from api.http.describing import answers, files
from api.http.desk import DeskDep
from api.http.queries import SessionQuery
from api.http.rights import whose_numbers
from api.http.schemas.session import SessionOut
from api.presenter.month.session_calendar import session_calendar

router = APIRouter(prefix="/v1", tags=["measures"])


@router.get(
    "/session",
    response_model=SessionOut,
    responses=answers(measure_examples.SESSION, {CALENDAR: measure_examples.SESSION_CALENDAR}),
)
def session(desk: DeskDep, request: Request, query: Annotated[SessionQuery, Query()]) -> Response:
    """Show for each rep whom to ask on which day and with which words, what is owed, and what to mend.

    Who accepts text/calendar is given the holds.
    """
    if wants_calendar(request.headers.get("accept", "")):
        return session_holds(desk, query)
    as_of = query.as_of or desk.today
    rep = whose_numbers(desk.visit.visitor, query.rep)
    return desk.answer(lambda: desk.presenter.session(rep=rep, month=query.month, as_of=as_of), as_of=as_of)


@router.get("/session.ics", response_class=Response, responses=files(CALENDAR, measure_examples.SESSION_CALENDAR))
def session_holds(desk: DeskDep, query: Annotated[SessionQuery, Query()]) -> Response:
    """Give the session's holds as an iCalendar file."""
    as_of = query.as_of or desk.today
    rep = whose_numbers(desk.visit.visitor, query.rep)
    return desk.file(
        lambda: session_calendar(desk.presenter.session(rep=rep, month=query.month, as_of=as_of)),
        as_of=as_of,
        media_type=f"{CALENDAR}; charset=utf-8",
    )
