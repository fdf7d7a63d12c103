"""The real pages on a workspace of a few facts, and browsers of whoever opens them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import unescape

import httpx

from api.http.app import create_app
from api.http.keys import KeyCheck
from api.presenter import Presenter
from api.signin.entrance import Entrance
from api.signin.links import INVITATION, invite
from api.signin.users import add_user, new_user
from api.workspace import Workspace
from orbit.access import Role
from orbit.settings import Settings
from tests.api.http.conftest import Client
from tests.api.signin.conftest import Browser
from tests.factories import DAY, NOON

_TAG = re.compile(r"<(?:svg|script|style)\b.*?</(?:svg|script|style)>|<[^>]+>", re.DOTALL)


def words_of(answer: httpx.Response) -> str:
    """Return what a reader reads on a page, in one line."""
    assert answer.status_code == 200, answer.text
    return " ".join(unescape(_TAG.sub(" ", answer.text)).split())


def form_of(answer: httpx.Response, action: str, place: int = 0) -> dict[str, str]:
    """Return the hidden fields of a form of a page, by where it sends them."""
    forms = re.findall(rf'<form[^>]*action="{re.escape(action)}".*?</form>', answer.text, re.DOTALL)
    pairs = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', forms[place])
    return {name: unescape(value) for name, value in pairs}


@dataclass
class Site:
    """The pages of a workspace, on a day."""

    workspace: Workspace
    today: date = DAY

    def here(self) -> Browser:
        """Return a browser on the workspace's own machine, where nobody signs in."""
        return Browser(Client(self._app(None), "127.0.0.1", "http://127.0.0.1:8000"))

    def signed_in(self, email: str, role: Role) -> Browser:
        """Return a browser elsewhere in which a new user has signed in."""
        store = self.workspace.store
        user = new_user(email, "Somebody", role, at=NOON)
        add_user(store, user)
        settings = Settings(self.workspace.settings.home, self.workspace.settings.store)
        entrance = Entrance.of(store, settings, lambda: NOON, lambda: 0.0)
        browser = Browser(Client(self._app(entrance), "127.0.0.1", "http://127.0.0.1:8000"))
        browser.post(f"/welcome/{invite(store, user, at=NOON, lasts=INVITATION)}", {})
        assert browser.cookie
        return browser

    def _app(self, entrance: Entrance | None) -> object:
        presenter = Presenter(self.workspace)
        keys = KeyCheck(stored=self.workspace.store.keys, now=lambda: NOON, entrance=entrance)
        return create_app(lambda: presenter, keys, today=lambda: self.today)


def send(browser: Browser, page: str, action: str, fields: Mapping[str, str]) -> httpx.Response:
    """Fill in a form of a page and open the page that follows."""
    told = browser.post(action, {**form_of(browser.get(page), action), **fields})
    assert told.status_code == 303, told.text
    return browser.get(told.headers["location"])
