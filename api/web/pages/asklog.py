"""Making an ask and logging what becomes of it: each form answers with the ask as it stands then."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path
from starlette.responses import Response

from api.http.rights import must
from api.presenter import Happening, Wish, Written
from api.web.desk import PageDep, PageDesk
from orbit.access import Right
from orbit.asks.log.ask import EventKind
from orbit.errors import UsageError

router = APIRouter()
Number = Annotated[int, Path(ge=1, le=2**53)]


@router.post("/asks")
def plan(desk: PageDep) -> Response:
    """Plan the ask that a form names: it takes one of the connector's slots."""
    must(desk.visitor, Right.ASK)
    form = desk.form
    wish = Wish(
        _field(form, "account"),
        _field(form, "target"),
        _field(form, "connector"),
        form.get("requester") or None,
        form.get("favour") or None,
        form.get("note", ""),
    )
    return _told(desk, desk.make(lambda: desk.presenter.plan_ask(wish, desk.author)), "Ask planned")


@router.post("/asks/{number}/log")
def log(desk: PageDep, number: Number) -> Response:
    """Log what has become of an ask, or take back what was logged last."""
    must(desk.visitor, Right.ASK)
    happening = _happening(desk.form)
    written = desk.make(lambda: desk.presenter.log_event(number, happening, desk.author))
    return _told(desk, written, "Taken back" if happening.kind is EventKind.TAKEN_BACK else "Logged")


def _happening(form: dict[str, str] | Any) -> Happening:
    try:
        kind = EventKind(_field(form, "kind"))
        next_on = date.fromisoformat(form["next_on"]) if form.get("next_on") else None
        on = date.fromisoformat(form["on"]) if form.get("on") else None
    except ValueError as error:
        raise UsageError("The form names a day or a step that there is not. Reload the page and try again.") from error
    return Happening(kind, on, form.get("note", ""), next_on, form.get("favour") or None)


def _told(desk: PageDesk, written: Written, said: str) -> Response:
    ask = written.answer
    if not desk.part:
        account = f"/accounts/{quote(ask['account']['id'])}" if ask["account"] else f"/asks/{ask['id']}"
        return desk.go(desk.form.get("back") or account)
    favours = desk.presenter.favours()["items"]
    return desk.show("asklog.html", ask=ask, favours=favours, said=said, form_key=lambda: secrets.token_hex(16))


def _field(form: Any, name: str) -> str:
    if not form.get(name):
        raise UsageError(f"The form came without its {name}. Reload the page and try again.")
    return str(form[name])
