"""Who comes to a page: let in, sent to sign in, or told what they may not do; nothing that was typed is lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlsplit

from fastapi import Depends, HTTPException, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers

from api.http import visits
from api.http.keys import Admission, Refusal
from api.http.origin import SAFE, Origin
from api.http.rights import must
from api.http.visits import Services, Visit
from api.signin.visitor import Visitor
from orbit.access import Right

FORM = "application/x-www-form-urlencoded"
_TO_SIGN_IN = frozenset({Refusal.MISSING, Refusal.SIGNED_OUT, Refusal.REMOTE})
_LONGEST_NEXT = 2_000
_MOST_FIELDS, _MOST_TYPED = 200, 100_000
# Where nobody is sent after signing in: what signs in, what is no page, and what is not ours.
_NO_PAGES = ("/sign-in", "/sign-out", "/welcome", "/v1/", "/static/")


@dataclass(frozen=True, slots=True)
class Typed:
    """A form that came too late: where it was sent, and its fields; None where they could not be kept."""

    path: str
    fields: tuple[tuple[str, str], ...] | None


class SignInNeeded(HTTPException):
    """Somebody has to sign in first; `goal` is the page that they wanted, `typed` what they sent."""

    def __init__(self, goal: str, typed: Typed | None = None) -> None:
        super().__init__(401, "Sign in first, or sign in again: the session has ended.")
        self.goal = goal
        self.typed = typed


def safe_next(text: str | None) -> str:
    """Return a page of ours to go on to; the home page for anything else."""
    if not text or len(text) > _LONGEST_NEXT or not text.isprintable() or "\\" in text:
        return "/"
    if not text.startswith("/") or text.startswith("//") or text.startswith(_NO_PAGES):
        return "/"
    return text


async def page_visit(request: Request) -> Visit:
    """Let in who comes to a page; raises SignInNeeded, or HTTPException 401, 403 or 429."""
    known = getattr(request.state, "page_visit", None)
    if isinstance(known, Visit):
        return known
    services: Services = request.app.state.services
    admission = await run_in_threadpool(visits.admit, services, request.scope, page=True)
    if not isinstance(admission, Admission):
        raise await _refused(request, admission)
    request.state.page_visit = visit = await run_in_threadpool(visits.visit, services, request.scope, admission)
    return visit


PageVisit = Annotated[Visit, Depends(page_visit)]


async def page_visitor(visit: PageVisit) -> Visitor:
    """Let in who comes to a page."""
    return visit.visitor


PageVisitor = Annotated[Visitor, Depends(page_visitor)]


def page_needs(right: Right) -> Any:
    """Return what a page lists under `dependencies` when its reader must have a right."""

    async def check(visitor: PageVisitor) -> Visitor:
        must(visitor, right)
        return visitor

    return Depends(check)


async def typed_in(request: Request) -> tuple[tuple[str, str], ...] | None:
    """Read the fields of a form as they came; None for one that is too large, or holds files."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != FORM:
        return None
    body = await request.body()
    if len(body) > _MOST_TYPED:
        return None
    try:
        told = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError:
        return None
    return tuple(told)


async def _refused(request: Request, refusal: Refusal) -> HTTPException:
    services: Services = request.app.state.services
    if refusal not in _TO_SIGN_IN:
        return HTTPException(403 if refusal is Refusal.FOREIGN_PAGE else 401, refusal.value)
    if request.method in SAFE:
        return SignInNeeded(safe_next(_goal(request)))
    # What another website made up must not come back as something that the reader typed.
    if visits.origin(services, request.scope) is not Origin.OURS:
        return HTTPException(403, Refusal.FOREIGN_PAGE.value)
    fields = await typed_in(request)
    kept = None if fields is None else tuple(field for field in fields if not _is_secret(field[0]))
    return SignInNeeded(safe_next(_page_before(request)), Typed(safe_next(_asked(request)), kept))


def _goal(request: Request) -> str:
    """The page that was wanted; a piece of a page is wanted by the page in which it is to stand."""
    if "hx-request" in request.headers:
        return _page_before(request)
    return _asked(request)


def _asked(request: Request) -> str:
    query = request.scope.get("query_string", b"").decode("latin-1")
    path = request.scope.get("raw_path", b"").decode("latin-1") or request.url.path
    return f"{path}?{query}" if query else path


def _page_before(request: Request) -> str:
    """The page from which a browser sends this, if it is one of ours and it says so."""
    headers: Headers = request.headers
    told = urlsplit(headers.get("hx-current-url") or headers.get("referer") or "")
    if told.netloc.lower() != headers.get("host", "").lower():
        return "/"
    return f"{told.path}?{told.query}" if told.query else told.path


def _is_secret(name: str) -> bool:
    return "password" in name.lower() or "secret" in name.lower()
