"""A store of its own for each test of resolution."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from orbit.store.base import Store
from orbit.store.sqlite import open_sqlite


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    opened = open_sqlite(tmp_path / "workspace.orbit", create=True)
    yield opened
    opened.close()
