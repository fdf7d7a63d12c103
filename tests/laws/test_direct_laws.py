"""Laws of the straight ways: equal to comparing everybody with everybody."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbit.graph.direct import direct_ways
from orbit.graph.paths import Targets
from orbit.policy import load_policy
from tests.laws.test_path_laws import make, worlds
from tests.reference import reference_know

GROUPS = st.sets(st.integers(0, 8))


def wanted(people: set[int]) -> Targets:
    numbers = np.array(sorted(people, reverse=True), dtype=np.int64)
    return Targets(numbers, 0.3 + numbers / 20)


@given(worlds, GROUPS, GROUPS)
def test_straight_ways_are_those_that_comparing_all_pairs_finds(world: Any, ours: set[int], theirs: set[int]) -> None:
    view = make(world)
    willing = np.asarray(view.reach.willing).tolist()

    found = direct_ways(view, np.array(sorted(ours), dtype=np.int64), wanted(theirs))

    chances = {
        (one, two): willing[one] * reference_know(view, one, two) * (0.3 + two / 20)
        for one in ours
        for two in theirs - {one}
    }
    expected = {pair: pytest.approx(chance, rel=1e-9) for pair, chance in chances.items() if chance > 0}
    assert {(way.connector, way.target): way.score for way in found} == expected
    assert found == sorted(found, key=lambda way: (-way.score, way.connector, way.target))


@given(worlds, GROUPS, GROUPS)
def test_a_way_that_is_too_faint_to_be_shown_is_left_out(world: Any, ours: set[int], theirs: set[int]) -> None:
    view = make(world, load_policy())

    found = direct_ways(view, np.array(sorted(ours), dtype=np.int64), wanted(theirs))

    assert all(way.score >= view.ties.policy.search.min_score for way in found)
    assert all(way.bridge is None for way in found)
