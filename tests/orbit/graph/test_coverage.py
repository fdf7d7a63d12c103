"""Which few steps to take: the greatest gain first, the next one given the first."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbit.graph.coverage import Taken, cover

shares = st.floats(0, 0.99)
steps = st.lists(st.tuples(st.lists(shares, min_size=3, max_size=3), st.integers(0, 2)), min_size=1, max_size=6)
Steps = list[tuple[list[float], int]]


def taken(told: Steps, limit: int = 9) -> list[Taken]:
    return cover([np.array(chances) for chances, _ in told], [group for _, group in told], limit)


def chance(chosen: Steps) -> float:
    """The chance of one end at least, counted plainly."""
    missed = 1.0
    for group in {group for _, group in chosen}:
        best = [max(ends) for ends in zip(*(chances for chances, of in chosen if of == group), strict=True)]
        missed *= math.prod(1 - one for one in best)
    return 1 - missed


def test_the_likelier_step_comes_first_and_the_other_counts_for_what_is_left() -> None:
    first, second = taken([([0.2], 1), ([0.5], 2)])

    assert (first.place, first.gain, first.chance) == (1, 0.5, 0.5)
    assert second.place == 0
    assert (second.gain, second.chance) == pytest.approx((0.1, 0.6))


def test_two_ways_to_find_out_the_same_count_once() -> None:
    assert [one.place for one in taken([([0.5], 1), ([0.4], 1), ([0.1], 2)])] == [0, 2]


def test_a_step_that_leads_nowhere_is_not_taken() -> None:
    assert taken([([0.0, 0.0], 1)]) == []


def test_after_a_sure_step_nothing_is_left_to_gain() -> None:
    assert [one.place for one in taken([([1.0], 1), ([0.9], 2)])] == [0]


def test_equal_steps_are_taken_in_their_order() -> None:
    assert [one.place for one in taken([([0.3], 1), ([0.3], 2), ([0.3], 3)], limit=2)] == [0, 1]


@given(steps)
def test_each_step_is_the_one_that_then_gains_most(told: Steps) -> None:
    chosen: Steps = []
    for one in taken(told):
        gains = [chance([*chosen, each]) - chance(chosen) for each in told]
        assert one.gain == pytest.approx(max(gains), abs=1e-9)
        chosen.append(told[one.place])
        assert one.chance == pytest.approx(chance(chosen), abs=1e-9)


@given(steps, st.integers(1, 3))
def test_the_choice_is_never_far_from_the_best_one(told: Steps, limit: int) -> None:
    found = chance([told[one.place] for one in taken(told, limit)])

    best = max(chance(list(some)) for some in combinations(told, min(limit, len(told))))
    assert found >= (1 - 1 / math.e) * best - 1e-9
