from __future__ import annotations

import pytest

from orbit.world import ExportFile, Truth, World, WorldSpec, exports, make_world, truth


@pytest.fixture(scope="session")
def world() -> World:
    return make_world(WorldSpec(scale=0.05))


@pytest.fixture(scope="session")
def files(world: World) -> dict[str, ExportFile]:
    return {file.path: file for file in exports(world)}


@pytest.fixture(scope="session")
def told(world: World, files: dict[str, ExportFile]) -> Truth:
    return truth(world, files.values())
