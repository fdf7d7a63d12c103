"""Workspaces of a few facts, and the presenter of the fictional company."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from api.presenter import Presenter
from api.workspace import Workspace
from orbit.model import Item
from orbit.settings import read_settings
from tests.api.presenter.story import STORY, Told, tell

Tell = Callable[..., Told]


@pytest.fixture
def telling(tmp_path: Path) -> Iterator[Tell]:
    """Return a maker of workspaces; each call makes another one."""
    with ExitStack() as opened:

        def make(*items: Item) -> Told:
            home = tmp_path / f"told-{len(list(tmp_path.iterdir()))}"
            return tell(opened.enter_context(Workspace.open(read_settings(home, {}), create=True)), *items)

        yield make


@pytest.fixture
def story(telling: Tell) -> Presenter:
    """Return the presenter of the small story."""
    return Presenter(telling(*STORY).workspace)


@pytest.fixture(scope="session")
def demo_presenter(demo: Workspace) -> Presenter:
    """Return the presenter of the fictional company."""
    return Presenter(demo)
