"""What an open panel asks for by script: another token before its own ends, an ask logged, an ask taken back."""

from __future__ import annotations

import hashlib
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Path
from fastapi.security.utils import get_authorization_scheme_param
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from api.http.rights import RightMissing
from api.presenter import Author, Happening, Wish, Written
from api.rendering import to_json
from api.surfaces.launch import Refusal, said_once
from api.surfaces.reception import Welcome
from api.web.pages.panel import DeskDep, PanelDesk
from orbit.access import Right
from orbit.asks.log.ask import EventKind
from orbit.asks.log.book import Once
from orbit.asks.terms import AskState
from orbit.errors import UsageError

router = APIRouter(prefix="/embed")
_Id = Annotated[str, Field(min_length=1, max_length=512)]
_FormKey = Annotated[str, Field(min_length=16, max_length=64)]
_NOT_THEIRS = "Only what you logged today and nobody answered is taken back here. Open the ask in Orbit."


class AskedIn(BaseModel):
    """Somebody has just asked a connector; `key` is new for each ask that is logged."""

    model_config = ConfigDict(extra="forbid")

    key: _FormKey
    account: _Id
    target: _Id
    connector: _Id
    favour: Annotated[str, Field(min_length=1, max_length=64)]


class UndoIn(BaseModel):
    """An ask was logged by mistake."""

    model_config = ConfigDict(extra="forbid")

    key: _FormKey


def _welcome(desk: DeskDep) -> Welcome:
    scheme, token = get_authorization_scheme_param(said_once(desk.request.headers.getlist("authorization")))
    welcome = desk.reception.known(token if scheme.lower() == "bearer" else "", desk.now)
    if isinstance(welcome, Refusal):
        raise HTTPException(401, welcome.value, {"WWW-Authenticate": 'Bearer realm="orbit panel"'})
    return welcome


def _asking(welcome: Annotated[Welcome, Depends(_welcome)]) -> Welcome:
    if not welcome.may(Right.ASK):
        raise RightMissing(Right.ASK)
    return welcome


WelcomeDep = Annotated[Welcome, Depends(_welcome)]
AskingDep = Annotated[Welcome, Depends(_asking)]


@router.post("/renew")
def renew(desk: DeskDep, welcome: WelcomeDep) -> Response:
    """Give a panel another token before its own ends; not past its working day."""
    return _told({"bearer": desk.reception.tokens.to_show(welcome.bearer, desk.now)})


@router.post("/asks")
def asked(desk: DeskDep, welcome: AskingDep, body: AskedIn) -> Response:
    """Log that a connector was asked: the ask is planned, which takes their slot, and sent."""
    wish = Wish(body.account, body.target, body.connector, _rep(desk, welcome), body.favour)
    planned = desk.make(lambda: desk.presenter.plan_ask(wish, _author(desk, welcome, "plan", body)))
    number = planned.answer["id"]
    try:
        logged = _log(desk, number, EventKind.SENT, _author(desk, welcome, "sent", body))
    except UsageError:
        _log(desk, number, EventKind.WITHDRAWN, _author(desk, welcome, "not sent", body))
        raise
    return _told({"ask": number, "state": logged.answer["state"]}, 201)


@router.post("/asks/{number}/undo")
def undo(desk: DeskDep, welcome: AskingDep, number: Annotated[int, Path(ge=1, le=2**53)], body: UndoIn) -> Response:
    """Take back an ask that this user has logged today and that nobody has answered."""
    ask = desk.presenter.ask(number, as_of=desk.services.today())
    if ask["state"] != AskState.WITHDRAWN:
        if not _is_theirs(ask, welcome.author, desk.services.today().isoformat()):
            raise UsageError(_NOT_THEIRS)
        _log(desk, number, EventKind.TAKEN_BACK, _author(desk, welcome, f"undo {number}", body))
        _log(desk, number, EventKind.WITHDRAWN, _author(desk, welcome, f"withdraw {number}", body))
    return _told({"ask": number, "state": AskState.WITHDRAWN.value})


def _log(desk: PanelDesk, number: int, kind: EventKind, author: Author) -> Written:
    return desk.make(lambda: desk.presenter.log_event(number, Happening(kind), author))


def _is_theirs(ask: dict[str, Any], by: str, today: str) -> bool:
    last = next(event for event in reversed(ask["events"]) if not event["taken_back"] and not event["takes_back"])
    return ask["state"] == AskState.SENT and (last["by"], last["at"][:10]) == (by, today)


def _rep(desk: PanelDesk, welcome: Welcome) -> str | None:
    """The user, where asks are made in their name; else the account's owner asks."""
    known = desk.presenter.reps(as_of=desk.services.today())["items"]
    return next((rep["email"] for rep in known if rep["email"] == welcome.bearer.user), None)


def _author(desk: PanelDesk, welcome: Welcome, step: str, body: AskedIn | UndoIn) -> Author:
    once = Once(_hash("panel", welcome.author, body.key, step), _hash(step, body.model_dump_json()))
    return Author(welcome.author, desk.now, desk.services.today(), once)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()


def _told(answer: dict[str, Any], status: int = 200) -> Response:
    return Response(to_json(answer), status, {"Cache-Control": "no-store"}, "application/json")
