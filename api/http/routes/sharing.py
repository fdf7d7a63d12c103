"""What others see of whom somebody knows by an upload of their own."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Response

from api.http import sharing_examples as examples
from api.http.describing import problems
from api.http.desk import DeskDep
from api.http.rights import must, needs
from api.http.schemas import SharingIn, SharingOut
from api.rendering import to_json
from api.signin.visitor import AT_THIS_MACHINE, Visitor
from orbit.access import Right

router = APIRouter(prefix="/v1", tags=["sharing"])
_ANSWERED = {200: {"content": {"application/json": {"example": examples.SHARING}}}, **problems()}


@router.get("/sharing", response_model=SharingOut, responses=_ANSWERED)
def sharing(desk: DeskDep) -> Response:
    """Show what is shared of one's own uploads."""
    return _fresh(desk.presenter.sharing())


@router.put("/sharing", response_model=SharingOut, responses=_ANSWERED, dependencies=[needs(Right.CONFIRM)])
def share(desk: DeskDep, body: SharingIn) -> Response:
    """Set what is shared of one's own uploads; who changes settings may show less of those of others, never more."""
    visitor = desk.visit.visitor
    email = _whose(visitor, body.email)
    is_own = email == visitor.email
    if not is_own:
        must(visitor, Right.SETTLE)
    # Whoever sits at this machine holds the files anyway, and speaks for those who asked them to.
    only_less = not is_own and visitor != AT_THIS_MACHINE
    now = desk.services.keys.now()
    return _fresh(desk.presenter.share(email, body.level, by=visitor.author, at=now, only_less=only_less))


def _whose(visitor: Visitor, email: str | None) -> str:
    whose = visitor.email if email is None else email.strip().lower()
    if whose is None:
        raise HTTPException(422, "Say whose uploads are meant: email.")
    return whose


def _fresh(answer: object) -> Response:
    return Response(to_json(answer), 200, {"Cache-Control": "no-store"}, media_type="application/json")
