"""Measures of a ranking: how many of the first are true, how many are missed, and whether probabilities are honest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from orbit.graph.arrays import Array

BINS = 20


def precision_at(account: Array, is_true: Array, first: int) -> float:
    """Of the first so many ways of each account, the share that is true; 0 where nothing is shown.

    `account` and `is_true` are of all ways, those of one account together, best first.
    """
    counted = rank_in(account) < first
    return float(is_true[counted].mean()) if counted.any() else 0.0


def rank_in(account: Array) -> Array:
    """The place of each way among those of its account, from 0 (int64[n]); those of one account stand together."""
    _, begin, inverse = np.unique(account, return_index=True, return_inverse=True)
    place: Array = np.arange(len(account)) - begin[inverse]
    return place


@dataclass(frozen=True, slots=True)
class Reliability:
    """Probabilities said and what became of them, in bins of equal width: how many, sum said, sum come true."""

    count: Array
    said: Array
    true: Array
    squares: float

    def __add__(self, other: Reliability) -> Reliability:
        """Both together, as if they had been one."""
        return Reliability(
            self.count + other.count, self.said + other.said, self.true + other.true, self.squares + other.squares
        )

    @property
    def error(self) -> float:
        """The expected calibration error: how far bins are off on average, by the number in each."""
        total = self.count.sum()
        return float(np.abs(self.said - self.true).sum() / total) if total else 0.0

    @property
    def brier(self) -> float:
        """The mean squared distance of what was said from what came."""
        total = self.count.sum()
        return float(self.squares / total) if total else 0.0

    @property
    def bias(self) -> float:
        """What was said less what came, on average: above 0 where too much was promised."""
        total = self.count.sum()
        return float((self.said.sum() - self.true.sum()) / total) if total else 0.0


def nothing_said() -> Reliability:
    """Return what stands at the beginning of a sum."""
    return Reliability(np.zeros(BINS), np.zeros(BINS), np.zeros(BINS), 0.0)


def reliability(said: Array, came_true: Array) -> Reliability:
    """Put probabilities (float64[n]) and what came of them into bins.

    What came is 0, 1, or the chance of a 1 (float64[n]); the squares are those expected of its dice.
    """
    bins = np.minimum((said * BINS).astype(np.int64), BINS - 1)
    came_true = came_true.astype(np.float64)
    count, sum_said, sum_true = (np.bincount(bins, weights, BINS) for weights in (np.ones(len(said)), said, came_true))
    squares = (said - came_true) ** 2 + came_true * (1 - came_true)
    return Reliability(count, sum_said, sum_true, float(squares.sum()))


@dataclass(frozen=True, slots=True)
class Spread:
    """What several worlds gave: mean, standard deviation, least and most."""

    mean: float
    sd: float
    least: float
    most: float


def spread(numbers: Sequence[float]) -> Spread:
    """Return mean, standard deviation (of a sample; 0 for a single one), least and most."""
    told = np.array(numbers)
    sd = float(told.std(ddof=1)) if len(told) > 1 else 0.0
    return Spread(float(told.mean()), sd, float(told.min()), float(told.max()))
