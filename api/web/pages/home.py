"""The first page: who can reach whom, what the week holds, and where something goes on now."""

from __future__ import annotations

from datetime import date
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from api.presenter import AsksWanted
from api.presenter.champions.championlist import ChampionsWanted
from api.web.desk import PageDep, PageDesk
from orbit.errors import NotFound

router = APIRouter()
_HOTTEST = 9


@router.get("/")
def home(desk: PageDep) -> Response:
    """Show the search box, the week's counts and the accounts with something going on."""
    return desk.kept(lambda: _page(desk))


def _page(desk: PageDesk) -> Response:
    accounts = desk.presenter.accounts(as_of=desk.today, limit=_HOTTEST, cursor=None)
    try:
        counts = _counts(desk, desk.rep(), desk.today)
    except NotFound:
        # Somebody who signed in and is in no imported file asks in nobody's name.
        counts = None
    return desk.show("home.html", accounts=accounts["items"], counts=counts)


def _counts(desk: PageDesk, rep: str | None, today: date) -> dict[str, Any]:
    week = desk.presenter.week(rep=rep, as_of=today)
    due = desk.presenter.asks(AsksWanted(due=True, limit=500), rep=rep, as_of=today)
    champions = desk.presenter.champion_list(ChampionsWanted(limit=1), rep=rep, as_of=today)
    return {
        "chosen": sum(len(sheet["asks"]) for sheet in week["reps"]),
        "due": len(due["items"]),
        "open": champions["counts"]["open"],
        "closing": champions["closing_soon"],
    }
