"""The keys tab: what programs call the API with; the text of a key is shown once."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from api.settling.keys import MOST_DAYS, NewKey
from api.web.desk import PageDesk
from api.web.pages.settings.desk import SettleDep, needed, now, show_tab
from orbit.access import Right
from orbit.errors import UsageError

router = APIRouter()
_DAYS = 90


@router.get("/keys")
def keys(desk: SettleDep) -> Response:
    """List keys."""
    return _page(desk)


@router.post("/keys")
def make(desk: SettleDep) -> Response:
    """Make a key and show it once."""
    form = desk.form
    try:
        scopes = frozenset(right for right in Right if f"may-{right}" in form)
        new = NewKey(form.get("name", ""), _days(form.get("days", "")), scopes)
        made = desk.presenter.settling.new_key(new, at=now(desk))
    except UsageError as error:
        return _page(desk, status=422, problem=str(error), kept=form)
    return _page(desk, made=made)


@router.post("/keys/revoke")
def revoke(desk: SettleDep) -> Response:
    """Withdraw a key."""
    told = desk.presenter.settling.revoke_key(needed(desk, "id"), at=now(desk))
    return _page(desk, said=f"The key {told['name']} no longer works.")


def _page(desk: PageDesk, **told: Any) -> Response:
    values = {"problem": None, "said": None, "made": None, "kept": None} | told
    answer = desk.make(desk.presenter.settling.keys)
    return show_tab(desk, "keys", answer=answer, most_days=MOST_DAYS, days=_DAYS, **values)


def _days(text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise UsageError(f"Write for how many days the key works: 1 to {MOST_DAYS}.") from error
