"""Asks: planned, logged step by step, listed, and what is owed for them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from api.http import examples
from api.http.describing import answers, writes
from api.http.desk import Desk, DeskDep
from api.http.once import IdempotencyKey, once
from api.http.queries import AsksQuery, DayQuery, RepQuery
from api.http.rights import needs, signed
from api.http.schemas import AskIn, AsksOut, EventIn, OneAskOut, OwedOut
from api.presenter import AsksWanted, Author, Happening, Wish, Written
from api.rendering import to_json
from orbit.access import Right
from orbit.asks.log.book import Once

router = APIRouter(prefix="/v1", tags=["asks"])
Number = Annotated[int, Path(ge=1, le=2**53, description="The number of the ask")]


@router.post(
    "/asks",
    status_code=201,
    response_model=OneAskOut,
    responses=writes(examples.PLANNED_ASK),
    dependencies=[needs(Right.ASK)],
)
def plan_ask(desk: DeskDep, request: Request, key: IdempotencyKey, body: AskIn) -> Response:
    """Plan an ask and take a slot of its connector; 409 with the reasons where there is none."""
    told = once(desk, request, key, body)
    wish = Wish(body.account, body.target, body.connector, body.rep, body.reciprocity, body.note)
    with desk.services.underway.alone(told.key):
        return _written(desk.presenter.plan_ask(wish, _author(desk, body.by, told)))


@router.post(
    "/asks/{number}/events",
    status_code=201,
    response_model=OneAskOut,
    responses=writes(examples.ONE_ASK),
    dependencies=[needs(Right.ASK)],
)
def log_event(desk: DeskDep, request: Request, number: Number, key: IdempotencyKey, body: EventIn) -> Response:
    """Log what has become of an ask; 409 with the kinds that are allowed where this one is not."""
    told = once(desk, request, key, body)
    happening = Happening(body.kind, body.on, body.note, body.next_on, body.reciprocity, body.takes_back, body.anyway)
    with desk.services.underway.alone(told.key):
        return _written(desk.presenter.log_event(number, happening, _author(desk, body.by, told)))


@router.get("/asks", response_model=AsksOut, responses=answers(examples.ASKS))
def list_asks(desk: DeskDep, query: Annotated[AsksQuery, Query()]) -> Response:
    """List asks, the newest first, with what is left to do for each."""
    as_of = query.as_of or desk.today
    wanted = AsksWanted(
        states=tuple(query.state),
        connector=query.connector,
        account=query.account,
        due=query.due,
        limit=query.limit,
        cursor=query.cursor,
    )
    return desk.answer(lambda: desk.presenter.asks(wanted, rep=query.rep, as_of=as_of), as_of=as_of)


# It stands before the route of one ask, whose number it is not.
@router.get("/asks/owed", response_model=OwedOut, responses=answers(examples.OWED))
def owed(desk: DeskDep, query: Annotated[RepQuery, Query()]) -> Response:
    """List what connectors get in return: what is owed, what is overdue, what is done."""
    as_of = query.as_of or desk.today
    return desk.answer(lambda: desk.presenter.owed(rep=query.rep, as_of=as_of), as_of=as_of)


@router.get("/asks/{number}", response_model=OneAskOut, responses=answers(examples.ONE_ASK))
def ask(desk: DeskDep, number: Number, query: Annotated[DayQuery, Query()]) -> Response:
    """Show one ask with everything that was logged of it."""
    as_of = query.as_of or desk.today
    return desk.answer(lambda: desk.presenter.ask(number, as_of=as_of), as_of=as_of)


def _author(desk: Desk, by: str | None, told: Once) -> Author:
    return Author(signed(desk.visit.visitor, by), desk.services.keys.now(), desk.today, told)


def _written(written: Written) -> Response:
    headers = {"Location": f"/v1/asks/{written.answer['id']}", "Cache-Control": "no-store"}
    if written.again:
        headers["Idempotency-Replayed"] = "true"
    return Response(to_json(written.answer), 201, headers, media_type="application/json")
