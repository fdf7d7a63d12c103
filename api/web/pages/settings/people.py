"""The people tab: who can sign in, as what; a link that lets somebody in is shown once."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from api.settling.people import NewUser
from api.web.desk import PageDesk
from api.web.pages.settings.desk import SettleDep, needed, now, show_tab
from orbit.access import Role
from orbit.errors import UsageError

router = APIRouter()


@router.get("/people")
def people(desk: SettleDep) -> Response:
    """List users."""
    return _page(desk)


@router.post("/people")
def add(desk: SettleDep) -> Response:
    """Add a user and show the link by which they come in."""
    form = desk.form
    try:
        new = NewUser(form.get("email", ""), form.get("name", ""), _role(form.get("role", "")))
        added = desk.presenter.settling.add_user(new, at=now(desk))
    except UsageError as error:
        return _page(desk, status=422, problem=str(error))
    return _page(desk, invited=added)


@router.post("/people/invite")
def invite(desk: SettleDep) -> Response:
    """Make another link for a user."""
    return _done(desk, lambda user: {"invited": desk.presenter.settling.invite(user, at=now(desk))})


@router.post("/people/role")
def role(desk: SettleDep) -> Response:
    """Give a user another role."""

    def give(user: str) -> dict[str, Any]:
        given = desk.presenter.settling.give_role(user, _role(needed(desk, "role")))
        return {"said": f"{given['name']} is {given['role']} now."}

    return _done(desk, give)


@router.post("/people/access")
def access(desk: SettleDep) -> Response:
    """Shut a user out, or let them in again."""

    def change(user: str) -> dict[str, Any]:
        disabled = desk.form.get("disabled") == "yes"
        told = desk.presenter.settling.set_disabled(user, disabled=disabled, at=now(desk))
        return {"said": f"{told['name']} is shut out." if disabled else f"{told['name']} may sign in again."}

    return _done(desk, change)


def _done(desk: PageDesk, change: Any) -> Response:
    try:
        told = change(needed(desk, "user"))
    except UsageError as error:
        return _page(desk, status=422, problem=str(error), kept={})
    return _page(desk, **told)


def _page(desk: PageDesk, **told: Any) -> Response:
    values = {"problem": None, "said": None, "invited": None, "kept": desk.form if told.get("problem") else {}} | told
    answer = desk.make(desk.presenter.settling.users)
    own = desk.visit.visitor.user
    return show_tab(desk, "people", answer=answer, base=_base(desk), own=own.id if own else None, **values)


def _base(desk: PageDesk) -> str:
    """Where the one who is invited opens this workspace."""
    entrance = desk.services.entrance
    told = None if entrance is None else entrance.address
    return told or str(desk.request.base_url).rstrip("/")


def _role(text: str) -> Role:
    try:
        return Role(text)
    except ValueError as error:
        raise UsageError(f"Choose a role: {', '.join(Role)}.") from error
