"""What the asks of a month come to: per rep, by month, by circle, and how honest the chances were."""

from __future__ import annotations

import secrets
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.http.rights import must
from api.presenter import Claiming, MeasuresRequest
from api.web.charts.month import charts_of, deal_rows, month_counts, month_word, rep_name, share_words, task_word
from api.web.desk import PageDep, PageDesk
from orbit.access import Right
from orbit.asks.month.months import Month
from orbit.errors import NotFound, UsageError

router = APIRouter()
MonthQuery = Annotated[str | None, Query(pattern=r"^\d{4}-\d{2}$")]
RepQuery = Annotated[str | None, Query(max_length=320)]


@router.get("/measures")
def measures(desk: PageDep, month: MonthQuery = None, rep: RepQuery = None) -> Response:
    """Show a month in numbers; a rep sees their own, a manager the team's or one rep's."""
    # Not kept: claims are no part of what the shelf goes by.
    return desk.make(lambda: _page(desk, month, desk.rep(rep)))


@router.post("/measures/claims")
def claim(desk: PageDep) -> Response:
    """Keep how many asks a rep says to have made."""
    must(desk.visitor, Right.ASK)
    rep, month = desk.rep(desk.form.get("rep")), desk.form.get("month") or None
    if not rep:
        raise UsageError("Say which rep it is.")
    told = Claiming(rep, _count(desk.form.get("claimed", "")), month)
    desk.make(lambda: desk.presenter.claim(told, as_of=desk.today, by=desk.visit.author, at=desk.services.keys.now()))
    return desk.go(f"/measures?{urlencode({'month': month or str(Month.of(desk.today)), 'rep': rep})}")


def _page(desk: PageDesk, month: str | None, rep: str | None) -> Response:
    shown = Month.read(month) if month else Month.of(desk.today)
    values: dict[str, Any] = {
        "months": switcher(shown, Month.of(desk.today)),
        "rep": rep,
        "reps": reps_to_choose(desk),
        "words": {"share": share_words, "task": task_word, "name": rep_name, "month": month_word, "deals": _deals},
        "form_key": lambda: secrets.token_hex(16),
    }
    try:
        answer = desk.presenter.measures(MeasuresRequest(str(shown)), rep=rep, as_of=desk.today)
    except NotFound:
        if rep is None or rep != desk.visitor.email:
            raise
        return desk.show("measures.html", answer=None, charts={}, totals=[], **values)
    return desk.show("measures.html", answer=answer, charts=charts_of(answer), totals=month_counts(answer), **values)


def switcher(shown: Month, latest: Month) -> dict[str, str | None]:
    """The month that is shown, and those before and after it; none after the latest."""
    return {
        "shown": str(shown),
        "before": str(shown.plus(-1)),
        "after": str(shown.plus(1)) if shown < latest else None,
    }


def reps_to_choose(desk: PageDesk) -> list[dict[str, str]]:
    """The reps whose numbers a reader may look at; none where they may only see their own."""
    if desk.visitor.user is not None and not desk.visitor.may(Right.MEASURE):
        return []
    found: list[dict[str, str]] = desk.presenter.reps(as_of=desk.today)["items"]
    return found


def _deals(referrals: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(word, share) for word, share, _ in deal_rows(referrals)]


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise UsageError("Write the number of asks with digits.")
    return int(text)
