from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.mechanisms import MECHANISMS, Mechanism, make_acquainted, with_introductions, without_forgotten
from bench.quality_told import accounts_of, tell, willingness
from orbit.graph.snapshot import Snapshot
from orbit.policy import load_policy
from orbit.world import World, WorldSpec
from orbit.world.knowing import Knowing
from orbit.world.make import make_strangers, make_world, ours

SPEC = WorldSpec(seed=5, scale=0.05)
BY_NAME = {mechanism.name: mechanism for mechanism in MECHANISMS}


@pytest.fixture(scope="module")
def strangers() -> World:
    return make_strangers(SPEC)


@pytest.fixture(scope="module")
def usual(strangers: World) -> World:
    return make_acquainted(strangers, BY_NAME["as_studied"])


def same(one: Knowing, two: Knowing) -> bool:
    return all(
        np.array_equal(getattr(one, name), getattr(two, name)) for name in ("left", "right", "closeness", "since")
    )


def same_arrays(one: Snapshot, two: Snapshot) -> bool:
    return all(np.array_equal(getattr(one, name), getattr(two, name)) for name in Snapshot.__slots__)


def test_the_studied_mechanism_is_the_usual_world(usual: World) -> None:
    assert same(usual.knowing, make_world(SPEC).knowing)


@pytest.mark.parametrize("mechanism", MECHANISMS, ids=lambda mechanism: mechanism.name)
def test_the_same_seed_gives_the_same_world_and_the_same_files(strangers: World, mechanism: Mechanism) -> None:
    one, two = (make_acquainted(strangers, mechanism) for _ in range(2))

    assert same(one.knowing, two.knowing)
    assert same_arrays(tell(one, mechanism), tell(two, mechanism))


@pytest.mark.parametrize(
    "mechanism", [one for one in MECHANISMS if one.name != "as_studied"], ids=lambda mechanism: mechanism.name
)
def test_each_mechanism_changes_who_knows_whom_or_what_is_told(
    strangers: World, usual: World, mechanism: Mechanism
) -> None:
    world = make_acquainted(strangers, mechanism)

    told = same_arrays(tell(world, mechanism), tell(usual, BY_NAME["as_studied"]))

    assert not (same(world.knowing, usual.knowing) and told)


@pytest.mark.parametrize("mechanism", MECHANISMS, ids=lambda mechanism: mechanism.name)
def test_knowing_stays_in_order_and_each_pair_once(strangers: World, mechanism: Mechanism) -> None:
    knowing = make_acquainted(strangers, mechanism).knowing
    keys = knowing.left * knowing.people + knowing.right

    assert (np.diff(keys) > 0).all()
    assert (knowing.left < knowing.right).all()
    assert ((knowing.closeness > 0) & (knowing.closeness <= 1)).all()


def test_friends_of_friends_share_an_acquaintance() -> None:
    chain = Knowing(4, np.array([0, 1, 2]), np.array([1, 2, 3]), np.full(3, 0.5), np.full(3, 100))

    more = with_introductions(chain, np.ones(4, dtype=bool), 1.0, np.random.default_rng(1))

    pairs = set(zip(more.left.tolist(), more.right.tolist(), strict=True))
    assert pairs == {(0, 1), (1, 2), (2, 3), (0, 2), (1, 3)}


@given(st.floats(0.0, 1.0), st.integers(0, 2**32))
def test_what_is_forgotten_is_missing_and_the_rest_unchanged(share: float, seed: int) -> None:
    chain = Knowing(5, np.arange(4), np.arange(1, 5), np.linspace(0.2, 0.8, 4), np.arange(4))

    left = without_forgotten(chain, share, np.random.default_rng(seed))

    assert set(left.closeness.tolist()) <= set(chain.closeness.tolist())
    assert len(left) == 4 or share > 0
    assert len(left) == 0 or share < 1


def test_strangers_online_connect_with_more_people_whom_they_do_not_know(strangers: World) -> None:
    shares = {}
    for name in ("as_studied", "strangers_online"):
        world = make_acquainted(strangers, BY_NAME[name])
        told, known = tell(world, BY_NAME[name]), world.knowing
        keys = known.left * known.people + known.right
        shares[name] = np.isin(told.tie_left.astype(np.int64) * known.people + told.tie_right, keys).mean()

    assert shares["strangers_online"] < 0.5 < shares["as_studied"]


def test_files_tell_of_a_part_of_all_jobs_and_never_of_the_future(usual: World) -> None:
    told = tell(usual, BY_NAME["misdated"])
    today = SPEC.as_of.toordinal()

    assert len(np.unique(told.fact_person)) < 0.9 * len(usual.people)
    assert (told.fact_from <= today).all()
    assert (told.fact_sure_to <= today).all()
    assert (told.tie_on <= today).all()


def test_our_people_are_willing_by_their_circle(usual: World) -> None:
    policy = load_policy().willing

    willing = willingness(usual, policy)

    assert set(np.flatnonzero(willing).tolist()) <= set(ours(usual).tolist())
    assert (willing[list(usual.roster.team)] == policy.team).all()
    assert {policy.champion, policy.advisor, policy.investor} <= set(willing.tolist())


def test_accounts_with_a_signal_are_hotter(usual: World) -> None:
    heat = {target.company: target.signalled for target in usual.accounts.targets}

    assert all((account.heat > 0) == heat[account.company] for account in accounts_of(usual))
