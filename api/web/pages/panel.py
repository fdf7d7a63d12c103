"""The panel beside a CRM's record: launched by the CRM, shown in a frame of it, without a cookie."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from api.http.presenting import Presenter
from api.http.visits import Services
from api.signin.visiting import PageVisitor, typed_in
from api.surfaces.launch import Launch, Refusal, Surface, said_once
from api.surfaces.reception import Reception, Welcome
from api.surfaces.tokens import TO_SHOW, new_bearer
from api.surfaces.view import Nothing, Panel, connector_of, panel_of
from api.web.showing import render
from orbit.access import Right

router = APIRouter(prefix="/embed")
T = TypeVar("T")
_LONGEST_KEY = 512
_THEMES = {"dark", "light"}
_UNAPPROVED = (
    "Salesforce has not let you use this app yet. An admin sets its permitted users to "
    "“Admin approved users are pre-authorized”."
)
Typed = Annotated[str, Query(max_length=_LONGEST_KEY)]
Theme = Annotated[str, Query(max_length=20)]


@dataclass(frozen=True, slots=True)
class PanelDesk:
    """One request of a panel, or for one."""

    request: Request
    services: Services
    reception: Reception

    @property
    def now(self) -> datetime:
        """The moment of the request."""
        return self.services.keys.now()

    @property
    def presenter(self) -> Presenter:
        """Makes the answers."""
        return self.services.presenter_for()

    def framed_by(self, surface: Surface) -> None:
        """Let the pages of a surface hold the answer."""
        self.request.state.frames = self.reception.connections.frames(surface)

    def make(self, answer: Callable[[], T]) -> T:
        """Make an answer, a few at once."""
        with self.services.turns:
            return answer()


async def panel_desk(request: Request) -> PanelDesk:
    """Return what a panel's route works with."""
    return PanelDesk(request, request.app.state.services, request.app.state.reception)


DeskDep = Annotated[PanelDesk, Depends(panel_desk)]


async def _form(request: Request) -> dict[str, str]:
    """The fields of a form that was posted from anywhere: what matters in it is signed."""
    return _said(await typed_in(request) or ())


FormDep = Annotated[dict[str, str], Depends(_form)]


def _query(request: Request) -> dict[str, str]:
    return _said(request.query_params.multi_items())


# Read as it came: an odd address is answered with words in the frame, like any other launch that is not believed.
QueryDep = Annotated[dict[str, str], Depends(_query)]


