"""Surfaces: tokens that open a panel, and the answer that HubSpot's card shows."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.http.describing import writes
from api.http.desk import DeskDep
from api.http.rights import needs, signed
from api.http.visits import Services
from api.rendering import to_json
from api.surfaces import hubspot
from api.surfaces.card import card_form
from api.surfaces.launch import Launch, Refusal, Surface, said_once
from api.surfaces.reception import Reception
from api.surfaces.tokens import TO_OPEN, Bearer, new_bearer
from api.surfaces.view import panel_of
from orbit.access import Right
from orbit.errors import UsageError
from orbit.names import email_address

router = APIRouter(prefix="/v1", tags=["surfaces"])
_OURS = (Surface.EMBED, Surface.CHROME)

TOKEN: dict[str, Any] = {
    "token": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhdWQiOiJvcmJpdC1vcGVuIn0.q0zX",
    "url": "https://orbit.example.com/embed/token?token=eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhdWQiOiJv.q0zX",
    "expires_at": "2026-11-21T09:05:00Z",
}


class EmbedTokenIn(BaseModel):
    """Who opens a panel, and for what: `object` is whatever `{key}` may be elsewhere, or nothing."""

    model_config = ConfigDict(extra="forbid")

    surface: Annotated[Surface, Field(description="Where the panel will stand: embed or chrome")] = Surface.EMBED
    user: Annotated[str | None, Field(max_length=320, description="The e-mail of the colleague who will see it")] = None
    object: Annotated[str, Field(max_length=512)] = ""


class EmbedTokenOut(BaseModel):
    """A token that opens one panel once, within five minutes, and the address that does so."""

    token: str
    url: str
    expires_at: datetime


@router.post(
    "/embed-tokens",
    status_code=201,
    response_model=EmbedTokenOut,
    responses=writes(TOKEN),
    dependencies=[needs(Right.READ)],
)
def embed_token(desk: DeskDep, request: Request, body: EmbedTokenIn) -> Response:
    """Make a token that opens the panel in a page of yours."""
    if body.surface not in _OURS:
        raise UsageError(f"{body.surface} opens its panels itself; tokens are for: {', '.join(_OURS)}")
    if body.user and email_address(body.user) is None:
        raise UsageError("user is no e-mail address; write one such as ida@example.com, or leave it out")
    reception: Reception = request.app.state.reception
    now = desk.services.keys.now()
    visitor = desk.visit.visitor
    user = signed(visitor, body.user) if visitor.email or body.user else ""
    launch = Launch(body.surface, user.strip().casefold(), body.object.strip(), "", now)
    key = visitor.key.id if visitor.key else ""
    connected = reception.connections.find(body.surface) is not None
    bearer = new_bearer(reception.workspace, launch, now, key, visitor.session or "", connected=connected)
    told = _token(reception, bearer, _base(reception, request), now)
    return Response(to_json(told), 201, {"Cache-Control": "no-store"}, "application/json")


async def _body(request: Request) -> bytes:
    return await request.body()


# HubSpot calls it, with its own signature in place of a key; so it is no call for readers of OpenAPI.
@router.get("/surfaces/hubspot/card", include_in_schema=False)
def hubspot_card(request: Request, body: Annotated[bytes, Depends(_body)]) -> Response:
    """Answer HubSpot's card: the account of a record, why now, the best ways in, and how to open the panel."""
    services: Services = request.app.state.services
    reception: Reception = request.app.state.reception
    now, base = services.keys.now(), _base(reception, request)
    told = said_once(request.headers.getlist(hubspot.SIGNATURE))
    launch = reception.by_hubspot(_signed(request, base, body), told, now)
    if isinstance(launch, Refusal):
        raise _refused(launch)
    welcome = reception.welcome(new_bearer(reception.workspace, launch, now), now)
    if isinstance(welcome, Refusal):
        raise _refused(welcome)
    with services.turns:
        shown = panel_of(services.presenter_for(), reception.records, launch.key, launch.user, services.today())
    # HubSpot asks once more where we failed, with the same signature: only an answer uses it up.
    if not reception.use(launch, now):
        raise _refused(Refusal.USED)
    answer = card_form(shown, base) | {"panel": _token(reception, welcome.bearer, base, now)}
    return Response(to_json(answer), headers={"Cache-Control": "no-store"}, media_type="application/json")


def _signed(request: Request, base: str, body: bytes) -> hubspot.Signed:
    path = request.scope.get("raw_path", b"").decode("ascii", "replace")
    query = request.scope.get("query_string", b"").decode("ascii", "replace")
    timestamp = said_once(request.headers.getlist(hubspot.TIMESTAMP))
    return hubspot.Signed(request.method, f"{base}{path}?{query}", body.decode("utf-8", "replace"), timestamp)


def _base(reception: Reception, request: Request) -> str:
    """The address at which we are reached; behind a proxy only the workspace knows it."""
    return reception.address or str(request.base_url).rstrip("/")


def _token(reception: Reception, bearer: Bearer, base: str, now: datetime) -> dict[str, str]:
    token = reception.tokens.to_open(bearer, secrets.token_hex(16), now)
    ends = (now + TO_OPEN).isoformat(timespec="seconds").replace("+00:00", "Z")
    return {"token": token, "url": f"{base}/embed/token?token={quote(token)}", "expires_at": ends}


def _refused(refusal: Refusal) -> HTTPException:
    if refusal in {Refusal.UNCONNECTED, Refusal.ELSEWHERE, Refusal.SWITCHED_OFF, Refusal.NOT_ALLOWED}:
        return HTTPException(403, refusal.value)
    return HTTPException(401, refusal.value, {"WWW-Authenticate": "HubSpot-Signature-v3"})
