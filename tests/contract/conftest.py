"""Every store passes the same tests: a second one only has to be added to `WORKSPACES`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import pytest

from orbit.store.base import Store
from orbit.store.neo4j import open_neo4j
from orbit.store.sqlite import open_sqlite
from tests.neo4j_database import emptied


class Open(Protocol):
    """Opens the test's workspace once more; `wait` is how many seconds to wait for another writer."""

    def __call__(self, *, wait: float = 5.0) -> Store: ...


class Place(Protocol):
    """Makes a new empty workspace, in `folder` or in the run's database, and returns how to open it."""

    def __call__(self, request: pytest.FixtureRequest, folder: Path) -> Open: ...


def _sqlite(request: pytest.FixtureRequest, folder: Path) -> Open:
    def open_again(*, wait: float = 5.0) -> Store:
        return open_sqlite(folder / "workspace.orbit", create=True, wait=wait)

    return open_again


def _neo4j(request: pytest.FixtureRequest, folder: Path) -> Open:
    url = emptied(request.getfixturevalue("neo4j_url"))

    def open_again(*, wait: float = 5.0) -> Store:
        return open_neo4j(url, create=True, wait=wait)

    return open_again


WORKSPACES: dict[str, Place] = {"sqlite": _sqlite, "neo4j": _neo4j}


@pytest.fixture(params=WORKSPACES)
def open_again(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Open the one workspace of this test, as often as needed; all handles are closed at its end."""
    open_it = WORKSPACES[request.param](request, tmp_path)
    with ExitStack() as handles:

        def opened(*, wait: float = 5.0) -> Store:
            store = open_it(wait=wait)
            handles.callback(store.close)
            return store

        yield opened


@pytest.fixture
def store(open_again: Open) -> Store:
    """An empty store."""
    return open_again()


@pytest.fixture(params=WORKSPACES)
def fresh(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Store]:
    """Make a new empty store at each call, for tests by example; the caller closes it before the next call."""
    return lambda: WORKSPACES[request.param](request, tmp_path_factory.mktemp("workspace"))()
