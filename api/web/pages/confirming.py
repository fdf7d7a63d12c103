"""What the reader knows of a tie: it holds, or it does not. Kept as evidence, with their name and the day."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from api.http.rights import must
from api.presenter.month.questions import Answer
from api.web.desk import PageDep
from orbit.access import Right
from orbit.errors import UsageError

router = APIRouter()
_SAID = {"yes": "Thank you: from now on this tie counts as confirmed.", "no": "Thank you: this tie no longer counts."}


@router.post("/ties")
def confirm(desk: PageDep) -> Response:
    """Keep a yes or a no about two people."""
    must(desk.visitor, Right.CONFIRM)
    form, said = desk.form, desk.form.get("said", "")
    if said not in _SAID or not form.get("one") or not form.get("other"):
        raise UsageError("The form came without the two people or the answer. Reload the page and try again.")
    closeness = None if said == "yes" else 0.0
    answer = Answer(form["one"], form["other"], closeness, desk.today, desk.visit.author)
    desk.make(lambda: desk.presenter.confirm(answer, at=desk.services.keys.now()))
    if not desk.part:
        return desk.go(form.get("back") or "/")
    return desk.show("confirmed.html", said=_SAID[said])
