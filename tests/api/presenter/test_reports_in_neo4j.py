"""The reports read from the graph that was published in Neo4j are those of the default store, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase

from api.presenter.reports import report_answer, reports
from api.publishing import publish_graph
from api.workspace import Workspace
from orbit.errors import StoreUnavailable, UsageError
from orbit.policy import Policy, load_policy
from orbit.settings import Settings
from orbit.store.copying import copy_store
from orbit.store.neo4j import open_neo4j
from orbit.store.neo4j.address import read_address
from tests.docs import pages
from tests.factories import DAY
from tests.neo4j_database import emptied

USUAL = load_policy()
# Few ways are worth a favour then, so that accounts are left without one, and others with one alone.
STRICT = load_policy("[plan]\nmin_score = { value = 0.2 }\n")
ALL = 100_000


@pytest.fixture(scope="module")
def in_neo4j(demo: Workspace, neo4j_url: str) -> str:
    url = emptied(neo4j_url)
    with closing(open_neo4j(url, create=True)) as store:
        copy_store(demo.store, store)
    return url


@pytest.fixture(scope="module")
def neo4j_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("in-neo4j")


@pytest.fixture(scope="module", params=[USUAL, STRICT], ids=["usual policy", "strict policy"])
def published(request: pytest.FixtureRequest, in_neo4j: str, neo4j_home: Path) -> Iterator[Workspace]:
    policy: Policy = request.param
    with Workspace(Settings(neo4j_home, in_neo4j), open_neo4j(in_neo4j), policy) as workspace:
        publish_graph(workspace, DAY, lambda _what, _rows: None)
        yield workspace


@pytest.fixture
def driver(in_neo4j: str) -> Iterator[Driver]:
    address = read_address(in_neo4j)
    with GraphDatabase.driver(address.url, auth=(address.user or "neo4j", address.password or "")) as driver:
        yield driver


def answer(workspace: Workspace, name: str) -> dict[str, Any]:
    found: dict[str, Any] = report_answer(workspace, name, as_of=DAY, limit=ALL)
    return found


@pytest.mark.parametrize("name", list(reports()))
def test_a_report_is_the_same_from_both_stores(demo: Workspace, published: Workspace, name: str) -> None:
    of_file = answer(Workspace(demo.settings, demo.store, published.policy), name)

    of_graph = answer(published, name)

    assert of_graph == of_file
    assert [list(row) for row in of_graph["rows"]] == [list(row) for row in of_file["rows"]]


def test_no_report_is_empty_under_both_policies(demo: Workspace) -> None:
    workspaces = [Workspace(demo.settings, demo.store, policy) for policy in (USUAL, STRICT)]

    assert all(any(answer(workspace, name)["rows"] for workspace in workspaces) for name in reports())


def test_the_first_rows_are_those_of_the_whole_report(published: Workspace) -> None:
    few = report_answer(published, "shared-past", as_of=DAY, limit=2)

    assert few["rows"] == answer(published, "shared-past")["rows"][:2]
    assert few["more"]


def test_another_day_than_is_published_is_refused(published: Workspace) -> None:
    with pytest.raises(UsageError, match="orbit publish --as-of 2026-11-20"):
        report_answer(published, "ask-load", as_of=DAY - timedelta(days=1), limit=5)


def test_another_policy_than_is_published_is_refused(published: Workspace) -> None:
    other = replace(published.policy, digest="another")

    with pytest.raises(StoreUnavailable, match="policy"):
        answer(Workspace(published.settings, published.store, other), "ask-load")


def test_who_is_asked_for_works_at_the_account(published: Workspace, driver: Driver) -> None:
    found = driver.execute_query(
        "MATCH (ask:Ask)-[:AT]->(account:Account {kind: 'target'}), (ask)-[:FOR]->(target:Person), "
        "(ask)-[:OF]->(connector:Person), (:Person)-[:ASKS]->(ask) "
        "RETURN count(ask) AS asks, count { (target)-[:WORKED_AT {current: true}]->(account) } > 0 AS there, "
        "connector.may_ask <> 'blocked' AS may_ask"
    ).records

    assert all(record["there"] and record["may_ask"] for record in found)
    assert sum(record["asks"] for record in found) == sum(row["asks"] for row in answer(published, "ask-load")["rows"])


def test_publishing_again_leaves_nothing_behind(published: Workspace, driver: Driver) -> None:
    before = counted(driver)

    publish_graph(published, DAY, lambda _what, _rows: None)

    assert counted(driver) == before


def test_what_the_page_asks_for_first_is_there(published: Workspace, driver: Driver) -> None:
    [example] = [block for block in pages.fenced("docs/graph-model.md", "cypher") if not block.startswith("//")]

    assert len(driver.execute_query(example).records) == 25


def counted(driver: Driver) -> list[dict[str, Any]]:
    """Return how many nodes of each label and relationships of each type there are."""
    nodes = "MATCH (n) UNWIND labels(n) AS name RETURN name, count(*) AS many ORDER BY name"
    pairs = "MATCH ()-[r]->() RETURN type(r) AS name, count(*) AS many ORDER BY name"
    return [record.data() for query in (nodes, pairs) for record in driver.execute_query(query).records]
