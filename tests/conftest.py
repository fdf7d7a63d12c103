"""How thorough hypothesis is, which process runs what, and what is shared: a fictional company, Neo4j servers."""

from __future__ import annotations

import os
import re
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadFileScheduling

from api.demo import make_demo
from api.workspace import Workspace
from bench.jars import java_missing
from bench.servers import Neo4jServer
from orbit.settings import read_settings
from orbit.world import WorldSpec
from tests.factories import DAY, NOON
from tests.once import alone, made_once

settings.register_profile("ci", derandomize=True, max_examples=200, deadline=None)
settings.register_profile("dev", max_examples=25, deadline=None)
settings.load_profile("ci" if os.getenv("CI") else "dev")

# A shell that runs the tests in the background has them ignore Ctrl-C, and so would every command that they start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Tests that want the run's Neo4j, by where they stand. One that is forgotten here costs a second server, no more.
_ON_NEO4J = re.compile(r"^tests/(contract|faults|parity)/|neo4j|/test_cypher\.py|/test_skipping\.py")


class Files(LoadFileScheduling):  # type: ignore[misc]  # xdist tells no types
    """Hands whole files to processes, and all that are on Neo4j to one, so that one server is started and warm."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return "neo4j" if _ON_NEO4J.search(file) else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Files | None:
    """Choose it for `--dist loadfile`."""
    return Files(config, log) if config.getoption("dist") == "loadfile" else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with Neo4j, the largest piece: the last one should be small."""
    items.sort(key=lambda item: not _ON_NEO4J.search(item.path.relative_to(item.config.rootpath).as_posix()))


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return a folder that all processes of the run share."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def demo_home(run_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the fictional company's workspace, imported once per run. No test writes to it."""
    made = made_once(run_folder / "demo-of-all", _make_demo)
    # What a process derives from the facts is kept beside them; so each has a copy of its own.
    return shutil.copytree(made, tmp_path_factory.mktemp("demo") / "home")


def _make_demo(home: Path) -> None:
    with Workspace.open(read_settings(home, {}), create=True) as workspace:
        make_demo(workspace, WorldSpec(scale=0.05, as_of=DAY), at=NOON, say=lambda _: None)


@pytest.fixture(scope="session")
def demo(demo_home: Path) -> Iterator[Workspace]:
    """Return that workspace, opened."""
    with Workspace.open(read_settings(demo_home, {})) as workspace:
        yield workspace


# For servers that live for minutes: what Java's second compiler takes is more than it saves.
_FAST_START = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")


@pytest.fixture(scope="session")
def java() -> None:
    """Skip where there is no Java to run a Neo4j server; on the build machine that is a failure."""
    reason = java_missing()
    if reason is not None and os.getenv("CI"):
        pytest.fail(reason)
    if reason is not None:
        pytest.skip(reason)


@pytest.fixture(scope="session")
def neo4j_url(
    request: pytest.FixtureRequest, run_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Return the address of the Neo4j that all tests share: ORBIT_TEST_NEO4J_URL, or one started for this run."""
    given = os.getenv("ORBIT_TEST_NEO4J_URL")
    if given:
        with alone(run_folder / "neo4j.lock"):
            yield given
        return
    request.getfixturevalue("java")
    with Neo4jServer(tmp_path_factory.mktemp("neo4j"), flags=_FAST_START) as server:
        yield server.url


NewServer = Callable[..., Neo4jServer]


@pytest.fixture
def neo4j_server(java: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewServer]:
    """Make Neo4j servers of the test's own, not started yet, to be hurt; options are those of `Neo4jServer`.

    All are killed at the end of the test. They are small and made to start fast, not to run fast.
    """
    small = {"heap": "512m", "flags": _FAST_START}
    with ExitStack() as servers:

        def make(**options: Any) -> Neo4jServer:
            made = Neo4jServer(tmp_path_factory.mktemp("neo4j"), **{**small, **options})
            servers.callback(made.kill)
            return made

        yield make
