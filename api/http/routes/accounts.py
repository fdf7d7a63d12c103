"""Accounts: the list, the search box's look-up, one account, and the ways into it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.http import examples
from api.http.describing import answers
from api.http.desk import DeskDep
from api.http.queries import AccountsQuery, DayQuery, Key, PathsQuery, SearchQuery
from api.http.schemas import AccountOut, AccountsOut, PathsOut, SearchOut, SuggestOut
from api.presenter import PathsRequest

router = APIRouter(prefix="/v1", tags=["accounts"])


@router.get("/accounts", response_model=AccountsOut, responses=answers(examples.ACCOUNTS))
def list_accounts(desk: DeskDep, query: Annotated[AccountsQuery, Query()]) -> Response:
    """List accounts, hottest first."""
    as_of = query.as_of or desk.today
    return desk.answer(
        lambda: desk.presenter.accounts(
            as_of=as_of, limit=query.limit, cursor=query.cursor, signal=tuple(query.signal)
        ),
        as_of=as_of,
    )


@router.get("/search", response_model=SearchOut, responses=answers(examples.SEARCH))
def search(desk: DeskDep, query: Annotated[SearchQuery, Query()]) -> Response:
    """Find accounts by a part of their name or domain."""
    as_of = query.as_of or desk.today
    return desk.answer(lambda: desk.presenter.search(query.text, limit=query.limit, as_of=as_of), as_of=as_of)


@router.get("/suggest", response_model=SuggestOut, responses=answers(examples.SUGGESTED))
def suggest(desk: DeskDep, query: Annotated[SearchQuery, Query()]) -> Response:
    """Find accounts and people by what was typed so far, with slips if need be."""
    as_of = query.as_of or desk.today
    return desk.answer(lambda: desk.presenter.suggest(query.text, limit=query.limit, as_of=as_of), as_of=as_of)


# A key may be an address with slashes, so the longer route stands first.
@router.get("/accounts/{key:path}/paths", response_model=PathsOut, responses=answers(examples.PATHS))
def account_paths(desk: DeskDep, key: Key, query: Annotated[PathsQuery, Query()]) -> Response:
    """Rank the ways to be introduced at an account, with the evidence for each hop."""
    request = PathsRequest(
        query.requester,
        query.title,
        query.limit,
        query.as_of or desk.today,
        functions=tuple(query.function),
        seniorities=tuple(query.seniority),
        circles=tuple(query.circle),
        without=tuple(query.without),
        min_strength=query.min_strength,
        why=query.why,
        diff=query.diff,
    )
    return desk.answer(lambda: desk.presenter.paths(key, request), as_of=request.as_of)


@router.get("/accounts/{key:path}", response_model=AccountOut, responses=answers(examples.ONE_ACCOUNT))
def account(desk: DeskDep, key: Key, query: Annotated[DayQuery, Query()]) -> Response:
    """Show one account with its signals."""
    as_of = query.as_of or desk.today
    return desk.answer(lambda: desk.presenter.account(key, as_of=as_of), as_of=as_of)
