"""At which level each pair of records stands in each comparison; every pair of distinct values is compared once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from itertools import groupby
from operator import itemgetter

import numpy as np

from orbit.resolve.linkage.columns import Codes, Floats, Ints, Levels, Rows, Table
from orbit.resolve.linkage.measures import likeness, likeness_of
from orbit.resolve.linkage.plan import Comparison, Measure

# With so few pairs, looking for equal ones costs more than comparing them.
_FEW = 64


Kin = Mapping[str, Set[tuple[str, str]]]
NO_KIN: Kin = {}


def level_vectors(
    table: Table, comparisons: Sequence[Comparison], left: Rows, right: Rows, kin: Kin = NO_KIN
) -> Levels:
    """Return the level of each pair of rows in each comparison: uint8[comparisons, pairs].

    `kin` holds by comparison the pairs of values (the smaller first) that were learned to stand for each other.
    """
    vectors = np.zeros((len(comparisons), len(left)), dtype=np.uint8)
    for place, comparison in enumerate(comparisons):
        column = table.columns[comparison.column]
        known = kin.get(comparison.name, frozenset())
        vectors[place] = levels_of(comparison, column.values, column.codes[left], column.codes[right], known)
    return vectors


def levels_of(
    comparison: Comparison, values: Sequence[str], ones: Codes, others: Codes, kin: Set[tuple[str, str]] = frozenset()
) -> Levels:
    """Return the level of each pair of value numbers, uint8[pairs]; 0 where one of the two is silent."""
    found = np.zeros(len(ones), dtype=np.uint8)
    spoken = (ones >= 0) & (others >= 0)
    same = ones == others
    found[spoken & same] = 1
    differ = np.flatnonzero(spoken & ~same)
    if len(differ):
        found[differ] = _of_different(comparison, values, ones[differ], others[differ], kin)
    return found


def level_of(comparison: Comparison, one: str, other: str, kin: Set[tuple[str, str]] = frozenset()) -> int:
    """Return the level of one pair of values; the same as `levels_of`, and quicker for a few."""
    if one == other:
        return 1
    for number, level in enumerate(comparison.levels, start=1):
        if level.measure is Measure.SAME:
            continue
        if level.measure is Measure.LEARNED:
            if ((one, other) if one < other else (other, one)) in kin:
                return number
        elif likeness_of(level.measure)(one, other) >= level.bar:
            return number
    return comparison.size - 1


def _of_different(
    comparison: Comparison, values: Sequence[str], ones: Codes, others: Codes, kin: Set[tuple[str, str]]
) -> Levels:
    """Compare each pair of distinct values once, whichever way round."""
    low, high = np.minimum(ones, others).astype(np.int64), np.maximum(ones, others).astype(np.int64)
    if len(low) <= _FEW:
        return _judged(comparison, _picked(values, low), _picked(values, high), kin)
    distinct, back = np.unique(low * len(values) + high, return_inverse=True)
    firsts, seconds = np.divmod(distinct, len(values))
    found: Levels = _judged(comparison, _picked(values, firsts), _picked(values, seconds), kin)[back]
    return found


def _picked(values: Sequence[str], places: Ints) -> Sequence[str]:
    if len(places) < 2:
        return [values[at] for at in places.tolist()]
    # Three times as fast as a comprehension, and this is where most of the time outside of comparing goes.
    found: tuple[str, ...] = itemgetter(*places.tolist())(values)
    return found


def _judged(comparison: Comparison, ones: Sequence[str], others: Sequence[str], kin: Set[tuple[str, str]]) -> Levels:
    """Try the levels in order on what none before holds for; a measure that several levels use is taken once."""
    found = np.full(len(ones), comparison.size - 1, dtype=np.uint8)
    still = np.arange(len(ones))
    for measure, group in groupby(enumerate(comparison.levels, start=1), key=lambda one: one[1].measure):
        if measure is Measure.SAME or not len(still):
            continue
        left, right = (ones, others) if len(still) == len(ones) else (_picked(ones, still), _picked(others, still))
        alike = _kinship(left, right, kin) if measure is Measure.LEARNED else likeness(measure, left, right)
        taken = np.zeros(len(still), dtype=np.bool_)
        for number, level in group:
            holds = ~taken & (alike >= level.bar)
            found[still[holds]] = number
            taken |= holds
        still = still[~taken]
    return found


def _kinship(ones: Sequence[str], others: Sequence[str], kin: Set[tuple[str, str]]) -> Floats:
    if not kin:
        return np.zeros(len(ones))
    found = np.zeros(len(ones))
    for left, right in ((ones, others), (others, ones)):
        found += np.fromiter(map(kin.__contains__, zip(left, right, strict=True)), dtype=np.float64, count=len(ones))
    return found