def _said(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """What was said under each name, where it was said once."""
    told: dict[str, list[str]] = {}
    for name, value in pairs:
        told.setdefault(name, []).append(value)
    return {name: said_once(values) for name, values in told.items()}


@router.get("/pipedrive")
def by_pipedrive(desk: DeskDep, query: QueryDep) -> Response:
    """Open the panel that Pipedrive launches by its address."""
    desk.framed_by(Surface.PIPEDRIVE)
    launch = desk.reception.by_pipedrive(query, desk.now)
    return _opened(desk, _once(desk, launch), query.get("theme", ""))


@router.get("/salesforce")
def unapproved(desk: DeskDep) -> Response:
    """Say what is missing: Salesforce asks this way where a user has not been let in."""
    desk.framed_by(Surface.SALESFORCE)
    return _refused(_UNAPPROVED, 403, "")


@router.post("/salesforce")
def by_salesforce(desk: DeskDep, form: FormDep, query: QueryDep) -> Response:
    """Open the panel that Salesforce launches by a signed form."""
    desk.framed_by(Surface.SALESFORCE)
    launch = desk.reception.by_salesforce(form.get("signed_request", ""), desk.now)
    return _opened(desk, _once(desk, launch), query.get("theme", ""))


@router.get("/token")
def by_token(desk: DeskDep, query: QueryDep) -> Response:
    """Open the panel that one of our own tokens stands for."""
    return _by_token(desk, query.get("token", ""), query.get("theme", ""))


@router.post("/token")
def by_posted_token(desk: DeskDep, form: FormDep) -> Response:
    """Open the panel that one of our own tokens stands for, which stands in no address."""
    return _by_token(desk, form.get("token", ""), form.get("theme", ""))


@router.get("/panel")
def for_reader(desk: DeskDep, visitor: PageVisitor, key: Typed = "", theme: Theme = "") -> Response:
    """Show the panel to a reader of the web pages."""
    launch = Launch(Surface.ORBIT, visitor.email or "", key, "", desk.now)
    key = visitor.key.id if visitor.key else ""
    bearer = new_bearer(desk.reception.workspace, launch, desk.now, key, visitor.session or "")
    return _opened(desk, desk.reception.welcome(bearer, desk.now), theme)


@router.post("/panel")
def for_another(desk: DeskDep, form: FormDep) -> Response:
    """Show another record in a panel that is open."""
    welcome = desk.reception.known(form.get("bearer", ""), desk.now)
    _frame(desk, welcome)
    return _opened(desk, welcome, form.get("theme", ""), form.get("key", "").strip()[:_LONGEST_KEY])


def _by_token(desk: PanelDesk, token: str, theme: str) -> Response:
    welcome = desk.reception.open_by_token(token, desk.now)
    _frame(desk, welcome)
    return _opened(desk, welcome, theme)


def _frame(desk: PanelDesk, welcome: Welcome | Refusal) -> None:
    """Let those pages hold the panel that belong to its surface; a refusal, which holds nothing, any page of ours."""
    if isinstance(welcome, Welcome):
        desk.framed_by(welcome.bearer.surface)
    else:
        desk.request.state.frames = desk.reception.connections.all_frames


def _once(desk: PanelDesk, launch: Launch | Refusal) -> Welcome | Refusal:
    return launch if isinstance(launch, Refusal) else desk.reception.open(launch, desk.now)


def _opened(desk: PanelDesk, welcome: Welcome | Refusal, theme: str, key: str | None = None) -> Response:
    if isinstance(welcome, Refusal):
        return _refused(welcome.value, 403 if welcome in _FORBIDDEN else 401, theme)
    bearer, wanted = welcome.bearer, welcome.bearer.key if key is None else key
    records, today = desk.reception.records, desk.services.today()
    shown = desk.make(lambda: panel_of(desk.presenter, records, wanted, bearer.user, today)) if wanted else None
    html = filled(
        desk.presenter,
        shown,
        theme=_theme(theme),
        surface=bearer.surface.value,
        frame=desk.request.query_params.get("id", "")[:80],
        bearer=desk.reception.tokens.to_show(bearer, desk.now),
        may_ask=welcome.may(Right.ASK),
    )
    return HTMLResponse(html, headers={"Cache-Control": "no-store"})


def filled(presenter: Presenter, shown: Panel | Nothing | None, **told: str | bool) -> str:
    """Return the page of a panel; `told` says who opened it, where and how it looks."""
    return render(
        "panel.html",
        panel=shown if isinstance(shown, Panel) else None,
        nothing=shown if isinstance(shown, Nothing) else None,
        favours=presenter.favours()["items"] if isinstance(shown, Panel) else [],
        renew=int(TO_SHOW.total_seconds() * 0.6),
        connector_of=connector_of,
        form_key=lambda: secrets.token_hex(16),
        **told,
    )


_FORBIDDEN = frozenset({Refusal.UNCONNECTED, Refusal.ELSEWHERE, Refusal.SWITCHED_OFF, Refusal.NOT_ALLOWED})


def _refused(detail: str, status: int, theme: str) -> Response:
    html = render("panel-refused.html", detail=detail, theme=_theme(theme))
    return HTMLResponse(html, status, {"Cache-Control": "no-store"})


def _theme(told: str) -> str:
    return told if told in _THEMES else ""
