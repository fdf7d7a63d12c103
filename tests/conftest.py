"""How thorough hypothesis is, the small fictional company that tests of whole answers share, and real Neo4j servers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from api.demo import make_demo
from api.workspace import Workspace
from bench.jars import java_missing
from bench.servers import Neo4jServer
from orbit.settings import read_settings
from orbit.world import WorldSpec
from tests.factories import DAY, NOON

settings.register_profile("ci", derandomize=True, max_examples=200, deadline=None)
settings.register_profile("dev", max_examples=25, deadline=None)
settings.load_profile("ci" if os.getenv("CI") else "dev")


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the fictional company's workspace, imported once per run. No test writes to it."""
    home = tmp_path_factory.mktemp("demo")
    with Workspace.open(read_settings(home, {}), create=True) as workspace:
        make_demo(workspace, WorldSpec(scale=0.05, as_of=DAY), at=NOON, say=lambda _: None)
    return home


@pytest.fixture(scope="session")
def demo(demo_home: Path) -> Iterator[Workspace]:
    """Return that workspace, opened."""
    with Workspace.open(read_settings(demo_home, {})) as workspace:
        yield workspace


@pytest.fixture(scope="session")
def java() -> None:
    """Skip where there is no Java to run a Neo4j server; on the build machine that is a failure."""
    reason = java_missing()
    if reason is not None and os.getenv("CI"):
        pytest.fail(reason)
    if reason is not None:
        pytest.skip(reason)


@pytest.fixture(scope="session")
def neo4j_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the Neo4j that all tests share: ORBIT_TEST_NEO4J_URL, or one started for this run."""
    given = os.getenv("ORBIT_TEST_NEO4J_URL")
    if given:
        yield given
        return
    request.getfixturevalue("java")
    with Neo4jServer(tmp_path_factory.mktemp("neo4j")) as server:
        yield server.url


NewServer = Callable[..., Neo4jServer]


@pytest.fixture
def neo4j_server(java: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewServer]:
    """Make Neo4j servers of the test's own, not started yet, to be hurt; options are those of `Neo4jServer`.

    All are killed at the end of the test. They are small and made to start fast, not to run fast.
    """
    small = {"heap": "512m", "flags": ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")}
    with ExitStack() as servers:

        def make(**options: Any) -> Neo4jServer:
            made = Neo4jServer(tmp_path_factory.mktemp("neo4j"), **{**small, **options})
            servers.callback(made.kill)
            return made

        yield make
