"""The sheet of the monthly working session."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.http import measure_examples
from api.http.describing import answers
from api.http.desk import DeskDep
from api.http.queries import SessionQuery
from api.http.schemas.session import SessionOut

router = APIRouter(prefix="/v1", tags=["measures"])


@router.get("/session", response_model=SessionOut, responses=answers(measure_examples.SESSION))
def session(desk: DeskDep, query: Annotated[SessionQuery, Query()]) -> Response:
    """Show for each rep whom to ask on which day and with which words, what is owed, and what to mend."""
    as_of = query.as_of or desk.today
    return desk.answer(lambda: desk.presenter.session(rep=query.rep, month=query.month, as_of=as_of), as_of=as_of)
