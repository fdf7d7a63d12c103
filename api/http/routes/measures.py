"""What the asks of a month come to."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.http import measure_examples
from api.http.describing import answers, writes
from api.http.desk import DeskDep
from api.http.queries import MeasuresQuery
from api.http.rights import needs, signed, whose_numbers
from api.http.schemas.measures import ClaimIn, ClaimOut, MeasuresOut
from api.presenter import Claiming, MeasuresRequest
from api.rendering import to_json
from orbit.access import Right

router = APIRouter(prefix="/v1", tags=["measures"])


@router.get("/measures", response_model=MeasuresOut, responses=answers(measure_examples.MEASURES))
def measures(desk: DeskDep, query: Annotated[MeasuresQuery, Query()]) -> Response:
    """Count a month's asks per rep, what came of them, what was done on time, and the share of deals they led to."""
    as_of = query.as_of or desk.today
    request = MeasuresRequest(query.month, tuple(query.claimed), query.opportunities, query.won)
    rep = whose_numbers(desk.visit.visitor, query.rep)
    return desk.answer(
        lambda: desk.presenter.measures(request, rep=rep, as_of=as_of),
        as_of=as_of,
        beside=desk.presenter.claims_digest(),
    )


@router.post(
    "/claims",
    status_code=201,
    response_model=ClaimOut,
    responses=writes(measure_examples.CLAIM),
    dependencies=[needs(Right.ASK)],
)
def claim(desk: DeskDep, body: ClaimIn) -> Response:
    """Keep how many asks a rep says to have made; said again, it takes the place of what was said before."""
    rep = whose_numbers(desk.visit.visitor, body.rep) or body.rep
    by, told = signed(desk.visit.visitor, body.by), Claiming(rep, body.claimed, body.month)
    answer = desk.presenter.claim(told, as_of=desk.today, by=by, at=desk.services.keys.now())
    return Response(to_json(answer), 201, {"Cache-Control": "no-store"}, media_type="application/json")
