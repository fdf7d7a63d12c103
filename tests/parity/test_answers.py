"""What users are shown is the same, byte for byte, wherever the ways are ranked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from neo4j import Driver

from api.presenter import PathsRequest, Presenter
from api.publishing import publish_graph
from api.rendering import to_json
from api.workspace import Workspace
from orbit.errors import StoreUnavailable, UsageError
from orbit.model import Circle
from orbit.settings import Ranking, read_settings
from orbit.titles import JobFunction, Seniority
from tests.api.presenter.story import STORY, tell
from tests.factories import DAY, person
from tests.neo4j_database import emptied
from tests.storing import put


@pytest.fixture
def workspace(neo4j_url: str, driver: Driver, tmp_path: Path) -> Iterator[Workspace]:
    """Return the small story in Neo4j, published."""
    with Workspace.open(read_settings(tmp_path, {"ORBIT_STORE": emptied(neo4j_url)}), create=True) as workspace:
        tell(workspace, *STORY)
        publish_graph(workspace, DAY, lambda *_: None)
        yield workspace


@pytest.fixture
def in_database(workspace: Workspace) -> Iterator[Workspace]:
    """Return the same workspace, ranking in the database."""
    with Workspace.open(replace(workspace.settings, ranking=Ranking.DATABASE)) as there:
        yield there


@pytest.mark.parametrize("title", [None, "sales", "nobody is called that"])
def test_paths_are_the_same(workspace: Workspace, in_database: Workspace, title: str | None) -> None:
    request = PathsRequest(None, title, 10, DAY)

    here, there = (Presenter(one).paths("snowpeak.example", request) for one in (workspace, in_database))

    assert to_json(there) == to_json(here)
    assert bool(here["paths"]) == (title != "nobody is called that")


@pytest.mark.parametrize(
    "narrowed",
    [
        {"functions": (JobFunction.SALES,)},
        {"seniorities": (Seniority.C_LEVEL,)},
        {"circles": (Circle.CHAMPION,)},
        {"without": ("Bo Krantz",)},
        {"why": True},
    ],
)
def test_narrowed_and_explained_paths_are_the_same(
    workspace: Workspace, in_database: Workspace, narrowed: dict[str, Any]
) -> None:
    request = replace(PathsRequest(None, None, 10, DAY), **narrowed)

    here, there = (Presenter(one).paths("snowpeak.example", request) for one in (workspace, in_database))

    assert to_json(there) == to_json(here)


def test_the_week_is_the_same(workspace: Workspace, in_database: Workspace) -> None:
    here, there = (Presenter(one).week(rep=None, as_of=DAY) for one in (workspace, in_database))

    assert to_json(there) == to_json(here)
    assert here["reps"][0]["asks"]


def test_a_workspace_that_ranks_in_the_database_can_publish(in_database: Workspace) -> None:
    assert publish_graph(in_database, DAY, lambda *_: None) > 0


def test_newer_data_have_to_be_published_first(workspace: Workspace, in_database: Workspace) -> None:
    put(workspace.store, person("new"))
    request = PathsRequest(None, None, 10, DAY)

    with pytest.raises(StoreUnavailable, match="newer data"):
        Presenter(in_database).paths("snowpeak.example", request)


def test_a_store_that_is_a_file_cannot_rank(tmp_path: Path) -> None:
    settings = read_settings(tmp_path, {"ORBIT_RANKING": "database"})

    with Workspace.open(settings, create=True) as workspace, pytest.raises(UsageError, match="needs a store in Neo4j"):
        workspace.scene(DAY)
