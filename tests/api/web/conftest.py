"""Pages of small workspaces."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from api.workspace import Workspace
from orbit.model import Item
from orbit.settings import read_settings
from tests.api.presenter.story import STORY, tell
from tests.api.web.served import Site

MakeSite = Callable[..., Site]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """Return the pages of the small story."""
    with Workspace.open(read_settings(tmp_path / "story", {}), create=True) as workspace:
        tell(workspace, *STORY)
        yield Site(workspace)


@pytest.fixture
def site_of(tmp_path: Path) -> Iterator[MakeSite]:
    """Return a maker of the pages of one workspace of these facts."""
    with Workspace.open(read_settings(tmp_path / "told", {}), create=True) as workspace:

        def make(*items: Item) -> Site:
            if items:
                tell(workspace, *items)
            return Site(workspace)

        yield make
