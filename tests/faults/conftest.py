"""The run's Neo4j with something in it, and a proxy before it that can hurt the connections."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from tests.faults.asking import before, filled
from tests.faults.proxy import FaultProxy


@pytest.fixture(scope="module")
def known(neo4j_url: str) -> str:
    """Fill the run's database once for a module of tests that only read."""
    return filled(neo4j_url)


@pytest.fixture
def faulty(neo4j_url: str) -> Iterator[FaultProxy]:
    """Stand before the run's Neo4j."""
    with before(neo4j_url) as proxy:
        yield proxy
    # What the driver complains of when it is collected belongs to this test, see HALF_BUILT.
    gc.collect()
