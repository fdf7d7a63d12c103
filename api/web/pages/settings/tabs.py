"""The tabs of settings under one router; the first one tells in a line what the others hold."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from api.web.pages.settings import health, keys, people, policy, privacy, sharing, surfaces
from api.web.pages.settings.desk import SettleDep, now, show_tab

router = APIRouter(prefix="/settings")


@router.get("")
def settings(desk: SettleDep) -> Response:
    """Show what each room of the settings holds, with a way into it."""
    answer = desk.make(lambda: desk.presenter.settling.overview(at=now(desk)))
    return show_tab(desk, "", answer=answer)


for tab in (policy, people, keys, privacy, sharing, surfaces, health):
    router.include_router(tab.router)
