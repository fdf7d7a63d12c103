"""From what a reader types to the page they mean."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.web.desk import PageDep
from orbit.errors import NotFound

router = APIRouter()
_HITS = 8
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
    try:
        return f"/accounts/{quote(desk.presenter.account(typed, as_of=desk.today)['id'])}"
    except NotFound:
        pass
    try:
        return f"/people/{quote(desk.presenter.person(typed, as_of=desk.today)['person']['id'])}"
    except NotFound:
        return None
