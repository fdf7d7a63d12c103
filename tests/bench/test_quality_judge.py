from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.quality_judge import NOBODY, Closeness, Judge, reachable, staffed_by, ways_of
from orbit.world.knowing import Knowing

ANA, BEN, CHO, DIA, ELI = range(5)
OURS, ACME, BOLT = 10, 11, 12


def knowing(people: int, pairs: dict[tuple[int, int], float]) -> Knowing:
    ordered = sorted(pairs)
    left, right = (np.array([pair[side] for pair in ordered], dtype=np.int64) for side in range(2))
    return Knowing(people, left, right, np.array([pairs[pair] for pair in ordered]), np.zeros(len(ordered), np.int64))


KNOWN = {(ANA, BEN): 0.8, (ANA, DIA): 0.15, (BEN, CHO): 0.5, (CHO, DIA): 0.05}


@pytest.fixture
def judge() -> Judge:
    """Ana is ours; Ben, Cho and Dia work at Acme, which is account 0; Eli is at Bolt, account 1."""
    return Judge(
        closeness=Closeness(knowing(5, KNOWN)),
        employer=np.array([OURS, ACME, ACME, ACME, BOLT]),
        willing=np.full(5, 0.5),
        answers=np.full(5, 0.4),
        companies=np.array([ACME, BOLT]),
        heat=np.array([1.0, 0.0]),
    )


@pytest.mark.parametrize(
    ("account", "bridge", "target", "is_true"),
    [
        pytest.param(0, NOBODY, BEN, True, id="known well"),
        pytest.param(0, NOBODY, DIA, False, id="hardly known"),
        pytest.param(0, NOBODY, CHO, False, id="a stranger"),
        pytest.param(0, BEN, CHO, True, id="over one who knows both"),
        pytest.param(0, CHO, DIA, False, id="over one who is a stranger"),
        pytest.param(1, NOBODY, BEN, False, id="works somewhere else"),
    ],
)
def test_a_way_is_true_when_each_knows_the_next_and_the_target_works_there(
    judge: Judge, account: int, bridge: int, target: int, *, is_true: bool
) -> None:
    assert judge.is_true(ways_of([(account, ANA, bridge, target, 1.0)])).tolist() == [is_true]


def test_who_is_one_of_ours_is_known_to_us_without_a_step(judge: Judge) -> None:
    itself = ways_of([(1, ELI, NOBODY, ELI, 1.0)])

    assert judge.is_true(itself).all()
    assert judge.introduced(itself).tolist() == [0.5]


def test_the_closer_the_likelier_a_yes_and_never_for_a_stranger(judge: Judge) -> None:
    chances = judge.introduced(ways_of([(0, ANA, NOBODY, target, 1.0) for target in (BEN, DIA, CHO)]))

    assert chances.tolist() == pytest.approx([0.5 * (0.25 + 0.75 * 0.8), 0.5 * (0.25 + 0.75 * 0.15), 0.0])


def test_everybody_on_the_way_has_to_pass_the_request_on(judge: Judge) -> None:
    over_ben = ways_of([(0, ANA, BEN, CHO, 1.0)])

    assert judge.agreed(over_ben)[0] == pytest.approx(0.5 * (0.25 + 0.75 * 0.8) * 0.5 * (0.25 + 0.75 * 0.5))


def test_an_introduction_to_somebody_who_left_is_none(judge: Judge) -> None:
    at_bolt = ways_of([(1, ANA, NOBODY, BEN, 1.0)])

    assert judge.agreed(at_bolt)[0] > 0
    assert judge.introduced(at_bolt).tolist() == [0.0]
    assert judge.answered(at_bolt).tolist() == [0.0]


def test_a_close_acquaintance_answers_more_often(judge: Judge) -> None:
    ways = ways_of([(0, ANA, NOBODY, BEN, 1.0), (0, ANA, NOBODY, DIA, 1.0)])

    answers = judge.answered(ways) / judge.introduced(ways)

    assert answers.tolist() == pytest.approx([0.4 * 1.3, 0.4 * 0.65])


def test_strangers_to_everybody_are_not_reached() -> None:
    within = reachable(knowing(5, KNOWN), np.array([ANA]))

    assert np.flatnonzero(within.directly).tolist() == [ANA, BEN]
    assert np.flatnonzero(within.over_one).tolist() == [ANA, BEN, CHO]
    assert staffed_by({ACME: [CHO, DIA], BOLT: [ELI]}, [ACME, BOLT, OURS], within.over_one).tolist() == [
        True,
        False,
        False,
    ]


@given(st.dictionaries(st.tuples(st.integers(0, 8), st.integers(0, 8)), st.floats(0.05, 1.0), max_size=20))
def test_closeness_is_mutual_and_as_told(told: dict[tuple[int, int], float]) -> None:
    pairs = {(min(pair), max(pair)): close for pair, close in told.items() if pair[0] != pair[1]}
    one, two = (side.ravel() for side in np.meshgrid(np.arange(9), np.arange(9)))

    found = Closeness(knowing(9, pairs))

    assert found.of(one, two).tolist() == found.of(two, one).tolist()
    assert found.of(one, two).tolist() == [
        pairs.get((min(pair), max(pair)), 0.0) for pair in zip(one.tolist(), two.tolist(), strict=True)
    ]
