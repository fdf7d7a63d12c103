from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.quality_measures import nothing_said, precision_at, rank_in, reliability, spread

CHANCES = st.floats(0.0, 1.0)
SAID = st.lists(st.tuples(CHANCES, CHANCES), max_size=40).map(lambda rows: np.array(rows).reshape(-1, 2))


def test_ways_are_ranked_within_their_account() -> None:
    assert rank_in(np.array([4, 4, 4, 0, 0, 7])).tolist() == [0, 1, 2, 0, 1, 0]


@pytest.mark.parametrize(("first", "share"), [(1, 0.5), (2, 0.75), (10, 0.6)])
def test_precision_counts_the_first_ways_of_each_account(first: int, share: float) -> None:
    account, is_true = np.array([0, 0, 0, 1, 1]), np.array([True, True, False, False, True])

    assert precision_at(account, is_true, first) == share


def test_precision_of_nothing_shown_is_nothing() -> None:
    assert precision_at(np.zeros(0), np.zeros(0, dtype=bool), 1) == 0.0


def test_probabilities_that_come_true_as_said_have_no_calibration_error() -> None:
    honest = reliability(np.array([0.25] * 4), np.array([0, 0, 1, 0]))

    assert honest.error == 0.0
    assert honest.bias == 0.0
    assert honest.brier == pytest.approx(0.1875)


def test_the_calibration_error_weighs_each_bin_by_what_lies_in_it() -> None:
    honest = reliability(np.array([0.1, 0.1, 0.1, 0.9]), np.array([0, 0, 0, 0]))

    assert honest.error == pytest.approx(0.75 * 0.1 + 0.25 * 0.9)
    assert honest.bias == pytest.approx(0.3)


def test_a_chance_of_a_yes_counts_as_its_dice_would_on_average() -> None:
    by_chance = reliability(np.array([0.6]), np.array([0.5]))
    by_dice = reliability(np.array([0.6, 0.6]), np.array([0.0, 1.0]))

    assert by_chance.brier == pytest.approx(by_dice.brier)


@given(SAID, SAID)
def test_two_sets_of_answers_add_up_to_the_whole(one: np.ndarray, two: np.ndarray) -> None:
    whole = np.concatenate([one, two])

    together = reliability(one[:, 0], one[:, 1]) + reliability(two[:, 0], two[:, 1])

    at_once = reliability(whole[:, 0], whole[:, 1])
    assert together.error == pytest.approx(at_once.error, abs=1e-12)
    assert together.brier == pytest.approx(at_once.brier, abs=1e-12)


@given(SAID)
def test_the_calibration_error_is_at_least_the_bias_and_at_most_one(rows: np.ndarray) -> None:
    honest = reliability(rows[:, 0], rows[:, 1])

    assert abs(honest.bias) - 1e-12 <= honest.error <= 1.0


def test_what_was_never_said_is_off_by_nothing() -> None:
    assert (nothing_said().error, nothing_said().brier, nothing_said().bias) == (0.0, 0.0, 0.0)


def test_a_spread_tells_mean_deviation_least_and_most() -> None:
    over = spread([1.0, 2.0, 3.0])

    assert (over.mean, over.sd, over.least, over.most) == (2.0, 1.0, 1.0, 3.0)
    assert spread([5.0]).sd == 0.0
