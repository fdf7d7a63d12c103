"""`POST /v1/lint`: the answer of the command line, documented, and nothing of the text kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.http.app import create_app
from api.http.keys import KeyCheck
from api.http.schemas.lint import LintOut
from api.presenter import Presenter
from api.workspace import Workspace
from orbit.settings import read_settings
from tests.api.http.conftest import Client
from tests.api.http.documented import undocumented
from tests.api.presenter.story import STORY, tell
from tests.factories import DAY, NOON


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    """A client of a small story."""
    with Workspace.open(read_settings(tmp_path, {}), create=True) as workspace:
        tell(workspace, *STORY)
        check = KeyCheck(stored=workspace.store.keys, now=lambda: NOON)
        presenter = Presenter(workspace)
        yield Client(create_app(lambda: presenter, check, today=lambda: DAY))


def test_findings_come_in_the_documented_shape(client: Client) -> None:
    answer = client.call("POST", "/v1/lint", json={"text": "Who do you know at Snowpeak? Cc'ing my boss."})

    assert answer.status_code == 200
    assert undocumented(LintOut, answer.json()) == []
    assert {"who_do_you_know", "copied_colleague"} <= {one["rule"] for one in answer.json()["findings"]}


def test_nothing_is_kept_of_the_text(client: Client) -> None:
    answer = client.call("POST", "/v1/lint", json={"text": "Who do you know?"})

    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"text": ""}, 422),
        ({"text": "x" * 200_001}, 422),
        ({"text": "x", "to": "y"}, 422),
        ({"text": " \n"}, 400),
    ],
)
def test_a_call_without_an_ask_is_refused(client: Client, body: dict[str, str], status: int) -> None:
    assert client.call("POST", "/v1/lint", json=body).status_code == status


def test_it_is_read_by_post_only(client: Client) -> None:
    assert client.get("/v1/lint").status_code == 405
