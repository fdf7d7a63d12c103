"""The tabs of settings under one router; the first one stands for all."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from api.web.pages.settings import health, keys, people, policy, privacy, sharing, surfaces
from api.web.pages.settings.desk import SettleDep

router = APIRouter(prefix="/settings")


@router.get("")
def settings(desk: SettleDep) -> Response:
    """Open the first tab."""
    return desk.go("/settings/policy")


for tab in (policy, people, keys, privacy, sharing, surfaces, health):
    router.include_router(tab.router)
