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

from api.http.accepting import wants_calendar
from api.http.keys import Admission, Caller, KeyCheck, Refusal, is_loopback
from api.http.origin import SAFE, Origin, is_typed_or_followed, origin_of
from api.http.presenting import Presenter
from api.http.rate import Buckets
from api.http.shelf import Edition, Place, Shelf
from api.http.underway import Underway
from api.signin.entrance import Entrance
from api.signin.visitor import AT_THIS_MACHINE, Visitor

_FORWARDING = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
_FORBIDDEN = frozenset({Refusal.REMOTE, Refusal.FOREIGN_PAGE})
# Who shows no key does not guess one; and other websites must not be able to shut out whom they send here.
_GUESSES = frozenset({Refusal.WRONG, Refusal.EXPIRED, Refusal.REVOKED})


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

    @property
    def entrance(self) -> Entrance | None:
        """Where people sign in; None where the app was made without."""
        return self.keys.entrance


@dataclass(frozen=True, slots=True)
class Visit:
    """One admitted request."""

    place: Place
    edition: Edition
    presenter: Presenter
    today: date
    if_none_match: str
    visitor: Visitor = AT_THIS_MACHINE

    @property
    def author(self) -> str:
        """Who logs what the request brings, unless it says more: a user's address, a key's name, or `local`."""
        return self.visitor.author


def receive(services: Services, scope: Scope) -> Visit:
    """Admit the caller and look which edition holds; raises HTTPException 401, 403 or 429 otherwise."""
    admission = admit(services, scope)
    if isinstance(admission, Admission):
        return visit(services, scope, admission)
    if admission in _FORBIDDEN:
        raise HTTPException(403, admission.value)
    raise HTTPException(401, admission.value, {"WWW-Authenticate": 'Bearer realm="orbit"'})


def admit(services: Services, scope: Scope, *, page: bool = False) -> Admission | Refusal:
    """Let the caller in, or say why not; raises HTTPException 429. A `page` may be opened from another website."""
    client, caller = client_of(scope), _caller(services, scope, page=page)
    if caller.credential is not None:
        slow_down(services.refusals.wait(client))
    admission = services.keys.admit(caller)
    if admission in _GUESSES:
        services.refusals.take(client)
    return admission


def visit(services: Services, scope: Scope, admission: Admission) -> Visit:
    """Look which edition holds for a caller who was let in; raises HTTPException 429."""
    visitor = admission.visitor
    if services.calls is not None:
        slow_down(services.calls.take(visitor.reader or client_of(scope)))
    presenter, today = services.presenter_for(), services.today()
    if visitor.email is not None:
        presenter = presenter.seen_by(visitor.email)
    moment = presenter.moment()
    told = (moment.revision, presenter.policy_digest(), today.isoformat(), services.version, moment.asked)
    edition = Edition(admission.workspace, *told)
    place = Place(admission.workspace, visitor.reader, _address(scope), visitor.rights)
    held = ", ".join(Headers(scope=scope).getlist("if-none-match"))
    return Visit(place, edition, presenter, today, held, visitor)


def origin(services: Services, scope: Scope) -> Origin:
    """Tell which website made a browser send this."""
    return origin_of(Headers(scope=scope), None if services.entrance is None else services.entrance.address)


def client_of(scope: Scope) -> str:
    """Return the address on the network from which a request comes."""
    return scope["client"][0] if scope.get("client") else ""


def slow_down(seconds: int | None) -> None:
    """Raise HTTPException 429 where somebody has to wait."""
    if seconds is not None:
        raise HTTPException(429, f"Too many calls. Try again in {seconds} s.", {"Retry-After": str(seconds)})


def _caller(services: Services, scope: Scope, *, page: bool) -> Caller:
    headers, method = Headers(scope=scope), scope["method"]
    # Behind a proxy on this machine everybody seems local, so a forwarded call never counts as local.
    forwarded = any(name in headers for name in _FORWARDING)
    sent_by = origin(services, scope)
    return Caller(
        credential=_credential(headers),
        local=is_loopback(client_of(scope)) and not forwarded,
        foreign_page=sent_by is Origin.FOREIGN and not (page and is_typed_or_followed(headers, method)),
        session=scope.get("state", {}).get("session"),
        unproven=sent_by is Origin.UNTOLD and method not in SAFE,
    )


def _credential(headers: Headers) -> str | None:
    scheme, credential = get_authorization_scheme_param(headers.get("authorization"))
    return credential if scheme.lower() == "bearer" and credential else headers.get("x-api-key") or None


def _address(scope: Scope) -> bytes:
    path: bytes = scope.get("raw_path") or scope["path"].encode()
    query: bytes = scope.get("query_string", b"")
    kind = b"calendar " if wants_calendar(Headers(scope=scope).get("accept", "")) else b""
    return kind + path + b"?" + query
