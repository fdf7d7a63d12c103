"""Every page of the web app, as addresses in one workspace: what tests open, benchmarks time and pictures show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from api.presenter import PathsRequest, Presenter

_FIXED: Mapping[str, str] = {
    "home": "/",
    "accounts": "/accounts",
    "search": "/go?q=nothing+like+that",
    "week": "/week",
    "champions": "/champions",
    "asks": "/asks",
    "session": "/session",
    "measures": "/measures",
    "imports": "/imports",
    "review": "/review",
    "settings": "/settings",
    "your uploads": "/uploads",
    "sign in": "/sign-in",
    **{f"settings {tab}": f"/settings/{tab}" for tab in ("policy", "people", "keys", "privacy", "surfaces", "health")},
}


def _account(presenter: Presenter, day: date) -> str:
    """The account with the best way in among the hottest."""
    hottest = presenter.accounts(as_of=day, limit=20, cursor=None)["items"]
    return str(max(hottest, key=lambda item: _best(presenter, item["id"], day))["id"])


def _best(presenter: Presenter, account: str, day: date) -> float:
    paths = presenter.paths(account, PathsRequest(None, None, 1, day))["paths"]
    return float(paths[0]["score"]) if paths else 0.0


def _coldest(presenter: Presenter, day: date) -> str:
    return str(presenter.accounts(as_of=day, limit=500, cursor=None)["items"][-1]["id"])


def _person(presenter: Presenter, day: date) -> str:
    account = _account(presenter, day)
    staff = presenter.staff(account, limit=1, as_of=day)["items"]
    paths = presenter.paths(account, PathsRequest(None, None, 1, day))["paths"]
    return str(staff[0]["id"] if staff else paths[0]["people"][-1]["id"])


_FOUND: Mapping[str, tuple[str, Callable[[Presenter, date], str]]] = {
    "account": ("/accounts/{}", _account),
    "account without signals": ("/accounts/{}", _coldest),
    "people there": ("/accounts/{}/people", _account),
    "person": ("/people/{}", _person),
    "explore": ("/explore/{}", _account),
}
PAGES = (*_FIXED, *_FOUND)


def address(presenter: Presenter, page: str, day: date) -> str:
    """Return where a page of a workspace is."""
    if page in _FIXED:
        return _FIXED[page]
    pattern, find = _FOUND[page]
    return pattern.format(find(presenter, day))
