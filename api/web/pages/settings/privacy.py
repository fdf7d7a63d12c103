"""The privacy tab: find a person, hand out what is kept of them, erase them. Only ids stand in addresses."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from api.web.pages.settings.desk import EraseDep, SettleDep, needed, now, show_tab
from orbit.errors import UsageError

router = APIRouter(prefix="/privacy")
_MOST = 512
Person = Annotated[str, Path(pattern=r"^per_[0-9a-f]{12}$")]


@router.get("")
def privacy(desk: SettleDep) -> Response:
    """Show the form that finds a person, and how many were erased."""
    return show_tab(desk, "privacy", found=None, typed="", gone=None)


@router.post("")
def find(desk: SettleDep) -> Response:
    """Find a person by what the form says; a name in an address would stay in logs and histories."""
    typed = desk.form.get("who", "").strip()[:_MOST]
    found = desk.make(lambda: desk.presenter.settling.find_person(typed, at=now(desk)))["items"] if typed else []
    return show_tab(desk, "privacy", found=found, typed=typed, gone=None)


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
    """Erase a person for good, once the form says that this was understood."""
    if needed(desk, "person") != person:
        raise UsageError("The form is about somebody else. Reload the page and try again.")
    if desk.form.get("sure") != "yes":
        answer = desk.make(lambda: desk.presenter.settling.kept_of(person, at=now(desk)))
        told = {"answer": answer, "id": person, "problem": "Tick the box first: nothing brings the person back."}
        return show_tab(desk, "privacy", template="settings_kept.html", status=422, **told)
    gone = desk.make(lambda: desk.presenter.settling.erase(person, at=now(desk)))
    return show_tab(desk, "privacy", found=None, typed="", gone=gone)
