"""Every store passes the same tests: a second one only has to be added to `WORKSPACES`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import pytest

from orbit.store.base import Store
from orbit.store.sqlite import open_sqlite


class Open(Protocol):
    """Opens the test's workspace once more; `wait` is how many seconds to wait for another writer."""

    def __call__(self, *, wait: float = 5.0) -> Store: ...


def _sqlite(folder: Path) -> Open:
    def open_again(*, wait: float = 5.0) -> Store:
        return open_sqlite(folder / "workspace.orbit", create=True, wait=wait)

    return open_again


WORKSPACES: dict[str, Callable[[Path], Open]] = {"sqlite": _sqlite}


@pytest.fixture(params=WORKSPACES)
def open_again(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Open the one workspace of this test, as often as needed; all handles are closed at its end."""
    open_it = WORKSPACES[request.param](tmp_path)
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
    """Make a new empty store at each call, for tests by example; the caller closes it."""
    return lambda: WORKSPACES[request.param](tmp_path_factory.mktemp("workspace"))()
