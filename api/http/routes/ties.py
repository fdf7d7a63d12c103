"""Ties: which to ask about, and what somebody says of one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.http import tie_examples as examples
from api.http.describing import answers, writes
from api.http.desk import DeskDep
from api.http.queries import DayQuery
from api.http.rights import needs, signed
from api.http.schemas import QuestionsOut, TieIn, TieOut
from api.presenter.month.questions import Answer
from api.rendering import to_json
from orbit.access import Right

router = APIRouter(prefix="/v1", tags=["ties"])


@router.get("/questions", response_model=QuestionsOut, responses=answers(examples.QUESTIONS))
def questions(desk: DeskDep, query: Annotated[DayQuery, Query()]) -> Response:
    """List the few ties whose confirmation would change this week's list most."""
    as_of = query.as_of or desk.today
    return desk.answer(lambda: desk.presenter.questions(as_of=as_of), as_of=as_of)


@router.post(
    "/ties",
    status_code=201,
    response_model=TieOut,
    responses=writes(examples.TIE),
    dependencies=[needs(Right.CONFIRM)],
)
def confirm(desk: DeskDep, body: TieIn) -> Response:
    """Keep what somebody says of two people; the same said again on the same day changes nothing."""
    said = Answer(body.one, body.other, body.closeness, body.on or desk.today, signed(desk.visit.visitor, body.by))
    told = desk.presenter.confirm(said, at=desk.services.keys.now())
    return Response(to_json(told), 201, {"Cache-Control": "no-store"}, media_type="application/json")
