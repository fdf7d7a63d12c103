"""How thorough hypothesis is, and the small fictional company that tests of whole answers share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from api.demo import make_demo
from api.workspace import Workspace
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
