"""Asks: the board by how far they have come, what connectors get in return, and one ask with everything of it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from api.presenter import AsksWanted
from api.presenter.asks.asks_crm import COLUMNS
from api.sheets import CSV_TYPE, csv_text
from api.web.address import Address
from api.web.desk import PageDep, PageDesk
from api.web.files import saved_as
from api.web.whose import Whose, whose
from orbit.asks.terms import AskState

router = APIRouter()
_PAGE = 40
_OWED, _DONE = 50, 10
_STATES = frozenset(AskState)
Text = Annotated[str, Query(max_length=320)]
Short = Annotated[str, Query(max_length=32)]
Number = Annotated[int, Path(ge=1, le=2**53)]


@router.get("/asks")
def asks(
    desk: PageDep, rep: Text = "", state: Short = "", view: Short = "", due: Short = "", cursor: Short = ""
) -> Response:
    """Show the board, or a list where the reader wants that or only asks of one state."""
    if view == "owed":
        return desk.kept(lambda: _owed_page(desk, rep))
    wanted = AsksWanted(
        (AskState(state),) if state in _STATES else (), due=due == "1", limit=_PAGE, cursor=cursor or None
    )
    if wanted.states or view == "list":
        return desk.kept(lambda: _list_page(desk, rep, wanted))
    return desk.kept(lambda: _board_page(desk, rep, wanted))


@router.get("/asks/salesforce.csv")
def salesforce(desk: PageDep, rep: Text = "", object: Short = "Opportunity") -> Response:  # noqa: A002  the word in the address
    """Give every ask that was made as a file that a Salesforce can load."""
    rows = desk.make(
        lambda: desk.presenter.salesforce_asks(object, rep=whose(desk, rep, desk.today).rep, as_of=desk.today)
    )
    text = csv_text([COLUMNS, *([row[column] for column in COLUMNS] for row in rows)])
    return saved_as("asks-salesforce.csv", text.encode("utf-8", "replace"), CSV_TYPE)


@router.get("/asks/{number}")
def ask(desk: PageDep, number: Number) -> Response:
    """Show one ask: the people, the words, what is left to do and all that was logged."""
    return desk.kept(lambda: _ask_page(desk, number))


def _board_page(desk: PageDesk, rep: str, wanted: AsksWanted) -> Response:
    shown = whose(desk, rep, desk.today)
    board = desk.presenter.board(wanted, rep=shown.rep, as_of=desk.today)
    return desk.show("asks.html", board=board, **_common(shown, wanted, "board"))


def _list_page(desk: PageDesk, rep: str, wanted: AsksWanted) -> Response:
    shown = whose(desk, rep, desk.today)
    found = desk.presenter.asks(wanted, rep=shown.rep, as_of=desk.today)
    return desk.show("asks_list.html", found=found, **_common(shown, wanted, "list"))


def _owed_page(desk: PageDesk, rep: str) -> Response:
    shown = whose(desk, rep, desk.today)
    owed = desk.presenter.owed(rep=shown.rep, as_of=desk.today)
    told: dict[str, Any] = {"owed": owed["owed"][:_OWED], "done": owed["done"][:_DONE], "overdue": owed["overdue"]}
    more: dict[str, Any] = {
        "form_key": lambda: secrets.token_hex(16),
        "count": len(owed["owed"]),
        "done_count": len(owed["done"]),
    }
    return desk.show("asks_owed.html", **told, **more, **_common(shown, AsksWanted(), "owed"))


def _ask_page(desk: PageDesk, number: int) -> Response:
    answer = desk.presenter.ask(number, as_of=desk.today)
    return desk.show(
        "ask_one.html",
        ask=answer,
        packet=answer.get("packet"),
        said=None,
        favours=desk.presenter.favours()["items"],
        form_key=lambda: secrets.token_hex(16),
    )


def _common(shown: Whose, wanted: AsksWanted, view: str) -> Mapping[str, Any]:
    state = wanted.states[0].value if wanted.states else ""
    told = {
        "rep": shown.value,
        "state": state,
        "due": "1" if wanted.due else "",
        "view": "" if view == "board" or state else view,
    }
    return {
        "whose": shown,
        "wanted": wanted,
        "view": view,
        "state": state,
        "states": [each.value for each in AskState],
        "address": Address("/asks", told),
    }
