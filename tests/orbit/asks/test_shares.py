from __future__ import annotations

import pytest

from orbit.asks.month.shares import Share, wilson


# Newcombe, Statistics in Medicine 17 (1998), table I, method 3; the last two by the formula.
@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (5, 10, 0.2366, 0.7634),
        (10, 10, 0.7225, 1.0),
    ],
)
def test_intervals_are_those_of_the_literature(count: int, of: int, low: float, high: float) -> None:
    assert wilson(count, of) == pytest.approx((low, high), abs=5e-5)


def test_of_nobody_there_is_neither_share_nor_interval() -> None:
    share = Share(0, 0, 4)

    assert (share.value, share.interval) == (None, None)
