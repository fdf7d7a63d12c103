"""What the asks of a month come to."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.http import measure_examples
from api.http.describing import answers
from api.http.desk import DeskDep
from api.http.queries import MeasuresQuery
from api.http.schemas.measures import MeasuresOut
from api.presenter import MeasuresRequest

router = APIRouter(prefix="/v1", tags=["measures"])


@router.get("/measures", response_model=MeasuresOut, responses=answers(measure_examples.MEASURES))
def measures(desk: DeskDep, query: Annotated[MeasuresQuery, Query()]) -> Response:
    """Count a month's asks per rep, what came of them, what was done on time, and the share of deals they led to."""
    as_of = query.as_of or desk.today
    request = MeasuresRequest(query.month, tuple(query.claimed), query.opportunities, query.won)
    return desk.answer(lambda: desk.presenter.measures(request, rep=query.rep, as_of=as_of), as_of=as_of)
