"""What a route works with: an admitted caller's presenter, today's date, and one way to answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, HTTPException, Request, Response
from fastapi.security import APIKeyHeader, HTTPAuthorizationCredentials, HTTPBearer

from api.http import conditional
from api.http.keys import Admission, Caller, KeyCheck, Refusal, WorkspaceId, is_loopback
from api.http.presenting import Presenter
from api.http.rate import Buckets
from api.rendering import to_json

_FORWARDING = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
_OWN_PAGES = frozenset({"same-origin", "none"})
_FORBIDDEN = frozenset({Refusal.REMOTE, Refusal.FOREIGN_PAGE})


@dataclass(frozen=True, slots=True)
class Services:
    """What the app was made with; `calls` None sets no limit on admitted callers."""

    presenter_for: Callable[[], Presenter]
    keys: KeyCheck
    today: Callable[[], date]
    version: str
    refusals: Buckets
    calls: Buckets | None


@dataclass(frozen=True, slots=True)
class Desk:
    """One admitted request."""

    workspace: WorkspaceId
    presenter: Presenter
    today: date
    version: str
    if_none_match: str

    def answer(self, make: Callable[[], Mapping[str, Any]], *, as_of: date) -> Response:
        """Answer with what `make` gives, or with 304 when the caller holds those very bytes."""
        headers = {"ETag": self._tag(as_of), "Vary": "Authorization, X-API-Key", "Cache-Control": "private, no-cache"}
        if conditional.names_tag(self.if_none_match, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        value = make()
        if conditional.is_any(self.if_none_match):
            return Response(status_code=304, headers=headers)
        return Response(to_json(value), headers=headers, media_type="application/json")

    def _tag(self, as_of: date) -> str:
        revision = str(self.presenter.revision())
        return conditional.entity_tag(
            self.workspace, revision, self.presenter.policy_digest(), as_of.isoformat(), self.version
        )


def desk(
    request: Request,
    bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(HTTPBearer(auto_error=False))],
    api_key: Annotated[str | None, Depends(APIKeyHeader(name="X-API-Key", auto_error=False))],
) -> Desk:
    """Admit the caller and open their workspace; raises HTTPException 401, 403 or 429 otherwise."""
    services: Services = request.app.state.services
    credential = bearer.credentials if bearer else api_key
    admission = _admit(services, _caller(request, credential), _client(request))
    if services.calls is not None:
        _slow_down(services.calls.take(admission.key.id if admission.key else _client(request)))
    return Desk(
        workspace=admission.workspace,
        presenter=services.presenter_for(),
        today=services.today(),
        version=services.version,
        if_none_match=", ".join(request.headers.getlist("if-none-match")),
    )


DeskDep = Annotated[Desk, Depends(desk)]


def _admit(services: Services, caller: Caller, client: str) -> Admission:
    _slow_down(services.refusals.wait(client))
    admission = services.keys.admit(caller)
    if isinstance(admission, Admission):
        return admission
    if admission is not Refusal.MISSING:
        services.refusals.take(client)
    if admission in _FORBIDDEN:
        raise HTTPException(403, admission.value)
    raise HTTPException(401, admission.value, {"WWW-Authenticate": 'Bearer realm="orbit"'})


def _caller(request: Request, credential: str | None) -> Caller:
    # Behind a proxy on this machine everybody seems local, so a forwarded call never counts as local.
    forwarded = any(name in request.headers for name in _FORWARDING)
    return Caller(
        credential=credential,
        local=is_loopback(_client(request)) and not forwarded,
        foreign_page=request.headers.get("sec-fetch-site", "none") not in _OWN_PAGES,
    )


def _client(request: Request) -> str:
    return request.client.host if request.client else ""


def _slow_down(seconds: int | None) -> None:
    if seconds is not None:
        raise HTTPException(429, f"Too many calls. Try again in {seconds} s.", {"Retry-After": str(seconds)})
