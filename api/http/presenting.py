"""What the HTTP routes need from the presenter, which makes every answer."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol

from api.presenter import PathsRequest


class Presenter(Protocol):
    """Answers in the designed JSON shapes; raises `orbit.errors` where there is no answer."""

    def revision(self) -> int:
        """Return the number of committed changes that the answers rest on."""
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

    def week(self, *, rep: str | None, as_of: date) -> dict[str, Any]:
        """Return this week's asks, per rep."""
        ...

    def champions(self, *, rep: str | None, as_of: date) -> dict[str, Any]:
        """Return our champions and whether they may be asked."""
        ...

    def person(self, key: str, *, as_of: date) -> dict[str, Any]:
        """Return one person with every source record behind them."""
        ...

    def search(self, text: str, *, limit: int, as_of: date) -> dict[str, Any]:
        """Return the accounts whose name or domain is close to `text`."""
        ...
