"""From what a reader types to the page they mean."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.web.desk import PageDep
from orbit.errors import NotFound
from orbit.graph.search_keys import person_spelling
from orbit.names import folded

router = APIRouter()
_HITS = 8
# Domains, addresses, references and ids have signs that names do not have.
_ADDRESS = re.compile(r"[@/:_]|\.\S")
Typed = Annotated[str, Query(max_length=200)]


@router.get("/suggest")
def suggest(desk: PageDep, q: Typed = "") -> Response:
    """List what the text could mean, as the options of the search box."""
    typed = q.strip()
    found = desk.make(lambda: desk.presenter.suggest(typed, limit=_HITS, as_of=desk.today)) if typed else {"items": []}
    return desk.show("suggest.html", items=found["items"])


@router.get("/go")
def go(desk: PageDep, q: Typed = "") -> Response:
    """Open the one account or person that the text means, or show what it could mean."""
    typed = q.strip()
    if not typed:
        return desk.go("/")
    to = desk.make(lambda: _meant(desk, typed))
    if to is not None:
        return desk.go(to)
    found = desk.make(lambda: desk.presenter.suggest(typed, limit=20, as_of=desk.today))
    return desk.show("found.html", typed=typed, items=found["items"])


def _meant(desk: PageDep, typed: str) -> str | None:
    """The page of the account or person; an account that was misspelt stands behind somebody of that very name."""
    account = _found(lambda: desk.presenter.account(typed, as_of=desk.today))
    is_sure = account is not None and (folded(typed) == folded(account["name"]) or bool(_ADDRESS.search(typed)))
    found = None if is_sure else _found(lambda: desk.presenter.person(typed, as_of=desk.today))
    if found is not None:
        person = found["person"]
        if account is None or person_spelling(person["name"]) == person_spelling(typed):
            return f"/people/{quote(person['id'])}"
    return None if account is None else f"/accounts/{quote(account['id'])}"


def _found(answer: Callable[[], dict[str, Any]]) -> dict[str, Any] | None:
    try:
        return answer()
    except NotFound:
        return None
