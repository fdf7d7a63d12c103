"""One person, with everything that their facts rest on."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.http import examples
from api.http.describing import answers
from api.http.desk import DeskDep
from api.http.queries import DayQuery, Key
from api.http.schemas import PersonOut

router = APIRouter(prefix="/v1", tags=["people"])


@router.get("/people/{key:path}", response_model=PersonOut, responses=answers(examples.PERSON))
def person(desk: DeskDep, key: Key, query: Annotated[DayQuery, Query()]) -> Response:
    """Show one person with every source record behind them."""
    as_of = query.as_of or desk.today
    return desk.answer(lambda: desk.presenter.person(key, as_of=as_of), as_of=as_of)
