from __future__ import annotations

import numpy as np
import pytest

from orbit.world import World, WorldSpec
from orbit.world.knowing import Habits
from orbit.world.make import acquainted, make_strangers


@pytest.fixture(scope="module")
def strangers() -> World:
    return make_strangers(WorldSpec(seed=3, scale=0.4))


def colleagues_known(world: World) -> tuple[float, float]:
    """How many pairs of today's colleagues know each other, at companies of less and of more than 150 people."""
    current = world.spells.current(len(world.people))
    at = np.where(current >= 0, world.spells.company[current], -1)
    left, right = at[world.knowing.left], at[world.knowing.right]
    together = left[(left == right) & (left >= 0)]
    large = world.headcount[together] > 150
    return float((~large).sum()), float(large.sum())


def test_nobody_knows_anybody_before_they_are_acquainted(strangers: World) -> None:
    assert len(strangers.knowing) == 0
    assert len(acquainted(strangers).knowing) > 0


def test_a_larger_exponent_makes_large_companies_stranger(strangers: World) -> None:
    small, large = zip(
        *(colleagues_known(acquainted(strangers, Habits(size_exponent=power))) for power in (0.5, 1.0, 1.5)),
        strict=True,
    )

    assert small[0] < small[1] < small[2]
    assert large[0] > large[1] > large[2]


def test_in_cliques_only_team_mates_meet(strangers: World) -> None:
    apart = acquainted(strangers, Habits(team_rate=0.0, outside=0.0))
    together = acquainted(strangers, Habits(team_rate=0.8, outside=0.0))

    assert sum(colleagues_known(together)) > 5 * sum(colleagues_known(apart))


def test_like_knows_like_more_often(strangers: World) -> None:
    culture = strangers.people.nature.culture
    shares = []
    for alike in (0.0, 0.56):
        known = acquainted(strangers, Habits(alike=alike)).knowing
        shares.append(float((culture[known.left] == culture[known.right]).mean()))

    assert shares[1] > shares[0] + 0.02


def test_faster_fading_leaves_fewer_close(strangers: World) -> None:
    usual, faded = (
        acquainted(strangers, habits).knowing.closeness for habits in (Habits(), Habits(fade_months=12, fade_floor=0.0))
    )

    assert (faded >= 0.2).sum() < 0.9 * (usual >= 0.2).sum()
