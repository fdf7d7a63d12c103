"""What the HTTP routes need from the presenter, which makes every answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Protocol

from api.presenter import AsksWanted, Author, Happening, MeasuresRequest, PathsRequest, Wish, Written
from api.presenter.matches import Matches
from api.presenter.questions import Answer
from orbit.store.asking import Moment


class Presenter(Protocol):
    """Answers in the designed JSON shapes; raises `orbit.errors` where there is no answer."""

    @property
    def matches(self) -> Matches:
        """Return what answers about matches."""
        ...

    def questions(self, *, as_of: date) -> dict[str, Any]:
        """Return the ties to ask about first."""
        ...

    def confirm(self, answer: Answer, *, at: datetime) -> dict[str, Any]:
        """Keep what somebody says of two people."""
        ...

    def revision(self) -> int:
        """Return the number of committed changes that the answers rest on."""
        ...

    def moment(self) -> Moment:
        """Return how far the graph and the log of asks have come on which the answers rest."""
        ...

    def policy_digest(self) -> str:
        """Return the name of the exact set of policy values that the answers rest on."""
        ...

    def paths(self, account: str, request: PathsRequest) -> dict[str, Any]:
        """Return the ranked paths into one account."""
        ...

    def accounts(self, *, as_of: date, limit: int, cursor: str | None, signal: tuple[str, ...] = ()) -> dict[str, Any]:
        """Return one page of accounts, hottest first."""
        ...

    def account(self, key: str, *, as_of: date) -> dict[str, Any]:
        """Return one account with its signals."""
        ...

    def week(self, *, rep: str | None, as_of: date, what_if: tuple[str, ...] = ()) -> dict[str, Any]:
        """Return this week's asks, per rep, and what other limits would change."""
        ...

    def champions(self, *, rep: str | None, as_of: date) -> dict[str, Any]:
        """Return our champions, whether they may be asked, and for whom."""
        ...

    def champions_calendar(self, *, rep: str | None, as_of: date) -> str:
        """Return the days on which they may be asked, as an iCalendar file."""
        ...

    def person(self, key: str, *, as_of: date) -> dict[str, Any]:
        """Return one person with every source record behind them."""
        ...

    def search(self, text: str, *, limit: int, as_of: date) -> dict[str, Any]:
        """Return the accounts whose name or domain is close to `text`."""
        ...

    def asks(self, wanted: AsksWanted, *, rep: str | None, as_of: date) -> dict[str, Any]:
        """Return one page of asks, newest first."""
        ...

    def ask(self, number: int, *, as_of: date) -> dict[str, Any]:
        """Return one ask with everything that was logged of it."""
        ...

    def owed(self, *, rep: str | None, as_of: date) -> dict[str, Any]:
        """Return what connectors get in return, owed and done."""
        ...

    def lint(self, text: str, *, as_of: date) -> dict[str, Any]:
        """Return what is wrong with the text of an ask."""
        ...

    def measures(self, request: MeasuresRequest, *, rep: str | None, as_of: date) -> dict[str, Any]:
        """Return what the asks of a month come to."""
        ...

    def session(self, *, rep: str | None, month: str | None, as_of: date) -> dict[str, Any]:
        """Return the sheets of the monthly session."""
        ...

    def plan_ask(self, wish: Wish, author: Author) -> Written:
        """Plan an ask and return it."""
        ...

    def log_event(self, number: int, happening: Happening, author: Author) -> Written:
        """Log an event of an ask and return the ask."""
        ...
