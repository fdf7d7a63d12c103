"""The panel's ways in, as they are mounted: its pages, what it asks for by script, and the surfaces' calls."""

from __future__ import annotations

from fastapi import FastAPI

from api.http.routes import surfaces
from api.surfaces.reception import Reception
from api.web.pages import panel, panel_calls


def add_panels(app: FastAPI, reception: Reception) -> None:
    """Receive launches at an app."""
    app.state.reception = reception
    for page in (panel, panel_calls):
        app.include_router(page.router, include_in_schema=False)
    app.include_router(surfaces.router)
