"""The monthly working session: whom each rep asks until the next one, what is owed, and what to mend."""

from __future__ import annotations

import secrets
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from markupsafe import Markup
from starlette.responses import Response

from api.presenter.month.session_page import session_page
from api.web.charts.counts import Count, month_bars
from api.web.charts.month import month_word, share_words
from api.web.charts.svg import Named
from api.web.desk import PageDep, PageDesk
from api.web.pages.measures import MonthQuery, RepQuery, reps_to_choose, switcher
from api.web.showing import environment
from orbit.asks.month.months import Month
from orbit.errors import NotFound

router = APIRouter()


@router.get("/session")
def session(desk: PageDep, month: MonthQuery = None, rep: RepQuery = None) -> Response:
    """Show a rep's sheet, or to a manager the team with a link to each sheet."""
    return desk.kept(lambda: _page(desk, month, desk.rep(rep)))


@router.get("/session/print")
def printed(desk: PageDep, month: MonthQuery = None, rep: RepQuery = None) -> Response:
    """Show the sheets as they are printed."""
    answer = desk.make(lambda: desk.presenter.session(rep=desk.rep(rep), month=month, as_of=desk.today))
    asset = environment().filters["asset"]
    linked = {"style": asset("session-print.css"), "icon": asset("icon.svg")}
    return HTMLResponse(session_page(answer, linked), headers={"Vary": "Cookie"})


def _page(desk: PageDesk, month: str | None, rep: str | None) -> Response:
    values: dict[str, Any] = {
        "rep": rep,
        "reps": reps_to_choose(desk),
        "words": {"share": share_words, "month": month_word},
        "form_key": lambda: secrets.token_hex(16),
        "favours": desk.presenter.favours()["items"],
    }
    try:
        answer = desk.presenter.session(rep=rep, month=month, as_of=desk.today)
    except NotFound:
        if rep is None or rep != desk.visitor.email:
            raise
        return desk.show(
            "session_sheet.html",
            answer=None,
            charts={},
            months=switcher(_month(desk, month), _month(desk, month)),
            **values,
        )
    shown = Month.read(answer["month"])
    latest = max(shown, Month.of(desk.today).plus(1))
    charts = {sheet["rep"]["id"]: _counts(sheet) for sheet in answer["sheets"]}
    return desk.show("session_sheet.html", answer=answer, charts=charts, months=switcher(shown, latest), **values)


def _month(desk: PageDesk, month: str | None) -> Month:
    return Month.read(month) if month else Month.of(desk.today)


def _counts(sheet: dict[str, Any]) -> Markup:
    counts = sheet["counts"]
    told = "; ".join(f"{month_word(one['month'])}: {one['made']}" for one in counts["months"])
    named = Named(f"chart-{sheet['rep']['id']}", "Asks by month", f"The target is {counts['target']} a month. {told}.")
    bars = [Count(month_word(one["month"])[:3], one["made"]) for one in counts["months"]]
    return month_bars(bars, counts["target"], named)
