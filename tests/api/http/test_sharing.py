"""Sharing over HTTP: everybody sets their own, settings may show less of others', and others get the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from api.http import schemas
from api.http.app import create_app
from api.http.keys import KeyCheck
from api.presenter import Presenter
from api.workspace import Workspace
from orbit.model import Item, Level
from orbit.settings import read_settings
from tests.api.http.conftest import Client
from tests.api.http.documented import undocumented
from tests.api.presenter.story import STORY, tell
from tests.api.presenter.test_sharing import CY, IDA, RECORDS
from tests.factories import DAY, NOON
from tests.uploading import upload

PATHS = "/v1/accounts/snowpeak.example/paths"
Opened = Callable[..., Client]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    with ExitStack() as workspaces:

        def make(name: str, *told: Item, level: Level | None = None) -> Client:
            place = Workspace.open(read_settings(tmp_path / name, {}), create=True)
            workspace = workspaces.enter_context(place)
            tell(workspace, *STORY, *RECORDS, *told)
            presenter = Presenter(workspace)
            if level is not None:
                presenter.share(CY, level, by=CY, at=NOON)
            check = KeyCheck(stored=workspace.store.keys, now=lambda: NOON)
            return Client(create_app(lambda: presenter, check, today=lambda: DAY))

        yield make


def put(client: Client, body: dict[str, Any]) -> Any:
    return client.call("PUT", "/v1/sharing", json=body)


def test_what_is_hidden_is_gone_from_the_next_answer_on(opened: Opened) -> None:
    client = opened("one", *upload(CY, [IDA]))
    before = client.get(PATHS)

    answer = put(client, {"email": CY, "level": "hidden"})

    after = client.get(PATHS, {"If-None-Match": before.headers["etag"]})
    assert undocumented(schemas.SharingOut, answer.json()) == []
    assert answer.json()["uploads"][0]["level"] == "hidden"
    assert (after.status_code, "Cy Moreau" in before.text, "Cy Moreau" in after.text) == (200, True, False)


URLS = [PATHS, f"{PATHS}?why=true&diff=2025-01-01", "/v1/week", "/v1/questions", "/v1/session"]


@pytest.mark.parametrize("url", URLS)
def test_others_get_the_bytes_of_a_graph_that_was_never_told(opened: Opened, url: str) -> None:
    hidden, never = opened("hidden", *upload(CY, [IDA]), level=Level.HIDDEN), opened("never", level=Level.HIDDEN)

    answers = [client.get(url) for client in (hidden, never)]

    assert answers[0].content == answers[1].content
    assert answers[0].status_code == 200


def test_without_a_user_it_has_to_be_said_whose_uploads_are_meant(opened: Opened) -> None:
    answer = put(opened("one"), {"level": "hidden"})

    assert answer.status_code == 422


def test_an_unknown_level_is_refused(opened: Opened) -> None:
    answer = put(opened("one"), {"email": CY, "level": "secret"})

    assert answer.status_code == 422
