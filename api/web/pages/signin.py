"""Signing in and out: by password, by a link that works once, or by an identity provider."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.http import visits
from api.http.cookies import set_cookie
from api.http.keys import Refusal
from api.http.origin import Origin
from api.http.problems import Problem, request_id
from api.http.rights import RightMissing
from api.http.visits import Services
from api.signin.entrance import Attempt, Entrance, Wait
from api.signin.links import Arrival, Closed
from api.signin.oidc import LASTS
from api.signin.visiting import SignInNeeded, Typed, safe_next, typed_in
from api.web.showing import render
from orbit.access import RIGHTS, WORDS, Role
from orbit.errors import UsageError

router = APIRouter()
_TYPED = "typed:"
_TYPED_PATH = "typed-path"
_FRESH = {"Cache-Control": "no-store"}
_NO_FORM = "The form could not be read. Go back, reload the page and send it again."


def add_sign_in(app: FastAPI) -> None:
    """Serve the pages by which people sign in, and lead there who has to."""
    app.include_router(router, include_in_schema=False)
    app.add_exception_handler(SignInNeeded, _lead_to_sign_in)
    app.add_exception_handler(RightMissing, _tell_missing)


def entrance_of(request: Request) -> Entrance:
    """Return where people sign in; raises HTTPException 404 where the app was made without."""
    services: Services = request.app.state.services
    if services.entrance is None:
        raise HTTPException(404)
    return services.entrance


EntranceDep = Annotated[Entrance, Depends(entrance_of)]


async def own_form(request: Request) -> dict[str, str]:
    """Read a form that a page of ours sent; raises HTTPException 403 for one of another website."""
    if visits.origin(request.app.state.services, request.scope) is Origin.FOREIGN:
        raise HTTPException(403, Refusal.FOREIGN_PAGE.value)
    fields = await typed_in(request)
    if fields is None:
        raise HTTPException(422, _NO_FORM)
    return dict(fields)


async def own_fields(request: Request) -> tuple[tuple[str, str], ...]:
    """Read the fields of such a form, each as often as it came."""
    await own_form(request)
    return await typed_in(request) or ()


FormDep = Annotated[dict[str, str], Depends(own_form)]
FieldsDep = Annotated[tuple[tuple[str, str], ...], Depends(own_fields)]
NextQuery = Annotated[str, Query(alias="next", max_length=2_000)]


@router.get("/sign-in")
def sign_in_page(request: Request, entrance: EntranceDep, next_: NextQuery = "/") -> Response:
    """Show how to sign in."""
    return _sign_in(entrance, goal=safe_next(next_), visitor=entrance.visitor(_cookie(request)))


@router.post("/sign-in")
def sign_in(request: Request, entrance: EntranceDep, fields: FieldsDep) -> Response:
    """Sign in by password; what was typed into a form that came too late goes with it."""
    form, typed = dict(fields), _typed(fields)
    goal, email = safe_next(form.get("next")), form.get("email", "")[:320]
    attempt = Attempt(email, form.get("password", ""), visits.client_of(request.scope))
    try:
        begun = entrance.by_password(attempt, instead_of=_cookie(request))
    except UsageError as error:
        return _sign_in(entrance, goal=goal, typed=typed, email=email, wrong=str(error), status=401)
    if isinstance(begun, Wait):
        wrong = f"Too many attempts. Try again in {begun.seconds} seconds, or ask an admin for a sign-in link."
        headers = {"Retry-After": str(begun.seconds)}
        return _sign_in(entrance, goal=goal, typed=typed, email=email, wrong=wrong, status=429, headers=headers)
    if typed is not None:
        return _with_session(_shown("signin.html", typed=typed, again=True, goal=goal), entrance, begun)
    return _with_session(RedirectResponse(goal, 303), entrance, begun)


@router.post("/sign-out", dependencies=[Depends(own_form)])
def sign_out(request: Request, entrance: EntranceDep) -> Response:
    """End the session, and the panels that were opened from it."""
    entrance.sessions.end(_cookie(request))
    return _with_session(RedirectResponse("/sign-in", 303), entrance, "")


@router.post("/sign-out/everywhere", dependencies=[Depends(own_form)])
def sign_out_everywhere(request: Request, entrance: EntranceDep) -> Response:
    """End all sessions of whoever asks, in every browser, and the panels that were opened from them."""
    entrance.sessions.end_all(_cookie(request))
    return _with_session(RedirectResponse("/sign-in", 303), entrance, "")


# A link, for browsers would not let a form lead to another website.
@router.get("/sign-in/oidc")
def to_provider(request: Request, entrance: EntranceDep, next_: NextQuery = "/") -> Response:
    """Go to the identity provider."""
    goal, services = safe_next(next_), request.app.state.services
    visitor = entrance.visitor(_cookie(request))
    if visitor is not None or visits.origin(services, request.scope) is Origin.FOREIGN:
        return _sign_in(entrance, goal=goal, visitor=visitor)
    try:
        departure = entrance.depart(goal)
    except UsageError as error:
        return _sign_in(entrance, goal=goal, wrong=str(error), status=503)
    answer = RedirectResponse(departure.url, 303)
    seconds = int(LASTS.total_seconds())
    answer.headers.append("Set-Cookie", set_cookie(departure.cookie, secure=entrance.is_secure, seconds=seconds))
    return answer


@router.get("/sign-in/oidc/callback")
def from_provider(request: Request, entrance: EntranceDep) -> Response:
    """Come back from the identity provider."""
    try:
        begun, goal = entrance.arrive(_cookie(request), request.query_params)
    except UsageError as error:
        return _sign_in(entrance, goal="/", wrong=str(error), status=401)
    return _with_session(RedirectResponse(safe_next(goal), 303), entrance, begun)


@router.get("/welcome/{token}")
def welcome(token: str, entrance: EntranceDep) -> Response:
    """Show what a link does; nothing is used up, for programs look at links too."""
    return _welcome(entrance, token)


@router.post("/welcome/{token}")
def arrive(request: Request, token: str, entrance: EntranceDep, form: FormDep) -> Response:
    """Use a link up, and sign in."""
    arrival = Arrival(form.get("email", "")[:320], form.get("name", "")[:1_000], form.get("password", ""))
    try:
        begun = entrance.links.use(token, arrival, instead_of=_cookie(request))
    except UsageError as error:
        return _welcome(entrance, token, arrival=arrival, wrong=str(error), status=422)
    if isinstance(begun, Closed):
        return _welcome(entrance, token)
    return _with_session(RedirectResponse("/", 303), entrance, begun)


def _welcome(
    entrance: Entrance, token: str, *, arrival: Arrival | None = None, wrong: str | None = None, status: int = 200
) -> Response:
    opened = entrance.links.look(token)
    if isinstance(opened, Closed):
        return _shown("welcome.html", status=410, closed=opened.value, user=None, arrival=None, token="", wrong=None)
    said = arrival or Arrival()
    return _shown("welcome.html", status=status, closed=None, user=opened.user, arrival=said, token=token, wrong=wrong)


def _sign_in(
    entrance: Entrance, *, goal: str, status: int = 200, headers: Mapping[str, str] | None = None, **told: Any
) -> Response:
    common: dict[str, Any] = {"typed": None, "email": "", "wrong": None, "visitor": None, "again": False}
    ways = {
        "goal": goal,
        "oidc": f"/sign-in/oidc?{urlencode({'next': goal})}" if entrance.oidc else None,
        "empty": not entrance.has_users(),
        "open": entrance.is_open(),
    }
    return _shown("signin.html", status=status, headers=headers, **common | ways | told)


def _shown(template: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **values: Any) -> Response:
    return HTMLResponse(render(template, **values), status, {**_FRESH, **(headers or {})})


def _with_session(answer: Response, entrance: Entrance, cookie: str) -> Response:
    answer.headers.append("Set-Cookie", set_cookie(cookie, secure=entrance.is_secure))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _typed(fields: tuple[tuple[str, str], ...]) -> Typed | None:
    path = next((value for name, value in fields if name == _TYPED_PATH), None)
    if path is None or safe_next(path) != path:
        return None
    return Typed(path, tuple((name.removeprefix(_TYPED), value) for name, value in fields if name.startswith(_TYPED)))


def _cookie(request: Request) -> str | None:
    found = request.scope.get("state", {}).get("session")
    return found if isinstance(found, str) else None


async def _lead_to_sign_in(request: Request, error: Exception) -> Response:
    """Send a browser to sign in; or show it there and then what was typed; tell a program what is the matter."""
    if not isinstance(error, SignInNeeded):
        raise error
    is_part, entrance = "hx-request" in request.headers, request.app.state.services.entrance
    to_sign_in = f"/sign-in?next={quote(error.goal, safe='/')}"
    if entrance is not None and error.typed is not None:
        # The page that asked for a piece sends its form again as a whole, and gets all of this.
        show = partial(_sign_in, entrance, goal=error.goal, typed=error.typed, status=401)
        return await run_in_threadpool(show)
    if is_part:
        return Response(status_code=401, headers={"HX-Redirect": to_sign_in, **_FRESH})
    if entrance is not None and "text/html" in request.headers.get("accept", ""):
        return RedirectResponse(to_sign_in, 303, _FRESH)
    return Problem.of_status(401, error.detail).response(request_id(request.scope))


async def _tell_missing(request: Request, error: Exception) -> Response:
    if not isinstance(error, RightMissing):
        raise error
    if request.url.path.startswith("/v1/") or "text/html" not in request.headers.get("accept", ""):
        return Problem.of_status(403, error.detail).response(request_id(request.scope))
    roles = [role.value for role in Role if error.right in RIGHTS[role]]
    return _shown("no_permission.html", status=403, what=WORDS[error.right], roles=roles)
