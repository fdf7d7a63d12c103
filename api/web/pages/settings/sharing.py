"""The sharing tab: what others see of whom a colleague knows by their own upload. Addresses come by form alone."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from api.signin.visitor import AT_THIS_MACHINE
from api.web.desk import PageDesk
from api.web.pages.settings.desk import SettleDep, needed, now, show_tab
from orbit.errors import UsageError
from orbit.model import Level

router = APIRouter()
_SHOWS = {
    Level.FULL: "Others see all of it",
    Level.MASKED: "Others see the paths, without a name until they say yes",
    Level.COUNT: "Others see only that somebody knows somebody",
    Level.HIDDEN: "Others see nothing of it",
}


@router.get("/sharing")
def sharing(desk: SettleDep) -> Response:
    """Show the form that finds the uploads of a colleague."""
    return _page(desk, "", None)


@router.post("/sharing")
def look_or_set(desk: SettleDep) -> Response:
    """Show what a colleague shares; with a level, set it. Of the uploads of others only less may be shown."""
    email = desk.form.get("email", "").strip().lower()
    try:
        said = _set(desk, email) if desk.form.get("level") else None
        shown = desk.presenter.settling.shared_by(email)["uploads"]
    except UsageError as error:
        return _page(desk, email, None, problem=str(error), status=422)
    return _page(desk, email, shown, said=said)


def _set(desk: PageDesk, email: str) -> str:
    visitor = desk.visit.visitor
    # Whoever sits at this machine holds the files anyway, and speaks for those who asked them to.
    only_less = email != visitor.email and visitor != AT_THIS_MACHINE
    level = _level(needed(desk, "level"))
    desk.presenter.share(email, level, by=visitor.author, at=now(desk), only_less=only_less)
    return f"Set. {_SHOWS[level]}."


def _level(text: str) -> Level:
    try:
        return Level(text)
    except ValueError as error:
        raise UsageError(f"Choose one of: {', '.join(Level)}.") from error


def _page(desk: PageDesk, email: str, shown: list[dict[str, Any]] | None, **told: Any) -> Response:
    values = {"problem": None, "said": None, "status": 200} | told
    levels = {level.value: words for level, words in _SHOWS.items()}
    return show_tab(desk, "sharing", email=email, shown=shown, levels=levels, **values)
