"""What a page's route works with: who reads, what answers, and how to show it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from fastapi import Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from api.http.presenting import Presenter
from api.http.rights import reads
from api.http.shelf import Kept
from api.http.visits import Services, Visit
from api.presenter import Author
from api.signin.visiting import FORM, PageVisit, safe_next, typed_in
from api.signin.visitor import Visitor
from api.web.showing import render
from orbit.access import Right
from orbit.asks.log.book import Once

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PageDesk:
    """One admitted reader at a page. `part` says that only a piece of the page is wanted, to be swapped in."""

    request: Request
    visit: Visit
    services: Services
    part: bool
    form: Mapping[str, str] = field(default_factory=dict)

    @property
    def presenter(self) -> Presenter:
        """Makes the answers."""
        return self.visit.presenter

    @property
    def today(self) -> date:
        """The day of the request."""
        return self.visit.today

    @property
    def visitor(self) -> Visitor:
        """Who reads, and what they may do."""
        return self.visit.visitor

    @property
    def author(self) -> Author:
        """Who writes what a form says, and once only: the form carries its own key."""
        path, reader = self.request.url.path, self.visitor.reader
        told = (
            Once(f"page/{reader}/{self.form['key']}", f"{path}?{urlencode(self.form)}") if "key" in self.form else None
        )
        return Author(self.visit.author, self.services.keys.now(), self.today, told)

    def rep(self, asked: str | None = None) -> str | None:
        """The rep whose things are shown: who reads where they may see their own alone, else the one asked for."""
        if self.visitor.user is not None and not self.visitor.may(Right.MEASURE):
            return self.visitor.email
        return asked or None

    def make(self, answer: Callable[[], T]) -> T:
        """Make an answer, a few at once: they are made by computing, and more at once only delay each other."""
        with self.services.turns:
            return answer()

    def kept(self, make: Callable[[], Response]) -> Response:
        """Show a page that is kept for this reader as long as nothing changes, or make it.

        What `make` gives must depend on nothing but the address, who asks, the facts, the log, the policy and the day.
        """
        place = self.visit.place._replace(address=b"part " * self.part + self.visit.place.address)
        found = self.services.shelf.find(place, self.visit.edition)
        if found is not None:
            return HTMLResponse(found.body, headers=_VARY)
        response = self.make(make)
        # Somebody may have written meanwhile; then nobody knows which facts it rests on.
        unchanged = self.presenter.moment() == (self.visit.edition.revision, self.visit.edition.asked)
        if unchanged and response.status_code == 200:
            self.services.shelf.keep(place, self.visit.edition, Kept(bytes(response.body), "", None))
        return response

    def show(self, template: str, *, status: int = 200, **values: Any) -> Response:
        """Show a page, or the piece of it that was wanted."""
        common = {"today": self.today, "version": self.services.version, "path": self.request.url.path}
        html = render(template, reader=reader_form(self.visitor), part=self.part, **common, **values)
        return HTMLResponse(html, status, _VARY)

    def go(self, to: str) -> Response:
        """Lead the reader on after a form was taken in; home where `to` is no page of ours."""
        return RedirectResponse(safe_next(to), 303)


_VARY = {"Vary": "Cookie, HX-Request"}


def reader_form(visitor: Visitor) -> dict[str, Any]:
    """Who reads, as the frame of the page shows it."""
    rights = frozenset(right.value for right in visitor.rights)
    return {"name": visitor.name, "email": visitor.email, "role": visitor.role.value, "rights": rights}


async def _fields(request: Request) -> dict[str, str]:
    """The fields of a form; a field that comes twice counts once, with its last value."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.method != "POST" or kind != FORM:
        return {}
    told = await typed_in(request)
    if told is None:
        raise HTTPException(422, "The form could not be read. Go back, reload the page and send it again.")
    return dict(told)


def page_desk(request: Request, visit: PageVisit, form: Annotated[dict[str, str], Depends(_fields)]) -> PageDesk:
    """Admit the reader of a page; raises what stands in their way."""
    reads(visit.visitor, request)
    return PageDesk(request, visit, request.app.state.services, request.headers.get("hx-request") == "true", form)


PageDep = Annotated[PageDesk, Depends(page_desk)]
