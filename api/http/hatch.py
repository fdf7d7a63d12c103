"""The hatch: hands out answers that are kept, to callers who may have them, before any route is looked for."""

from __future__ import annotations

from anyio import CapacityLimiter, to_thread
from fastapi import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from api.http import visits
from api.http.answering import answer_with
from api.http.shelf import Kept
from api.http.visits import Services, Visit
from orbit.errors import OrbitError

_DATA = "/v1/"
# Looking up takes turns of its own, so that it never waits behind answers that are being made.
_LOOKS_AT_ONCE = 8


class Hatch:
    """ASGI middleware that receives every request for data, and answers those whose answer is kept.

    Every check that any answer takes has been made by then: key, rate, and the present revision. A refusal or a fault
    of the store is left in the scope for the route to tell, so that an unknown address stays an unknown address.
    """

    def __init__(self, app: ASGIApp, services: Services) -> None:
        self._app = app
        self._services = services
        self._looks = CapacityLimiter(_LOOKS_AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is kept, or pass the request on."""
        if scope["type"] != "http" or not scope["path"].startswith(_DATA):
            await self._app(scope, receive, send)
            return
        visit, kept = await to_thread.run_sync(self._look, scope, limiter=self._looks)
        if isinstance(visit, Visit) and kept is not None:
            # The access log names the route.
            scope["route"] = kept.route
            await answer_with(kept, visit.if_none_match)(scope, receive, send)
            return
        # Changed in place, for the router leaves the matched route in this very dictionary.
        scope.setdefault("state", {})["visit"] = visit
        await self._app(scope, receive, send)

    def _look(self, scope: Scope) -> tuple[Visit | HTTPException | OrbitError, Kept | None]:
        try:
            visit = visits.receive(self._services, scope)
        except (HTTPException, OrbitError) as refusal:
            return refusal, None
        return visit, self._services.shelf.find(visit.place, visit.edition) if scope["method"] == "GET" else None
