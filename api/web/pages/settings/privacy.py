"""The privacy tab: find a person, hand out what is kept of them, erase them. Only ids stand in addresses."""

from __future__ import annotations

import json
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Path
from starlette.responses import Response

from api.http.routes.imports import event_stream
from api.web.desk import PageDesk
from api.web.pages.settings.desk import EraseDep, SettleDep, needed, now, show_tab
from orbit.access import Right
from orbit.errors import UsageError

router = APIRouter(prefix="/privacy")
_MOST = 512
Number = Annotated[str, Path(pattern=r"^im_[0-9a-z]{1,40}$")]
Person = Annotated[str, Path(pattern=r"^per_[0-9a-f]{12}$")]


@router.get("")
def privacy(desk: SettleDep) -> Response:
    """Show the form that finds a person, and erasures that came to no end."""
    return _page(desk, "", None)


@router.post("")
def find(desk: SettleDep) -> Response:
    """Find a person by what the form says; a name in an address would stay in logs and histories."""
    typed = desk.form.get("who", "").strip()[:_MOST]
    found = desk.make(lambda: desk.presenter.settling.find_person(typed, at=now(desk)))["items"] if typed else []
    return _page(desk, typed, found)


@router.get("/{person}/kept.json")
def export(desk: SettleDep, person: Person) -> Response:
    """Give all that is kept of a person, as a file."""
    answer = desk.make(lambda: desk.presenter.everything(person, as_of=desk.today))
    body = json.dumps(answer, ensure_ascii=False, indent=1)
    headers = {"Content-Disposition": f'attachment; filename="{person}.json"', "Cache-Control": "no-store"}
    return Response(body, media_type="application/json", headers=headers)


@router.get("/{person}")
def kept(desk: SettleDep, person: Person) -> Response:
    """Show in short what is kept of a person."""
    answer = desk.make(lambda: desk.presenter.settling.kept_of(person, at=now(desk)))
    return show_tab(desk, "privacy", template="settings_kept.html", answer=answer, id=person, problem=None)


@router.post("/{person}/erase")
def erase(desk: EraseDep, person: Person) -> Response:
    """Begin to erase a person for good, once the form says that this was understood."""
    if needed(desk, "person") != person:
        raise UsageError("The form is about somebody else. Reload the page and try again.")
    if desk.form.get("sure") != "yes":
        return _refused(desk, person, "Tick the box first: nothing brings the person back.")
    try:
        number = desk.presenter.settling.erasing.order(person, by=desk.visit.author, at=now(desk))
    except UsageError as error:
        return _refused(desk, person, str(error))
    return desk.go(f"/settings/privacy/erasing/{number}")


@router.get("/erasing/{number}")
def erasing(desk: EraseDep, number: Number) -> Response:
    """Show how far an erasure is, or how it ended."""
    told = desk.presenter.settling.erasing.one(number)
    return show_tab(desk, "privacy", template="settings_erasing.html", told=told)


@router.post("/erasing/{number}")
def go_on(desk: EraseDep, number: Number) -> Response:
    """Go on with an erasure that was stopped on its way."""
    desk.presenter.settling.erasing.go_on(number)
    return desk.go(f"/settings/privacy/erasing/{number}")


@router.get("/erasing/{number}/progress")
async def progress(desk: EraseDep, number: Number) -> Response:
    """Follow an erasure as server-sent events, as an import is followed."""
    erasing = desk.presenter.settling.erasing
    await to_thread.run_sync(erasing.one, number)

    async def ask() -> dict[str, Any]:
        return await to_thread.run_sync(erasing.one, number)

    return event_stream(ask)


def _refused(desk: PageDesk, person: str, problem: str) -> Response:
    answer = desk.make(lambda: desk.presenter.settling.kept_of(person, at=now(desk)))
    told = {"answer": answer, "id": person, "problem": problem}
    return show_tab(desk, "privacy", template="settings_kept.html", status=422, **told)


def _page(desk: PageDesk, typed: str, found: list[dict[str, Any]] | None) -> Response:
    left = desk.presenter.settling.erasing.unfinished() if desk.visitor.may(Right.ERASE) else []
    return show_tab(desk, "privacy", found=found, typed=typed, left=left)
