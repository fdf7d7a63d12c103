"""A served workspace into which people sign in, on a real store, with a clock that tests turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import APIRouter, Response

from api.http.app import create_app
from api.http.guard import Door
from api.http.keys import KeyCheck
from api.signin.entrance import Entrance
from api.signin.links import INVITATION, invite
from api.signin.users import add_user, new_user
from api.signin.visiting import PageVisitor, page_needs
from orbit.access import Right, Role, User
from orbit.settings import OidcSettings, Settings
from orbit.store.sqlite import SqliteStore, open_sqlite
from tests.api.http.conftest import Client
from tests.api.http.fake_presenter import TODAY, FakePresenter

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
PHRASE = "correct horse battery"
OURS = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate", "Accept": "text/html"}
FOREIGN = OURS | {"Sec-Fetch-Site": "cross-site"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}

notes = APIRouter()


@notes.get("/notes")
def read_notes(visitor: PageVisitor) -> Response:
    return Response(f"Notes of {visitor.author}", media_type="text/html")


@notes.post("/notes")
def write_notes(visitor: PageVisitor) -> Response:
    return Response(f"Noted by {visitor.author}", media_type="text/html")


@notes.get("/team", dependencies=[page_needs(Right.MEASURE)])
def team() -> Response:
    return Response("The team", media_type="text/html")


@dataclass
class Office:
    """What is served, its store, and what its clocks show."""

    store: SqliteStore
    settings: Settings
    now: datetime = NOW
    seconds: float = 0.0
    presenter: FakePresenter = field(default_factory=FakePresenter)

    @property
    def entrance(self) -> Entrance:
        """The entrance that its settings describe."""
        return Entrance.of(self.store, self.settings, lambda: self.now, lambda: self.seconds)

    def browser(self, *, address: str = "192.0.2.7", base: str = "http://orbit.example:8000") -> Browser:
        """Return a browser somewhere on the network that has no cookie."""
        entrance = self.entrance
        keys = KeyCheck(stored=self.store.keys, now=lambda: self.now, entrance=entrance)
        door = Door(hosts=None, secure=entrance.is_secure)
        app = create_app(lambda: self.presenter, keys, today=lambda: TODAY, door=door)
        app.include_router(notes)
        return Browser(Client(app, address, base))

    def user(self, email: str = "ida@example.com", role: Role = Role.REP, name: str = "Ida Berg") -> User:
        """Add a user."""
        user = new_user(email, name, role, at=self.now)
        add_user(self.store, user)
        return user

    def link(self, user: User | None, lasts: timedelta = INVITATION) -> str:
        """Make a link."""
        return invite(self.store, user, at=self.now, lasts=lasts)

    def signed_in(self, email: str = "ida@example.com", role: Role = Role.REP, **more: Any) -> Browser:
        """Return a browser in which a new user has signed in by a link."""
        browser = self.browser(**more)
        browser.post(f"/welcome/{self.link(self.user(email, role))}", {})
        assert browser.cookie
        return browser


@dataclass
class Browser:
    """Keeps the one cookie, says where each request comes from, and follows nothing by itself."""

    client: Client
    cookie: str | None = None
    cookies_set: list[str] = field(default_factory=list)

    def get(self, url: str, headers: Mapping[str, str] = OURS) -> httpx.Response:
        """Open a page."""
        return self._kept(self.client.call("GET", url, self._sent(headers)))

    def post(self, url: str, fields: Mapping[str, Any], headers: Mapping[str, str] = OURS) -> httpx.Response:
        """Send a form."""
        content = str(httpx.QueryParams(dict(fields)))
        return self._kept(self.client.call("POST", url, self._sent({**FORM, **headers}), content=content))

    def _sent(self, headers: Mapping[str, str]) -> dict[str, str]:
        return {**headers, **({"Cookie": self.cookie} if self.cookie else {})}

    def _kept(self, answer: httpx.Response) -> httpx.Response:
        for told in answer.headers.get_list("set-cookie"):
            self.cookies_set.append(told)
            pair = told.partition(";")[0]
            self.cookie = pair if pair.partition("=")[2] else None
        return answer


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    """Return an empty store."""
    opened = open_sqlite(tmp_path / "orbit.db", create=True, wait=60.0)
    yield opened
    opened.close()


@pytest.fixture
def office(store: SqliteStore, tmp_path: Path) -> Office:
    """Return a served workspace that nobody has entered yet."""
    return Office(store, Settings(tmp_path, str(tmp_path / "orbit.db")))


MakeOffice = Callable[..., Office]


@pytest.fixture
def make_office(store: SqliteStore, tmp_path: Path) -> MakeOffice:
    """Return a maker of offices with settings of a test's own."""

    def make(address: str | None = None, oidc: OidcSettings | None = None) -> Office:
        return Office(store, Settings(tmp_path, str(tmp_path / "orbit.db"), address=address, oidc=oidc))

    return make
