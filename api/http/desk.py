"""What a route works with: an admitted caller's presenter, today's date, and one way to answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.security import APIKeyHeader, HTTPAuthorizationCredentials, HTTPBearer

from api.http import conditional
from api.http.answering import answer_with, unchanged
from api.http.presenting import Presenter
from api.http.rights import reads
from api.http.shelf import Kept
from api.http.visits import Services, Visit
from api.rendering import to_json


@dataclass(frozen=True, slots=True)
class Desk:
    """One admitted request at its route."""

    visit: Visit
    services: Services
    route: Any

    @property
    def presenter(self) -> Presenter:
        """Makes the answers."""
        return self.visit.presenter

    @property
    def today(self) -> date:
        """The day of the request."""
        return self.visit.today

    def answer(self, make: Callable[[], Mapping[str, Any]], *, as_of: date, beside: str | None = None) -> Response:
        """Answer with what `make` gives, or with 304 when the caller holds those very bytes.

        What `make` gives must depend on nothing but the address, who asks, the facts, the policy and the day: it is
        kept for the next who asks the same. What it depends on beside these is named by `beside`; then it is not kept.
        """
        tag = self._tag(as_of, beside or "")
        if conditional.names_tag(self.visit.if_none_match, tag):
            return unchanged(tag)
        with self.services.turns:
            answer = Kept(to_json(make()), tag, self.route)
        # Somebody may have written meanwhile; then nobody knows which facts it rests on.
        if beside is None and self.presenter.moment() == (self.visit.edition.revision, self.visit.edition.asked):
            self.services.shelf.keep(self.visit.place, self.visit.edition, answer)
        return answer_with(answer, self.visit.if_none_match)

    def file(self, make: Callable[[], str], *, as_of: date, media_type: str) -> Response:
        """Answer with the text that `make` gives, or with 304; unlike `answer`, it is made anew each time."""
        tag = self._tag(as_of, media_type)
        if conditional.names_tag(self.visit.if_none_match, tag):
            return unchanged(tag)
        with self.services.turns:
            text = make()
        return answer_with(Kept(text.encode(), tag, self.route), self.visit.if_none_match, media_type)

    def _tag(self, as_of: date, beside: str = "") -> str:
        edition = self.visit.edition
        facts = f"{edition.revision}+{edition.asked}"
        told = (edition.workspace, facts, edition.policy, as_of.isoformat(), edition.version, beside)
        # What a user is shown may differ from what others are, and with what they may do.
        visitor = self.visit.visitor
        own = (visitor.reader, " ".join(sorted(visitor.rights))) if visitor.user else ()
        return conditional.entity_tag(*told, *own)


async def desk(
    request: Request,
    _bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(HTTPBearer(auto_error=False))],
    _api_key: Annotated[str | None, Depends(APIKeyHeader(name="X-API-Key", auto_error=False))],
) -> Desk:
    """Take over who was received at the hatch; raises what stood in their way.

    The two ways to send a key are declared for those who read OpenAPI; the hatch has read it.
    """
    visit = request.state.visit
    if not isinstance(visit, Visit):
        raise visit
    reads(visit.visitor, request)
    return Desk(visit, request.app.state.services, request.scope.get("route"))


DeskDep = Annotated[Desk, Depends(desk)]
