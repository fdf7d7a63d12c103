"""Matches: what is open, why two records are one or two, deciding, and taking a decision back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.http import match_examples as examples
from api.http.describing import answers, problems, writes
from api.http.desk import Desk, DeskDep
from api.http.once import IdempotencyKey, once
from api.http.rights import needs, signed
from api.http.schemas import DecidedOut, DecisionIn, FindIn, FoundOut, MatchesOut, MatchOut, UndoneOut, WhyOut
from api.presenter import Author
from api.presenter.matches import MOST_MATCHES, Decision, Said
from api.rendering import to_json
from orbit.access import Right
from orbit.asks.log.book import Once
from orbit.model import EntityKind
from orbit.store.base import Verdict

router = APIRouter(prefix="/v1", tags=["matches"])
Number = Annotated[int, Path(ge=1, le=2**53, description="The number of a match, or of a decision about it")]
_Kind = Annotated[EntityKind, Field(description="Matches of people or of companies")]
_Record = Annotated[str, Field(min_length=3, max_length=1_024, description="A record such as crm_champions:51124")]


class MatchesQuery(BaseModel):
    """A page of open matches."""

    model_config = ConfigDict(extra="forbid")

    kind: _Kind = EntityKind.PERSON
    limit: Annotated[int, Field(ge=1, le=MOST_MATCHES)] = 20
    cursor: Annotated[str | None, Field(max_length=512, description="`next_cursor` of the page before")] = None


class WhyQuery(BaseModel):
    """Two records of one kind."""

    model_config = ConfigDict(extra="forbid")

    left: _Record
    right: _Record
    kind: Annotated[EntityKind | None, Field(description="Their kind; without it, that which both are of")] = None


@router.get("/matches", response_model=MatchesOut, responses=answers(examples.MATCHES))
def list_matches(desk: DeskDep, query: Annotated[MatchesQuery, Query()]) -> Response:
    """List open matches, those first on which a shown path or a target account depends."""
    ask = desk.presenter.matches.open
    return desk.answer(
        lambda: ask(query.kind, limit=query.limit, cursor=query.cursor, as_of=desk.today), as_of=desk.today
    )


# It stands before the route of one match, whose number it is not.
@router.get("/matches/why", response_model=WhyOut, responses=answers(examples.WHY))
def why(desk: DeskDep, query: Annotated[WhyQuery, Query()]) -> Response:
    """Say why two records are one person or company, or why they are not."""
    ask = desk.presenter.matches.why
    return desk.answer(lambda: ask(query.left, query.right, query.kind, as_of=desk.today), as_of=desk.today)


# A name in an address would stand in the logs of whatever the call passes through.
@router.post(
    "/matches/find",
    response_model=FoundOut,
    responses={200: {"content": {"application/json": {"example": examples.FOUND}}}, **problems()},
    dependencies=[needs(Right.REVIEW)],
)
def find(desk: DeskDep, body: FindIn) -> Response:
    """Find whom a record means: who of all people is likely to be the one of that name, company and so on."""
    said = Said(**body.model_dump(exclude={"limit"}))
    found = desk.presenter.matches.find(said, limit=body.limit, as_of=desk.today)
    return Response(to_json(found), headers={"Cache-Control": "no-store"}, media_type="application/json")


@router.get("/matches/{number}", response_model=MatchOut, responses=answers(examples.MATCH_WITH_WHY))
def match(desk: DeskDep, number: Number) -> Response:
    """Show one match with both records and everything that bears on it."""
    return desk.answer(lambda: desk.presenter.matches.one(number, as_of=desk.today), as_of=desk.today)


@router.post(
    "/matches/{number}",
    status_code=201,
    response_model=DecidedOut,
    responses=writes(examples.DECIDED),
    dependencies=[needs(Right.REVIEW)],
)
def decide(desk: DeskDep, request: Request, number: Number, key: IdempotencyKey, body: DecisionIn) -> Response:
    """Say whether the two records of a match are one; it stands above every rule until it is undone."""
    told = once(desk, request, key, body)
    decision = Decision(number, Verdict(body.verdict.value))
    with desk.services.underway.alone(told.key):
        written = desk.presenter.matches.decide(decision, _author(desk, body.by, told))
    headers = {"Location": f"/v1/matches/{number}", "Cache-Control": "no-store"}
    if written.again:
        headers["Idempotency-Replayed"] = "true"
    return Response(to_json(written.answer), 201, headers, media_type="application/json")


@router.delete(
    "/matches/{number}",
    response_model=UndoneOut,
    responses={200: {"content": {"application/json": {"example": examples.UNDONE}}}, **problems()},
    dependencies=[needs(Right.REVIEW)],
)
def undo(desk: DeskDep, number: Number) -> Response:
    """Take a decision back, as if it had never been made; by its number, or by that of the match."""
    undone = desk.presenter.matches.undo(number, _author(desk, None, None))
    return Response(to_json(undone), headers={"Cache-Control": "no-store"}, media_type="application/json")


def _author(desk: Desk, by: str | None, told: Once | None) -> Author:
    return Author(signed(desk.visit.visitor, by), desk.services.keys.now(), desk.today, told)
