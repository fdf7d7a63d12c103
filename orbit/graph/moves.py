"""Which number each person or company has after a change, and rows that are grouped by person or company."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from orbit.graph.arrays import Array, counts_at, either, ranges, taken
from orbit.graph.merge import Merge, merge_at

_NONE = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Moves:
    """The persons or companies before and after a change: `former` and `now` of them, in the same order.

    `number`: the number now of each former one (int32[former]; -1: gone); None: each keeps theirs. `told`: those who
    came or whose records changed, by number now (int64, ascending).
    """

    former: int
    now: int
    number: Array | None
    told: Array

    @property
    def gone(self) -> Array:
        """Who is no more, by former number."""
        return _NONE if self.number is None else np.flatnonzero(self.number < 0)

    def renumbered(self, column: Array) -> Array:
        """Former numbers as those of now."""
        return column if self.number is None else taken(self.number, column)

    def before(self, numbers: Array) -> tuple[Array, Array]:
        """The former numbers of some who are there now (int64), and whether they were there (bool).

        Who was not there gets the number of a former one behind them.
        """
        if self.number is None:
            return numbers.astype(np.int64), np.ones(len(numbers), dtype=np.bool_)
        stayed = np.flatnonzero(self.number >= 0)
        place = np.searchsorted(self.number[stayed], numbers.astype(np.int32))
        former = np.append(stayed, self.former)[place]
        return former, np.append(self.number, -1)[former] == numbers

    def carried(self, values: Array, otherwise: float = 0) -> Array:
        """What is known of each, given what was known of each before (a new array); `otherwise` of newcomers."""
        if self.number is None:
            return values.copy()
        stayed = np.flatnonzero(self.number >= 0)
        now = np.full((self.now, *values.shape[1:]), otherwise, dtype=values.dtype)
        now[self.number[stayed]] = values[stayed]
        return now


@dataclass(frozen=True, slots=True)
class Regrouped:
    """Rows that are grouped by person or company, some groups of which were told anew; `bounds` as before."""

    merge: Merge
    bounds: Array


def regroup(bounds: Array, moves: Moves, anew: Array, sizes: Array) -> Regrouped:
    """Drop the groups of whoever is gone and put others in the place of those of `anew` (numbers now, ascending).

    `bounds` are those of the former groups; `sizes` says how many rows each of `anew` has now.
    """
    at, was = moves.before(anew)
    dropped = either(moves.gone, at[was])
    gone = ranges(bounds[dropped].astype(np.int64), counts_at(bounds, dropped).astype(np.int64))
    merge = merge_at(int(bounds[-1]), gone, np.repeat(bounds[at].astype(np.int64), sizes))
    counts = moves.carried(np.diff(bounds))
    counts[anew] = sizes
    return Regrouped(merge, bounds_of(counts, bounds.dtype))


def bounds_of(counts: Array, dtype: np.dtype[np.signedinteger]) -> Array:
    """The bounds of groups of so many rows (n+1)."""
    bounds = np.zeros(len(counts) + 1, dtype=dtype)
    np.cumsum(counts, out=bounds[1:])
    return bounds
