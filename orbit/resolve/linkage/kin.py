"""Values that stand for each other: pairs that meet in one person far more often than chance has it.

Short forms of names, a district and its city, two words for one job: learned from the records, never from a list.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from orbit.resolve.linkage.columns import Bools, Codes, Floats, Ints, Rows

# Seen in so many different people, and so many times as often as two people's values meet.
_LEAST_PEOPLE = 3
_LEAST_LIFT = 10.0


def learned_kin(
    values: Sequence[str], ones: Codes, others: Codes, people: Ints, shares: Floats
) -> frozenset[tuple[str, str]]:
    """Return the pairs of values, the smaller first, that stand for each other.

    `ones` and `others` are what two records surely of one person say, `people` which person that is (all of one
    length); `shares` is how often each value is said at all.
    """
    differ = (ones >= 0) & (others >= 0) & (ones != others)
    if not differ.any():
        return frozenset()
    low = np.minimum(ones, others)[differ].astype(np.int64)
    high = np.maximum(ones, others)[differ].astype(np.int64)
    pair, back = np.unique(low * len(values) + high, return_inverse=True)
    once = np.unique(back * (int(people.max()) + 1) + people[differ])
    seen = np.bincount(once // (int(people.max()) + 1), minlength=len(pair))
    left, right = np.divmod(pair, len(values))
    chance = 2 * shares[left] * shares[right] * len(np.unique(people))
    kept = (seen >= _LEAST_PEOPLE) & (seen >= _LEAST_LIFT * chance)
    left, right = left[kept], right[kept]
    told = (sorted((values[one], values[other])) for one, other in zip(left.tolist(), right.tolist(), strict=True))
    # A single letter stands for many; that is another level.
    return frozenset((one, other) for one, other in told if min(len(one), len(other)) > 1)


def connected(left: Rows, right: Rows, nodes: int) -> Ints:
    """Return the component of each node, named by its smallest member: int64[nodes]."""
    label = np.arange(nodes)
    moving: Bools = label[left] != label[right]
    while moving.any():
        one, other = label[left[moving]], label[right[moving]]
        np.minimum.at(label, np.maximum(one, other), np.minimum(one, other))
        while (label[label] != label).any():
            label = label[label]
        moving = label[left] != label[right]
    return label
