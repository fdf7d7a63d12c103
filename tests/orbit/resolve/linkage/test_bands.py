from __future__ import annotations

import numpy as np
import pytest

from orbit.errors import UsageError
from orbit.resolve.linkage.bands import BANDS, STRICT, WIDE, Band, Candidates, Policy, bands, held_apart, rivals
from orbit.resolve.linkage.weights import probability


def banded(bits: list[float], cluster: list[int], apart: list[bool] | None = None) -> list[Band]:
    """Bands of the pairs (0, 1), (0, 2), … under the strict policy."""
    told = np.array(bits)
    pairs = Candidates(
        np.zeros(len(bits), dtype=np.int64), np.arange(1, len(bits) + 1), told, probability(told), np.array(cluster)
    )
    found = bands(pairs, STRICT, np.array(apart or [False] * len(bits)))
    return [BANDS[at] for at in found.tolist()]


def test_a_sure_pair_without_rival_is_joined() -> None:
    assert banded([10.0], [0, 0]) == [Band.AUTO]


def test_a_pair_is_reviewed_kept_as_a_hint_or_dropped_by_its_probability() -> None:
    assert banded([3.0, -1.0, -9.0], [0, 0, 2, 3]) == [Band.REVIEW, Band.HINT, Band.NO]


def test_a_rival_close_behind_sends_a_sure_pair_to_review() -> None:
    assert banded([10.0, 9.0], [0, 0, 2]) == [Band.REVIEW, Band.REVIEW]


def test_a_rival_far_behind_does_not() -> None:
    assert banded([10.0, 7.5], [0, 0, 2])[0] is Band.AUTO


def test_another_record_of_the_same_cluster_is_no_rival() -> None:
    assert banded([10.0, 9.9], [0, 0, 0]) == [Band.AUTO, Band.AUTO]


def test_two_that_are_held_apart_go_to_review_however_sure() -> None:
    assert banded([20.0], [0, 0], [True]) == [Band.REVIEW]


def test_a_sure_pair_whose_clusters_stayed_apart_goes_to_review() -> None:
    assert banded([20.0], [0, 1]) == [Band.REVIEW]


def test_the_best_of_another_cluster_is_the_rival() -> None:
    pairs = Candidates(
        np.array([0, 0, 1]), np.array([1, 2, 2]), np.array([5.0, 3.0, 4.0]), np.zeros(3), np.array([0, 0, 2])
    )

    assert rivals(pairs).tolist() == [3.0, 4.0, 4.0]


def test_two_different_values_of_one_identity_hold_apart_and_silence_does_not() -> None:
    tag = np.array([4, 5, -1, 4], dtype=np.int32)

    assert held_apart((tag,), np.array([0, 0, 0]), np.array([1, 2, 3])).tolist() == [True, False, False]


def test_strict_asks_for_more_than_wide() -> None:
    assert STRICT.auto > WIDE.auto
    assert STRICT.linking.bar > WIDE.linking.bar


def test_bands_that_do_not_rise_are_refused() -> None:
    with pytest.raises(UsageError, match="must rise"):
        Policy("odd", auto=0.4)
