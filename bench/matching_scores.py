"""How right a clustering is, pair by pair, and how true the probabilities are that it was told with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from orbit.resolve.linkage.bands import BANDS, Band, Candidates, Policy, bands
from orbit.resolve.linkage.columns import Bools, Floats, Ints
from orbit.resolve.linkage.match import Scored


@dataclass(frozen=True, slots=True)
class PairScore:
    """Pairs put together that belong together, all put together, all that belong together."""

    right: int
    claimed: int
    true: int

    @property
    def precision(self) -> float:
        """The share of the claimed pairs that is right."""
        return self.right / self.claimed if self.claimed else 1.0

    @property
    def recall(self) -> float:
        """The share of the true pairs that was claimed."""
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (self.claimed + self.true) if self.claimed + self.true else 1.0


def pair_score(clusters: Ints, truth: Ints) -> PairScore:
    """Compare a clustering with the truth over all pairs of records: both int64[records]."""
    _, found = np.unique(clusters, return_inverse=True)
    _, real = np.unique(truth, return_inverse=True)
    both = found.astype(np.int64) * (int(real.max(initial=0)) + 1) + real
    return PairScore(_pairs(both), _pairs(found), _pairs(real))


def calibration_error(said: Floats, true: Bools, counts: Floats, bins: int = 10) -> float:
    """Return the expected calibration error: how far off probabilities are, bin by bin, weighted by how many pairs."""
    place = np.minimum((said * bins).astype(np.int64), bins - 1)
    claimed = np.bincount(place, weights=counts * said, minlength=bins)
    hits = np.bincount(place, weights=counts * true, minlength=bins)
    return float(np.abs(claimed - hits).sum() / max(counts.sum(), 1.0))


def _pairs(groups: Ints) -> int:
    _, many = np.unique(groups, return_counts=True)
    return int((many.astype(np.int64) * (many - 1) // 2).sum())


def auto_precision(scored: Scored, clusters: Ints, judged: tuple[Floats, Bools, Bools], policy: Policy) -> float:
    """Return the share of what a policy joins without asking that is right, over pairs of records.

    `judged` is each pair's probability, whether it is truly one person, and whether it counts here.
    """
    chance, same, counted = judged
    node = np.empty(scored.distinct.table.rows, dtype=np.int64)
    node[scored.distinct.of_row] = clusters
    left, right = scored.pairs.left, scored.pairs.right
    pairs = Candidates(left, right, scored.bits, chance, node)
    auto = bands(pairs, policy, np.zeros(len(left), dtype=np.bool_)) == BANDS.index(Band.AUTO)
    weight = (scored.distinct.copies[left] * scored.distinct.copies[right])[auto & counted]
    return float(weight @ same[auto & counted] / weight.sum()) if len(weight) else 1.0
