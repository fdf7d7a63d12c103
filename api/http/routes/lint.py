"""Lint: what is wrong with an ask before it is sent. It changes nothing and keeps nothing of the text."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.http import examples_lint
from api.http.describing import Responses, problems
from api.http.desk import DeskDep
from api.http.rights import needs
from api.http.schemas.lint import LintIn, LintOut
from api.rendering import to_json
from orbit.access import Right

router = APIRouter(prefix="/v1", tags=["asks"])
_RESPONSES: Responses = {200: {"content": {"application/json": {"example": examples_lint.LINT}}}}


@router.post("/lint", response_model=LintOut, responses={**_RESPONSES, **problems()}, dependencies=[needs(Right.READ)])
def lint(desk: DeskDep, body: LintIn) -> Response:
    """Check the text of an ask against the rules on its words; names are looked up in the workspace."""
    with desk.services.turns:
        answer = desk.presenter.lint(body.text, as_of=body.as_of or desk.today)
    return Response(to_json(answer), headers={"Cache-Control": "no-store"}, media_type="application/json")
