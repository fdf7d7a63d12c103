"""The health tab: sizes and last imports, and a look at the whole store when somebody wants it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.web.pages.settings.desk import SettleDep, show_tab

router = APIRouter()


@router.get("/health")
def health(desk: SettleDep, look: Annotated[str, Query(max_length=1)] = "") -> Response:
    """Show how the workspace fares; `look` reads the whole store for damage, which takes a while."""
    settling = desk.presenter.settling
    answer = desk.make(settling.health)
    findings = desk.make(settling.look_over)["findings"] if look else None
    return show_tab(desk, "health", answer=answer, findings=findings)
