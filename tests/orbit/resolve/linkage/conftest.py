"""A crowd that was matched once, for all tests that look at what came out."""

from __future__ import annotations

import pytest

from orbit.resolve.linkage.match import Matched, match
from orbit.resolve.linkage.people import PEOPLE
from tests.orbit.resolve.linkage.crowd import crowd_table


@pytest.fixture(scope="session")
def matched() -> Matched:
    """The crowd of 400 people, matched with a model learned from it."""
    return match(PEOPLE, crowd_table()[0])


@pytest.fixture(scope="session")
def person() -> list[int]:
    """Which person each record of that crowd is of."""
    return crowd_table()[1]
