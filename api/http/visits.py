"""One request for data as it comes in: who asks, whether they may, and which edition of the answers holds now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from threading import BoundedSemaphore

from fastapi import HTTPException
from fastapi.security.utils import get_authorization_scheme_param
from starlette.datastructures import Headers
from starlette.types import Scope

from api.http.keys import Admission, Caller, KeyCheck, Refusal, is_loopback
from api.http.presenting import Presenter
from api.http.rate import Buckets
from api.http.shelf import Edition, Place, Shelf
from api.http.underway import Underway

_FORWARDING = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
_OWN_PAGES = frozenset({"same-origin", "none"})
# Who logs an ask where no key says more.
LOCAL = "local"
_FORBIDDEN = frozenset({Refusal.REMOTE, Refusal.FOREIGN_PAGE})


@dataclass(frozen=True, slots=True)
class Services:
    """What the app was made with; `calls` None sets no limit on admitted callers.

    `turns` is how many answers are made at once: they are made by computing, and more at once only delay each other.
    """

    presenter_for: Callable[[], Presenter]
    keys: KeyCheck
    today: Callable[[], date]
    version: str
    refusals: Buckets
    calls: Buckets | None
    shelf: Shelf
    turns: BoundedSemaphore
    underway: Underway


@dataclass(frozen=True, slots=True)
class Visit:
    """One admitted request; `author` is who logs what it brings, unless it says more."""

    place: Place
    edition: Edition
    presenter: Presenter
    today: date
    if_none_match: str
    author: str = LOCAL


def receive(services: Services, scope: Scope) -> Visit:
    """Admit the caller and look which edition holds; raises HTTPException 401, 403 or 429 otherwise."""
    headers = Headers(scope=scope)
    admission = _admit(services, _caller(scope, headers), _client(scope))
    reader = admission.key.id if admission.key else ""
    if services.calls is not None:
        _slow_down(services.calls.take(reader or _client(scope)))
    presenter, today = services.presenter_for(), services.today()
    moment = presenter.moment()
    told = (moment.revision, presenter.policy_digest(), today.isoformat(), services.version, moment.asked)
    edition = Edition(admission.workspace, *told)
    place = Place(admission.workspace, reader, _address(scope))
    held, author = ", ".join(headers.getlist("if-none-match")), admission.key.name if admission.key else LOCAL
    return Visit(place, edition, presenter, today, held, author)


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


def _caller(scope: Scope, headers: Headers) -> Caller:
    # Behind a proxy on this machine everybody seems local, so a forwarded call never counts as local.
    forwarded = any(name in headers for name in _FORWARDING)
    return Caller(
        credential=_credential(headers),
        local=is_loopback(_client(scope)) and not forwarded,
        foreign_page=headers.get("sec-fetch-site", "none") not in _OWN_PAGES,
    )


def _credential(headers: Headers) -> str | None:
    scheme, credential = get_authorization_scheme_param(headers.get("authorization"))
    return credential if scheme.lower() == "bearer" and credential else headers.get("x-api-key") or None


def _address(scope: Scope) -> bytes:
    path: bytes = scope.get("raw_path") or scope["path"].encode()
    query: bytes = scope.get("query_string", b"")
    return path + b"?" + query


def _client(scope: Scope) -> str:
    return scope["client"][0] if scope.get("client") else ""


def _slow_down(seconds: int | None) -> None:
    if seconds is not None:
        raise HTTPException(429, f"Too many calls. Try again in {seconds} s.", {"Retry-After": str(seconds)})
