"""The web page: an empty shell and its parts; everything that it shows comes from /v1 with the reader's own key."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.staticfiles import StaticFiles

_WEB = Path(__file__).parents[2] / "web"


def add_page(app: FastAPI) -> None:
    """Serve the page at / and its parts below /static."""
    templates = Environment(loader=FileSystemLoader(_WEB / "templates"), autoescape=True, undefined=StrictUndefined)
    shell = templates.get_template("page.html").render(version=app.version)

    @app.get("/", include_in_schema=False, response_class=HTMLResponse)
    def page() -> Response:
        return HTMLResponse(shell)

    app.mount("/static", StaticFiles(directory=_WEB / "static"), name="static")
