"""The web app as it is mounted: its pages, its files, and its way to tell errors."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from api.http.problems import Problem
from api.web.assets import Assets, asset
from api.web.pages import (
    account,
    accounts,
    asklog,
    asks,
    champions,
    confirming,
    explore,
    finding,
    home,
    imports,
    measures,
    review,
    session,
    settings,
    uploads,
    week,
)
from api.web.showing import environment, render

# Titles for readers, by the code of a problem; all others have one that readers understand.
_TITLES = {
    "no-such-address": "There is no such page",
    "wrong-call": "That did not work",
    "invalid": "That did not work",
    "too-many-requests": "A moment, please",
    "store-unavailable": "Orbit cannot answer just now",
    "service-unavailable": "Orbit cannot answer just now",
    "forbidden": "This is not for you to do",
    "internal-server-error": "Something went wrong",
}
PAGES = (
    home,
    imports,
    finding,
    accounts,
    account,
    asklog,
    confirming,
    explore,
    week,
    champions,
    asks,
    settings,
    session,
    measures,
    review,
    uploads,
)


def add_site(app: FastAPI) -> None:
    """Serve the pages, and their files below /static."""
    environment().filters["asset"] = asset
    for page in PAGES:
        app.include_router(page.router, include_in_schema=False)
    app.mount("/static", Assets(), name="static")


def problem_page(request_id: str, problem: Problem) -> Response:
    """Show a problem as a page: what went wrong, and what to do."""
    title = _TITLES.get(problem.code, problem.title)
    nearest = problem.more.get("nearest", [])
    html = render("error.html", title=title, detail=problem.detail, nearest=nearest, request_id=request_id)
    return HTMLResponse(html, problem.status, {"Cache-Control": "no-store", **problem.headers})
