"""What a process that serves does before anybody waits: what answers and pages compile at first use is compiled."""

from __future__ import annotations

from datetime import date

from api.http.presenting import Presenter
from api.surfaces.references import Records
from api.surfaces.view import Panel, panel_of
from api.web.pages.panel import filled
from api.web.showing import environment
from orbit.errors import OrbitError

# Paths of several lengths want several words.
_ACCOUNTS = 8
# The printed session is made by what also makes its file, with words of its own.
_ELSEWHERE = frozenset({"session.html"})


def ready_panels(presenter: Presenter, records: Records, today: date) -> None:
    """Make the panels of the hottest accounts, for nobody. Whatever hinders that is told to who asks for one."""
    try:
        hottest = presenter.accounts(as_of=today, limit=_ACCOUNTS, cursor=None)["items"]
        panels = [panel_of(presenter, records, account["id"], "", today) for account in hottest]
    except OrbitError:
        return
    for panel in panels:
        if isinstance(panel, Panel):
            filled(presenter, panel, bearer="", surface="", frame="", theme="", may_ask=True)


def ready_pages() -> None:
    """Compile the templates of all pages."""
    for name in environment().list_templates(filter_func=lambda name: name not in _ELSEWHERE):
        environment().get_template(name)
