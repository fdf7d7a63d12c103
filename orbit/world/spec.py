"""What is asked of the made-up world, and how many of everything that means."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from orbit.errors import UsageError

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

SMALLEST, LARGEST = 0.02, 20.0


class Stage(IntEnum):
    """The steps of the making; each has random numbers of its own, so that one can change without the others."""

    COMPANIES = 1
    PEOPLE = 2
    CAREERS = 3
    ACCOUNTS = 4
    BACKERS = 5
    TIES = 6
    LINKEDIN = 7
    CRM = 8
    CHAMPIONS = 9
    CAREER_FILES = 10
    INVESTOR_FILES = 11
    SIGNALS = 12
    NAMES = 13
    WILLING = 14
    PAGES = 15
    JOB_CHANGES = 16
    HEADCOUNT = 17
    OPPORTUNITIES = 18


@dataclass(frozen=True, slots=True)
class WorldSpec:
    """Which world: the same seed, scale and day give the same bytes."""

    seed: int = 7
    scale: float = 1.0
    as_of: date = date(2026, 11, 21)

    def __post_init__(self) -> None:
        if not SMALLEST <= self.scale <= LARGEST:
            raise UsageError(f"scale must be {SMALLEST} to {LARGEST}, got {self.scale}")
        if self.seed < 0:
            raise UsageError(f"seed must not be negative, got {self.seed}")

    @property
    def month(self) -> int:
        """The month of `as_of`, in months since year 0."""
        return month_of(self.as_of)

    def dice(self, stage: Stage) -> np.random.Generator:
        """Return the random numbers of one stage, from their beginning."""
        return np.random.default_rng([self.seed, int(stage)])

    def many(self, at_scale_1: float, least: int) -> int:
        """Scale a number of people, companies or accounts."""
        return max(least, round(at_scale_1 * self.scale))

    def some(self, at_scale_1: float, least: int) -> int:
        """Scale a number that grows slower than the world: colleagues, advisors, portfolio companies."""
        return max(least, round(at_scale_1 * math.sqrt(self.scale)))

    def ago(self, days: int) -> date:
        """Return the day that many days before `as_of`; negative days lie ahead."""
        return self.as_of - timedelta(days=int(days))


def month_of(day: date) -> int:
    """Count the months since year 0."""
    return day.year * 12 + day.month - 1


def day_in(month: int, day: int) -> date:
    """Return a day (1 to 28) of a month counted since year 0."""
    return date(month // 12, month % 12 + 1, day)


def offsets(sorted_keys: Ints, count: int) -> Ints:
    """Return where each key 0..count-1 begins in a sorted array, and its length at the end: int64[count + 1]."""
    return np.searchsorted(sorted_keys, np.arange(count + 1)).astype(np.int64)


class Draw:
    """Draws members of buckets, in proportion to their weights, for whole arrays of wished buckets at once."""

    def __init__(self, buckets: Ints, weights: Floats) -> None:
        self._order = np.argsort(buckets, kind="stable")
        self._sorted = buckets[self._order]
        self._sums = np.concatenate([[0.0], np.cumsum(weights[self._order])])

    def __call__(self, wished: Ints, dice: np.random.Generator) -> Ints:
        """Return one member per wished bucket, -1 where that bucket is empty."""
        low = self._sums[np.searchsorted(self._sorted, wished, side="left")]
        high = self._sums[np.searchsorted(self._sorted, wished, side="right")]
        point = low + dice.random(len(wished)) * (high - low)
        place = np.clip(np.searchsorted(self._sums, point, side="right") - 1, 0, len(self._order) - 1)
        drawn: Ints = np.where(high > low, self._order[place], -1)
        return drawn


def choose(dice: np.random.Generator, shares: Sequence[float] | Floats, count: int) -> Ints:
    """Draw `count` indices in proportion to `shares`."""
    total = np.cumsum(np.asarray(shares, dtype=np.float64))
    drawn: Ints = np.searchsorted(total, dice.random(count) * total[-1], side="right").astype(np.int64)
    return drawn
