"""One record against a few others: the levels, bits and words that whole tables of pairs get, without any table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

import numpy as np

from orbit.resolve.linkage.levels import level_of
from orbit.resolve.linkage.model import Model
from orbit.resolve.linkage.online import all_said, spoken
from orbit.resolve.linkage.plan import SAME, SILENCE, Comparison, Plan
from orbit.resolve.linkage.scoring import LEAST_SHARE

Said = Mapping[str, str]


class WeighedPair(NamedTuple):
    """At which level two records stand in each comparison, what each adds in bits, and the log2 odds in all."""

    levels: Sequence[int]
    parts: Sequence[float]
    score: float


@dataclass(frozen=True, slots=True)
class PairScorer:
    """A model laid out to weigh pairs one by one: by comparison its scale and the bits of each level."""

    plan: Plan
    model: Model
    scales: tuple[float, ...]
    bits: tuple[tuple[float, ...], ...]

    @classmethod
    def of(cls, plan: Plan, model: Model) -> PairScorer:
        """Lay a model out."""
        scales = model.scales(len(plan.comparisons))
        told = zip(scales, plan.comparisons, strict=True)
        bits = tuple(tuple((scale * model.bits(one.name)).tolist()) for scale, one in told)
        return cls(plan, model, tuple(scales), bits)

    def said(self, record: Mapping[str, str]) -> dict[str, str]:
        """Return what comparable values come to as records meet by them, derived columns and all."""
        return all_said(self.plan, self.model, record)

    def spoken(self, record: Mapping[str, str]) -> dict[str, str]:
        """Return what comparable values come to as they are compared, without what says nothing."""
        return spoken(self.model, record)


class Asked:
    """One record that several are weighed against; what two of these say alike is compared once."""

    def __init__(self, scorer: PairScorer, said: Said) -> None:
        """`said` is what `PairScorer.spoken` gives, or `PairScorer.said`."""
        self._scorer = scorer
        told = ((place, one, said.get(one.column)) for place, one in enumerate(scorer.plan.comparisons))
        self._said = [(place, comparison, own) for place, comparison, own in told if own is not None]
        self._known: dict[tuple[int, str], tuple[int, float]] = {}

    def against(self, other: Said) -> WeighedPair:
        """Weigh it against what another record says; the score is that of `Scorer.sums`, to the last bit."""
        size, alone = len(self._scorer.bits), self._scorer.plan.alone
        levels, parts, total, is_borne = [SILENCE] * size, [0.0] * size, 0.0, False
        for place, comparison, own in self._said:
            value = other.get(comparison.column)
            if value is None:
                continue
            known = self._known.get((place, value))
            if known is None:
                known = self._known[place, value] = self._weighed(place, comparison, own, value)
            levels[place], parts[place] = known
            total += known[1]
            is_borne = is_borne or (known[1] > 0 and comparison.name not in alone)
        total += self._scorer.model.start
        return WeighedPair(levels, parts, total if is_borne else total - ceil(max(total, 0.0)))

    def _weighed(self, place: int, comparison: Comparison, own: str, other: str) -> tuple[int, float]:
        scorer = self._scorer
        level = level_of(comparison, own, other, scorer.model.kin.get(comparison.name, frozenset()))
        bits = scorer.bits[place][level]
        return level, bits + self._rarity(place, comparison.name, own) if level == SAME else bits

    def _rarity(self, place: int, name: str, value: str) -> float:
        model = self._scorer.model
        if name not in model.frequencies:
            return 0.0
        average, share = model.chance[name][SAME], model.frequencies[name].share(value)
        # The logarithm that tables take: another may differ in the last bit.
        return float(self._scorer.scales[place] * (np.log2(average) - np.log2(max(share, LEAST_SHARE))))
