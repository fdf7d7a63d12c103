"""What one uploaded of one's own, and what others see of it: everybody sets it for themselves."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.http.rights import must
from api.web.desk import PageDep, PageDesk
from orbit.access import Right
from orbit.errors import UsageError
from orbit.model import Level

router = APIRouter(prefix="/uploads")
_LEVELS = {level.value for level in Level}
Told = Annotated[str, Query(max_length=20)]


@router.get("")
def uploads(desk: PageDep, saved: Told = "", before: Told = "") -> Response:
    """Show what the reader uploaded; `saved` is the level that was just set, `before` the one that it replaced."""
    return _page(desk, saved=saved, before=before if before in _LEVELS and before != saved else "")


@router.post("")
def share(desk: PageDep) -> Response:
    """Set what others see of the reader's own uploads, those to come too."""
    must(desk.visitor, Right.CONFIRM)
    email = desk.visitor.email
    if email is None:
        return _page(desk, problem="Sign in first: only whoever uploaded something says who sees it.", status=422)
    try:
        level = _level(desk.form.get("level", ""))
        told = _seen(desk, email)["levels"]
        desk.presenter.share(email, level, by=desk.visitor.author, at=desk.services.keys.now())
    except UsageError as error:
        return _page(desk, problem=str(error), status=422)
    undo = f"&before={told[0]}" if len(told) == 1 else ""
    return desk.go(f"/uploads?saved={level.value}{undo}")


def _page(desk: PageDesk, *, status: int = 200, **told: Any) -> Response:
    values = {"problem": None, "saved": "", "before": ""} | told
    answer = _seen(desk, desk.visitor.email)
    # An address can claim what it likes: only what holds is said to be saved.
    values["saved"] = values["saved"] if [values["saved"]] == answer["levels"] else ""
    response = desk.show("uploads.html", status=status, answer=answer, **values)
    response.headers["Cache-Control"] = "no-store"
    return response


def _seen(desk: PageDesk, email: str | None) -> dict[str, Any]:
    if email is None:
        return {"uploads": [], "levels": []}
    return desk.make(lambda: desk.presenter.uploads(email, as_of=desk.today))


def _level(text: str) -> Level:
    try:
        return Level(text)
    except ValueError as error:
        raise UsageError("Choose one of the four.") from error
