"""Ties over HTTP: a question is listed, its answer is kept, the same answer again changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.http import schemas
from api.http.app import create_app
from api.http.keys import KeyCheck
from api.presenter import Presenter
from api.workspace import Workspace
from orbit.settings import read_settings
from tests.api.http.conftest import Client
from tests.api.http.documented import undocumented
from tests.api.presenter.story import STORY, tell
from tests.factories import DAY, NOON

SAID = {"one": "bo@northwind.example", "other": "Dana Wu", "by": "ana.ruiz@tidewell.example"}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    with Workspace.open(read_settings(tmp_path, {}), create=True) as workspace:
        tell(workspace, *STORY)
        presenter = Presenter(workspace)
        check = KeyCheck(stored=workspace.store.keys, now=lambda: NOON)
        yield Client(create_app(lambda: presenter, check, today=lambda: DAY))


def post(client: Client, body: dict[str, Any]) -> Any:
    return client.call("POST", "/v1/ties", json=body)


def test_the_tie_that_matters_is_asked_about_until_somebody_answers(client: Client) -> None:
    before = client.get("/v1/questions").json()

    answer = post(client, SAID)

    assert undocumented(schemas.QuestionsOut, before) == []
    assert [one["one"]["name"] for one in before["questions"]] == ["Bo Krantz"]
    assert (answer.status_code, answer.json()["change"]) == (201, "created")
    assert undocumented(schemas.TieOut, answer.json()) == []
    assert client.get("/v1/questions").json()["questions"] == []


def test_the_same_said_again_changes_nothing(client: Client) -> None:
    post(client, SAID)

    assert post(client, SAID).json()["change"] == "unchanged"


def test_a_later_answer_is_kept_beside_the_first(client: Client) -> None:
    post(client, SAID)

    answer = post(client, SAID | {"closeness": 0})

    assert answer.json()["closeness"] == 0
    assert client.get("/v1/accounts/snowpeak.example/paths").json()["paths"] == []


@pytest.mark.parametrize("wrong", [{"closeness": 2}, {"one": ""}, {"sure": True}, {"on": "soon"}])
def test_what_makes_no_sense_is_refused(client: Client, wrong: dict[str, Any]) -> None:
    assert post(client, SAID | wrong).status_code == 422


def test_somebody_unknown_is_a_problem(client: Client) -> None:
    answer = post(client, SAID | {"other": "nobody@example.com"})

    assert answer.status_code == 404
