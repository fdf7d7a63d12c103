"""The presenter itself behind the routes, on a small fictional company."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from api.demo import make_demo
from api.http import schemas
from api.http.app import create_app
from api.http.keys import KeyCheck
from api.presenter import Presenter
from api.workspace import Workspace
from orbit.settings import read_settings
from orbit.world import WorldSpec
from tests.api.http.conftest import Client
from tests.api.http.documented import undocumented

SPEC = WorldSpec(scale=0.05)


@dataclass
class Served:
    """A client of the company's workspace, and where that is."""

    client: Client
    home: Path

    def json(self, url: str) -> dict[str, Any]:
        """Get an answer that must be there."""
        answer = self.client.get(url)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("company")
    with Workspace.open(read_settings(home, {}), create=True) as workspace:
        make_demo(workspace, SPEC, at=datetime(2026, 11, 21, 9, 0, tzinfo=UTC), say=lambda _: None)
        presenter = Presenter(workspace)
        check = KeyCheck(stored=workspace.store.keys, now=lambda: datetime.now(UTC))
        yield Served(Client(create_app(lambda: presenter, check, today=lambda: SPEC.as_of)), home)


def test_accounts_and_every_way_into_them_have_the_documented_shape(served: Served) -> None:
    accounts = served.json("/v1/accounts?limit=500")
    answers = [served.json(f"/v1/accounts/{each['id']}/paths") for each in accounts["items"]]

    assert undocumented(schemas.AccountsOut, accounts) == []
    assert [found for answer in answers for found in undocumented(schemas.PathsOut, answer)] == []
    assert any(answer["paths"] for answer in answers)


def test_reasons_and_changes_have_the_documented_shape(served: Served) -> None:
    accounts = served.json("/v1/accounts?limit=8")["items"]
    asked = "why=true&diff=2026-08-01&limit=3"

    answers = [served.json(f"/v1/accounts/{each['id']}/paths?{asked}") for each in accounts]

    assert [found for answer in answers for found in undocumented(schemas.PathsOut, answer)] == []
    assert any(path["raise"] for answer in answers for path in answer["paths"])
    assert any(answer["changes"]["paths"] for answer in answers)


def test_an_answer_without_a_path_has_the_documented_shape(served: Served) -> None:
    account = served.json("/v1/accounts?limit=1")["items"][0]

    answer = served.json(f"/v1/accounts/{account['id']}/paths?as_of=2001-01-01")

    assert undocumented(schemas.PathsOut, answer) == []
    assert answer["no_path"]["steps"]


@pytest.mark.parametrize(("url", "shape"), [("/v1/week", schemas.WeekOut), ("/v1/champions", schemas.ChampionsOut)])
def test_lists_have_the_documented_shape(served: Served, url: str, shape: type[BaseModel]) -> None:
    assert undocumented(shape, served.json(url)) == []


def test_accounts_found_by_search_and_people_on_paths_have_the_documented_shape(served: Served) -> None:
    account = served.json("/v1/accounts?limit=1")["items"][0]
    found = served.json(f"/v1/search?text={account['name'][:3]}")
    people = {p["id"] for path in served.json(f"/v1/accounts/{account['id']}/paths")["paths"] for p in path["people"]}
    suggested = served.json(f"/v1/suggest?text={account['name'][:3]}")

    assert undocumented(schemas.SearchOut, found) == []
    assert suggested["items"]
    assert undocumented(schemas.SuggestOut, suggested) == []
    assert undocumented(schemas.AccountOut, served.json(f"/v1/accounts/{account['domain']}")) == []
    assert [each for p in people for each in undocumented(schemas.PersonOut, served.json(f"/v1/people/{p}"))] == []


def test_pages_of_accounts_follow_each_other(served: Served) -> None:
    whole = served.json("/v1/accounts?limit=4")
    first = served.json("/v1/accounts?limit=2")
    second = served.json(f"/v1/accounts?limit=2&cursor={first['next_cursor']}")

    assert first["items"] + second["items"] == whole["items"]


def test_the_command_line_gives_the_same_bytes(served: Served) -> None:
    domain = served.json("/v1/accounts?limit=1")["items"][0]["domain"]
    command = ["paths", domain, "--json", "--home", str(served.home), "--as-of", SPEC.as_of.isoformat()]

    told = subprocess.run([sys.executable, "-c", "from api.cli import main; main()", *command], capture_output=True)

    assert told.returncode == 0, told.stderr
    assert told.stdout == served.client.get(f"/v1/accounts/{domain}/paths").content


def test_an_unknown_account_is_a_problem_with_near_names(served: Served) -> None:
    name = served.json("/v1/accounts?limit=1")["items"][0]["name"]

    answer = served.client.get(f"/v1/accounts/{name} Qx/paths")

    assert answer.status_code == 404
    assert any(near.startswith(name) for near in answer.json()["nearest"])


def test_a_question_to_the_week_has_the_documented_shape(served: Served) -> None:
    week = served.json("/v1/week?what_if=max_open%3D3&what_if=slots")

    assert undocumented(schemas.WeekOut, week) == []
    assert week["what_if"]["worth"] >= week["plan"]["worth"]
    assert week["slots"]


def test_a_question_that_the_week_does_not_know_is_refused(served: Served) -> None:
    assert served.client.get("/v1/week?what_if=luck%3D3").status_code == 400
