"""The sidebar tab: which CRMs and pages may hold the panel. Secrets go in and never come out."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from api.settling.surfaces import Wanted
from api.web.desk import PageDesk
from api.web.pages.settings.desk import SettleDep, needed, show_tab
from orbit.errors import UsageError

router = APIRouter()


@router.get("/surfaces")
def surfaces(desk: SettleDep) -> Response:
    """List surfaces with what is needed to connect each."""
    return _page(desk)


@router.post("/surfaces")
def connect(desk: SettleDep) -> Response:
    """Connect a surface."""
    form = desk.form
    frames = tuple(form.get("frames", "").split())
    wanted = Wanted(needed(desk, "surface"), form.get("instance", "").strip(), frames, form.get("secret", "").strip())
    try:
        desk.presenter.settling.connect(wanted)
    except UsageError as error:
        return _page(desk, status=422, problem=str(error), about=wanted.surface)
    return _page(desk, said="Connected.", about=wanted.surface)


@router.post("/surfaces/remove")
def disconnect(desk: SettleDep) -> Response:
    """Disconnect a surface."""
    surface = needed(desk, "surface")
    desk.presenter.settling.disconnect(surface)
    return _page(desk, said="Disconnected: its secret is forgotten.", about=surface)


def _page(desk: PageDesk, **told: Any) -> Response:
    values = {"problem": None, "said": None, "about": None} | told
    return show_tab(desk, "surfaces", answer=desk.presenter.settling.surfaces(), kept=desk.form, **values)
