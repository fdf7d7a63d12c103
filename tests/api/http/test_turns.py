"""Answers that have to be made take turns."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from threading import Barrier, Lock
from typing import Any

import httpx

from api.http.app import ANSWERS_AT_ONCE, create_app
from api.http.keys import KeyCheck
from api.presenter import PathsRequest
from tests.api.http.conftest import NOW
from tests.api.http.fake_presenter import TODAY, FakePresenter


@dataclass
class Crowded(FakePresenter):
    """Gives no answer before as many are being made as may be, and counts how many are."""

    together: Barrier = field(default_factory=lambda: Barrier(ANSWERS_AT_ONCE, timeout=10))
    counting: Lock = field(default_factory=Lock)
    inside: int = 0
    most: int = 0

    def paths(self, account: str, request: PathsRequest) -> dict[str, Any]:
        with self.counting:
            self.inside += 1
            self.most = max(self.most, self.inside)
        self.together.wait()
        with self.counting:
            self.inside -= 1
        return super().paths(account, request)


async def statuses(presenter: Crowded, urls: list[str]) -> list[int]:
    app = create_app(lambda: presenter, KeyCheck(stored=list, now=lambda: NOW), today=lambda: TODAY)
    transport = httpx.ASGITransport(app=app, client=("127.0.0.1", 50000))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        return [answer.status_code for answer in await asyncio.gather(*map(client.get, urls))]


def test_only_so_many_answers_are_made_at_once() -> None:
    presenter = Crowded()
    urls = [f"/v1/accounts/com_snow/paths?limit={number}" for number in range(1, 3 * ANSWERS_AT_ONCE + 1)]

    assert asyncio.run(statuses(presenter, urls)) == [200] * len(urls)
    assert presenter.most == ANSWERS_AT_ONCE
