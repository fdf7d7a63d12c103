"""What the HTTP routes need from the presenter, which makes every answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Protocol

from api.presenter import AsksWanted, Author, Claiming, Happening, MeasuresRequest, PathsRequest, Wish, Written
from api.presenter.champions.championlist import ChampionsWanted
from api.presenter.imports.imports import Imports
from api.presenter.matches import Matches
from api.presenter.month.questions import Answer
from api.presenter.paths.neighbourhood import Around
from api.settling import Settling
from orbit.model import Level
from orbit.store.asking import Moment


class Presenter(Protocol):
    """Answers in the designed JSON shapes; raises `orbit.errors` where there is no answer."""

    @property
    def imports(self) -> Imports:
        """Return what answers about imports and carries them out."""
        ...

    @property
    def matches(self) -> Matches:
        """Return what answers about matches."""
        ...

    def seen_by(self, key: str | None) -> Presenter:
        """Return what answers as this person may see it; None, or somebody unknown: as anybody may."""
        ...

    def sharing(self) -> dict[str, Any]:
        """Return what the viewer shares of their own uploads."""
        ...

    def uploads(self, email: str, *, as_of: date) -> dict[str, Any]:
        """Return what somebody uploaded of their own, and who sees it."""
        ...

    def share(self, email: str, level: Level, *, by: str, at: datetime, only_less: bool = False) -> dict[str, Any]:
        """Share so much of somebody's uploads from now on."""
        ...

    @property
    def settling(self) -> Settling:
        """Return what answers about settings, and changes them."""
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

    def neighbourhood(self, account: str, around: Around, *, requester: str | None, as_of: date) -> dict[str, Any]:
        """Return the graph around one account."""
        ...

    def accounts(self, *, as_of: date, limit: int, cursor: str | None, signal: tuple[str, ...] = ()) -> dict[str, Any]:
        """Return one page of accounts, hottest first."""
        ...

    def account(self, key: str, *, as_of: date) -> dict[str, Any]:
        """Return one account with its signals."""
        ...

    def staff(self, key: str, *, limit: int, as_of: date) -> dict[str, Any]:
        """Return who works at one account."""
        ...

    def reps(self, *, as_of: date) -> dict[str, Any]:
        """Return in whose names we ask."""
        ...

    def favours(self) -> dict[str, Any]:
        """Return what a connector can get in return."""
        ...

    def week(self, *, rep: str | None, as_of: date, what_if: tuple[str, ...] = ()) -> dict[str, Any]:
        """Return this week's asks, per rep, and what other limits would change."""
        ...

    def champions(self, *, rep: str | None, as_of: date) -> dict[str, Any]:
        """Return our champions, whether they may be asked, and for whom."""
        ...

    def champion_list(self, wanted: ChampionsWanted, *, rep: str | None, as_of: date) -> dict[str, Any]:
        """Return a page of champions, and the days of a month on which windows close."""
        ...

    def champions_calendar(self, *, rep: str | None, as_of: date) -> str:
        """Return the days on which they may be asked, as an iCalendar file."""
        ...

    def person(self, key: str, *, as_of: date) -> dict[str, Any]:
        """Return one person with every source record behind them."""
        ...

    def everything(self, key: str, *, as_of: date) -> dict[str, Any]:
        """Return all that is kept about one person."""
        ...

    def search(self, text: str, *, limit: int, as_of: date) -> dict[str, Any]:
        """Return the accounts whose name or domain is close to `text`."""
        ...

    def suggest(self, text: str, *, limit: int, as_of: date) -> dict[str, Any]:
        """Return the accounts and people that `text` could mean."""
        ...

    def asks(self, wanted: AsksWanted, *, rep: str | None, as_of: date) -> dict[str, Any]:
        """Return one page of asks, newest first."""
        ...

    def board(self, wanted: AsksWanted, *, rep: str | None, as_of: date) -> dict[str, Any]:
        """Return the asks in columns, by how far they have come."""
        ...

    def is_rep(self, email: str, *, as_of: date) -> bool:
        """Say whether somebody is a colleague in whose name we ask."""
        ...

    def salesforce_asks(self, object_name: str, *, rep: str | None, as_of: date) -> list[dict[str, str]]:
        """Return the asks that were made as rows for a Salesforce."""
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

    def claim(self, told: Claiming, *, as_of: date, by: str, at: datetime) -> dict[str, Any]:
        """Keep how many asks a rep says to have made."""
        ...

    def claims_digest(self) -> str:
        """Return a name for what is claimed until now."""
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

    def skip_ask(self, wish: Wish, author: Author) -> Written:
        """Take an ask off the list of the week, and return it as it is logged."""
        ...

    def put_back(self, number: int, author: Author) -> Written:
        """Let the plan choose a skipped ask again, and return it."""
        ...
