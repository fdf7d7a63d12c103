"""Builds the HTTP app from what it needs; nothing is kept outside the app."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from importlib import metadata
from threading import BoundedSemaphore

from fastapi import FastAPI
from starlette.middleware import Middleware

from api.http import problems
from api.http.envelope import Envelope
from api.http.guard import Door, Guard
from api.http.hatch import Hatch
from api.http.keys import KeyCheck
from api.http.presenting import Presenter
from api.http.rate import Buckets, Rate
from api.http.routes import (
    accounts,
    asks,
    health,
    imports,
    lint,
    matches,
    measures,
    people,
    session,
    sharing,
    ties,
    week,
)
from api.http.shelf import Shelf
from api.http.underway import Underway
from api.http.visits import Services
from api.surfaces.reception import Reception
from api.web import panels, site
from api.web.pages import signin

REFUSALS = Rate(burst=20, per_second=20 / 60)
ANSWERS_AT_ONCE = 4


def create_app(
    presenter_for: Callable[[], Presenter],
    keys: KeyCheck,
    *,
    today: Callable[[], date],
    door: Door | None = None,
    calls: Rate | None = None,
    reception: Reception | None = None,
) -> FastAPI:
    """Return the app; `presenter_for` is called on a worker thread, once per request.

    `door` is for serving on this machine alone unless given (`Door.for_address`); `calls` limits each admitted caller.
    `reception` receives the launches of the CRM panel; without one there is no panel.
    """
    services = Services(
        presenter_for=presenter_for,
        keys=keys,
        today=today,
        version=_version(),
        refusals=Buckets(REFUSALS, time.monotonic),
        calls=None if calls is None else Buckets(calls, time.monotonic),
        shelf=Shelf(),
        turns=BoundedSemaphore(ANSWERS_AT_ONCE),
        underway=Underway(),
    )
    app = FastAPI(
        title="Orbit",
        summary="Who can introduce us, whether we may ask them today, and with which words.",
        version=services.version,
        docs_url=None,  # its page loads scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,
        # Traces would carry addresses, and those name people.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
        middleware=[
            Middleware(Envelope, page=site.problem_page),
            Middleware(Guard, door=door or Door(), page=site.problem_page),
            Middleware(Hatch, services=services),
        ],
    )
    app.state.services = services
    problems.install(app, site.problem_page)
    for noun in (accounts, week, asks, measures, session, people, matches, ties, sharing, lint, imports, health):
        app.include_router(noun.router)
    site.add_site(app)
    signin.add_sign_in(app)
    if reception is not None:
        panels.add_panels(app, reception)
    return app


def _version() -> str:
    try:
        return metadata.version("orbit-asks")
    except metadata.PackageNotFoundError:
        return "0.0.0"
