"""The app with a fake presenter, and a client that speaks to it without a network."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from api.http.app import create_app
from api.http.keys import KeyCheck
from orbit.access import ApiKey
from tests.api.http.fake_presenter import TODAY, FakePresenter

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@dataclass
class Client:
    """Calls an ASGI app as a client at `address` would."""

    app: Any
    address: str = "127.0.0.1"
    base: str = "http://127.0.0.1:8000"

    def get(self, url: str, headers: Mapping[str, str] | None = None, **more: Any) -> httpx.Response:
        """Send GET."""
        return self.call("GET", url, headers, **more)

    def call(self, method: str, url: str, headers: Mapping[str, str] | None = None, **more: Any) -> httpx.Response:
        """Send any method."""
        return asyncio.run(self._send(method, url, headers, more))

    async def _send(
        self, method: str, url: str, headers: Mapping[str, str] | None, more: dict[str, Any]
    ) -> httpx.Response:
        transport = httpx.ASGITransport(app=self.app, client=(self.address, 50000), raise_app_exceptions=True)
        async with httpx.AsyncClient(transport=transport, base_url=self.base) as client:
            return await client.request(method, url, headers=headers, **more)


@dataclass
class Workspace:
    """What the app under test works on; tests change it."""

    presenter: FakePresenter = field(default_factory=FakePresenter)
    keys: list[ApiKey] = field(default_factory=list)
    now: datetime = NOW

    def client(self, *, address: str = "127.0.0.1", **more: Any) -> Client:
        """Return a client of a new app on this workspace."""
        check = KeyCheck(stored=lambda: self.keys, now=lambda: self.now)
        return Client(create_app(lambda: self.presenter, check, today=lambda: TODAY, **more), address)


@pytest.fixture
def workspace() -> Workspace:
    """Return a workspace without keys."""
    return Workspace()


@pytest.fixture
def client(workspace: Workspace) -> Client:
    """Return a client on the workspace's own machine."""
    return workspace.client()


@pytest.fixture
def failing(workspace: Workspace) -> Callable[[Exception], Client]:
    """Return a maker of clients whose presenter fails with a given error."""

    def make(error: Exception) -> Client:
        def fail() -> None:
            raise error

        workspace.presenter.on_call = fail
        return workspace.client()

    return make
