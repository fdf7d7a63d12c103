from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbit.errors import UsageError
from orbit.resolve.linkage.calibration import calibrate, uncalibrated
from orbit.resolve.linkage.columns import Bools, Floats
from orbit.resolve.linkage.weights import probability


def reviewed(many: int, shift: float = 0.0, seed: int = 1) -> tuple[Floats, Bools]:
    """Parts of two fields, and answers that are right as often as the bits and a shift say."""
    dice = np.random.default_rng(seed)
    parts = dice.normal(0, 4, (2, many))
    return parts, dice.random(many) < probability(parts.sum(axis=0) + shift)


def test_a_prior_that_is_off_is_set_right() -> None:
    parts, same = reviewed(300, shift=3.0)

    found = calibrate(parts, 0.0, same, np.ones(300))

    assert found.shift == pytest.approx(3.0, abs=1.5)
    assert found.reviewed == 300


def test_probabilities_come_true_on_pairs_that_nobody_reviewed() -> None:
    found = calibrate(*_with_prior(reviewed(300, shift=-4.0)), np.ones(300))
    parts, same = reviewed(20_000, shift=-4.0, seed=2)

    said = found.probability(found.bits(parts, 0.0))

    assert abs(said.mean() - same.mean()) < 0.03


@given(st.integers(0, 50), st.floats(-6, 6))
def test_more_bits_never_make_a_pair_less_likely(seed: int, shift: float) -> None:
    parts, same = reviewed(150, shift, seed)
    found = calibrate(parts, 0.0, same, np.ones(150)) if same.any() and not same.all() else uncalibrated(2)

    said = found.probability(np.linspace(-60, 60, 500))

    assert (np.diff(said) >= 0).all()
    assert ((said >= 0) & (said <= 1)).all()


def test_answers_that_settle_everything_do_not_run_away() -> None:
    parts = np.r_[np.full(60, -9.0), np.full(60, 9.0)].reshape(1, -1)

    found = calibrate(parts, 0.0, parts[0] > 0, np.ones(120))

    assert abs(found.shift) < 5
    assert found.scale[0] == pytest.approx(1.0, abs=0.3)


def test_too_few_answers_are_refused() -> None:
    parts, same = reviewed(99)

    with pytest.raises(UsageError, match="at least 100"):
        calibrate(parts, 0.0, same, np.ones(99))


def test_answers_that_are_all_the_same_are_refused() -> None:
    parts, _ = reviewed(120)

    with pytest.raises(UsageError, match="some different"):
        calibrate(parts, 0.0, np.ones(120, dtype=np.bool_), np.ones(120))


def test_without_answers_nothing_changes() -> None:
    parts, _ = reviewed(10)

    assert uncalibrated(2).bits(parts, -3.0) == pytest.approx(parts.sum(axis=0) - 3.0)


def _with_prior(told: tuple[Floats, Bools]) -> tuple[Floats, float, Bools]:
    return told[0], 0.0, told[1]
