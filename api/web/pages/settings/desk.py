"""Who may settle things, and how a settings page is shown."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import Depends
from starlette.responses import Response

from api.http.rights import must
from api.web.desk import PageDep, PageDesk
from orbit.access import Right
from orbit.errors import UsageError

TABS = {
    "": "Overview",
    "policy": "Policy",
    "people": "People",
    "keys": "API keys",
    "privacy": "Privacy",
    "sharing": "Sharing",
    "surfaces": "CRM sidebar",
    "health": "Health",
}
_MOST = 2_000
_FEW, _TERSE, _THOUSAND = 6, 24, 1_000


def settle_desk(desk: PageDep) -> PageDesk:
    """Admit whoever may change settings; raises RightMissing for others."""
    must(desk.visit.visitor, Right.SETTLE)
    return desk


def erase_desk(desk: PageDep) -> PageDesk:
    """Admit whoever may erase persons; raises RightMissing for others."""
    must(desk.visit.visitor, Right.ERASE)
    return desk


SettleDep = Annotated[PageDesk, Depends(settle_desk)]
EraseDep = Annotated[PageDesk, Depends(erase_desk)]


def show_tab(desk: PageDesk, tab: str, *, status: int = 200, template: str | None = None, **values: Any) -> Response:
    """Show a tab of settings; nothing of it is kept by a browser, for some of it is shown only once."""
    name = template or f"settings_{tab or 'overview'}.html"
    response = desk.show(name, status=status, tab=tab, tabs=TABS, short=short, tersely=tersely, size=size, **values)
    response.headers["Cache-Control"] = "no-store"
    return response


def short(value: str) -> str:
    """A value of the policy on one line; of a long list the beginning."""
    lines = value.split("\n")
    told = ", ".join(lines[:_FEW]) or "nothing"
    return f"{told} and {len(lines) - _FEW} more" if len(lines) > _FEW else told


def tersely(value: str) -> str:
    """A value of the policy in few letters, to be read in a list of many."""
    lines = value.split("\n")
    told = lines[0] if len(lines) == 1 else f"{len(lines)} entries"
    return (told if len(told) <= _TERSE else f"{told[:_TERSE]}…") or "nothing"


def size(octets: int) -> str:
    """A number of bytes as people say it."""
    for unit in ("bytes", "kB", "MB"):
        if octets < _THOUSAND:
            return f"{octets:.0f} {unit}"
        octets //= _THOUSAND
    return f"{octets:,} GB"


def now(desk: PageDesk) -> datetime:
    """The time of the request."""
    return desk.services.keys.now()


def needed(desk: PageDesk, field: str) -> str:
    """Return a field that the form must carry; raises UsageError where it is missing or far too long."""
    text = desk.form.get(field, "")
    if not text or len(text) > _MOST:
        raise UsageError(f"The form came without its {field}, or with too long a one. Reload the page and try again.")
    return text
