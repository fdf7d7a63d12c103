"""What level vectors come to in bits: the weight of each level, corrected for how rare the shared value is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from orbit.resolve.linkage.columns import Bools, Floats, Levels, Rows, Table
from orbit.resolve.linkage.model import Model
from orbit.resolve.linkage.plan import SAME, Comparison, Plan

# However rare a value, it says no more than this share of the records would: one record's typing error is rarer still.
LEAST_SHARE = 1e-7


@dataclass(frozen=True, slots=True)
class Sums:
    """The bits of pairs without the prior, float64[pairs]; `borne` where a comparison that suffices speaks for it."""

    bits: Floats
    borne: Bools

    def with_prior(self, prior: float) -> Floats:
        """Return the log2 odds of each pair: float64[pairs].

        The prior is added last, always, so that sums are the same to the last bit wherever they are made; and what
        nothing bears is taken down by whole bits, which loses none, until it is no likelier than not.
        """
        total = self.bits + prior
        return total - np.where(self.borne, 0.0, np.ceil(np.maximum(total, 0.0)))


@dataclass(frozen=True, slots=True)
class Scorer:
    """Weights laid out along one table's values: bits per level, and per comparison the rarity of each value."""

    plan: Plan
    bits: tuple[Floats, ...]
    rarity: tuple[Floats | None, ...]
    prior: float

    @classmethod
    def of(cls, plan: Plan, model: Model, table: Table) -> Scorer:
        """Lay a model out along the values of a table."""
        scales = model.scales(len(plan.comparisons))
        return cls(
            plan,
            tuple(scale * model.bits(one.name) for scale, one in zip(scales, plan.comparisons, strict=True)),
            tuple(_rarity(one, model, table, scale) for scale, one in zip(scales, plan.comparisons, strict=True)),
            model.start,
        )

    def sums(self, table: Table, vectors: Levels, left: Rows) -> Sums:
        """Return what the comparisons add up to for each pair, the prior left out.

        `left` are the rows on one side: where a value is shared, either side tells how rare it is.
        """
        total, borne = np.zeros(vectors.shape[1]), np.zeros(vectors.shape[1], dtype=np.bool_)
        for place, comparison in enumerate(self.plan.comparisons):
            part = self.part(place, table, vectors[place], left)
            total += part
            if comparison.name not in self.plan.alone:
                borne |= part > 0
        return Sums(total, borne)

    def parts(self, table: Table, vectors: Levels, left: Rows) -> Floats:
        """Return what each comparison adds to each pair, in bits: float64[comparisons, pairs]."""
        return np.stack([self.part(at, table, levels, left) for at, levels in enumerate(vectors)])

    def part(self, place: int, table: Table, levels: Levels, left: Rows) -> Floats:
        """Return what one comparison adds to each pair, in bits."""
        bits = self.bits[place][levels]
        rarity = self.rarity[place]
        if rarity is None:
            return bits
        same = np.flatnonzero(levels == SAME)
        codes = table.columns[self.plan.comparisons[place].column].codes
        bits[same] += rarity[codes[left[same]]]
        return bits


def _rarity(comparison: Comparison, model: Model, table: Table, scale: float) -> Floats | None:
    """How many bits more (or fewer) than the average value each value of a column is worth when it is shared."""
    if comparison.name not in model.frequencies:
        return None
    shares = model.frequencies[comparison.name].along(table.columns[comparison.column].values)
    average = model.chance[comparison.name][SAME]
    found: Floats = scale * (np.log2(average) - np.log2(np.maximum(shares, LEAST_SHARE)))
    return found
