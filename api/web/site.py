"""The web app as it is mounted: its pages, its files, and its way to tell errors."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from api.http.problems import Problem
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
from api.web.showing import WEB, environment, render

_FOR_EVER = "public, max-age=31536000, immutable"
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
    app.mount("/static", _Files(directory=WEB / "static"), name="static")


@cache
def asset(name: str) -> str:
    """The address of a file below /static; it changes with the file, so that browsers may keep each for ever."""
    digest = hashlib.sha256((WEB / "static" / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={digest}"


def problem_page(request_id: str, problem: Problem) -> Response:
    """Show a problem as a page: what went wrong, and what to do."""
    title = _TITLES.get(problem.code, problem.title)
    nearest = problem.more.get("nearest", [])
    html = render("error.html", title=title, detail=problem.detail, nearest=nearest, request_id=request_id)
    return HTMLResponse(html, problem.status, {"Cache-Control": "no-store", **problem.headers})


class _Files(StaticFiles):
    """Files that are kept for ever under the address that names their content."""

    def file_response(self, full_path: Any, stat_result: Any, scope: Scope, status_code: int = 200) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        if scope.get("query_string", b"").startswith(b"v="):
            response.headers["Cache-Control"] = _FOR_EVER
        return response
