"""Why two records are one person or not: each field's bits in words; they add up to the score exactly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from orbit.resolve.linkage.blocking import Overfull, marks
from orbit.resolve.linkage.columns import Table
from orbit.resolve.linkage.model import Model
from orbit.resolve.linkage.pairwise import Asked, PairScorer, WeighedPair
from orbit.resolve.linkage.plan import SAME, Comparison, Plan


@dataclass(frozen=True, slots=True)
class Step:
    """What one field says, in words, and how many bits that is worth."""

    field: str
    says: str
    bits: float


@dataclass(frozen=True, slots=True)
class Waterfall:
    """The steps in the order of the plan and the prior; `score` is their sum, in bits.

    `withheld` are bits taken away because nothing speaks for the pair but what does not suffice alone; `reviewed` is
    how many answers the probability was calibrated on, 0 for none.
    """

    prior: float
    steps: tuple[Step, ...]
    withheld: float
    probability: float
    reviewed: int

    @property
    def score(self) -> float:
        """The log2 odds that the two are one."""
        total = 0.0
        for step in self.steps:
            total += step.bits
        total += self.prior
        return total - self.withheld

    def text(self) -> str:
        """Tell all of it in one line, the largest first."""
        spoken = sorted((step for step in self.steps if step.says), key=lambda step: (-abs(step.bits), step.field))
        told = [f"{step.bits:+.1f} {step.says}" for step in spoken]
        basis = f"calibrated on {self.reviewed} reviewed pairs" if self.reviewed else "uncalibrated"
        alone = [f"{-self.withheld:+.1f} nothing else speaks for it"] if self.withheld else []
        summed = ", ".join([*told, f"{self.prior:+.1f} any two records", *alone])
        return f"{summed} = {self.score:+.1f} bits, p {self.probability:.3f} ({basis})"


def waterfall(plan: Plan, model: Model, pair: Table) -> Waterfall:
    """Explain the score of the two records of a table that `Plan.prepared` made."""
    one, other = (pair.said(row) for row in (0, 1))
    scorer = PairScorer.of(plan, model)
    return waterfall_of(scorer, one, Asked(scorer, one).against(other))


def waterfall_of(scorer: PairScorer, said: Mapping[str, str], pair: WeighedPair) -> Waterfall:
    """Explain the score of a record that says this and another one."""
    model, comparisons = scorer.model, scorer.plan.comparisons
    steps = tuple(
        Step(comparison.name, _says(comparison, level, said, model), bits)
        for comparison, level, bits in zip(comparisons, pair.levels, pair.parts, strict=True)
    )
    open_score = Waterfall(model.start, steps, 0.0, 0.0, 0).score
    chance = float(model.probability(np.array([pair.score]))[0])
    reviewed = model.calibration.reviewed if model.calibration else 0
    return Waterfall(model.start, steps, open_score - pair.score, chance, reviewed)


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why two records are not one: under which keys they met, which of those were too full, what holds them apart."""

    met: tuple[str, ...]
    too_full: tuple[str, ...]
    apart: tuple[str, ...]
    waterfall: Waterfall

    def text(self) -> str:
        """Tell it in plain sentences."""
        told = []
        if self.apart:
            told.append(f"Held apart: two different values of {', '.join(self.apart)}.")
        if not self.met:
            told.append("Never compared: they share none of the keys that records meet under.")
        elif set(self.met) <= set(self.too_full):
            told.append(f"Perhaps not compared: so many share the {', '.join(self.too_full)} that it was left out.")
        return " ".join([*told, self.waterfall.text()])


def why_not(plan: Plan, model: Model, pair: Table, dropped: tuple[Overfull, ...] = ()) -> WhyNot:
    """Explain why the two records of a prepared table are apart; `dropped` is what the run left out."""
    met = tuple(key.name for key in plan.keys if _meet(pair, key.ways))
    full = {one.key for one in dropped}
    apart = tuple(name for name in plan.apart if _differ(pair, name))
    return WhyNot(met, tuple(name for name in met if name in full), apart, waterfall(plan, model, pair))


def _says(comparison: Comparison, level: int, said: Mapping[str, str], model: Model) -> str:
    says = comparison.says(level)
    frequencies = model.frequencies.get(comparison.name)
    if level != SAME or frequencies is None:
        return says
    return f"{says} (1 in {round(1 / frequencies.share(said[comparison.column])):,})"


def _meet(pair: Table, ways: tuple[tuple[str, ...], ...]) -> bool:
    told = [marks(pair, way) for way in ways]
    ones, others = ({int(mark[row]) for mark in told} - {0} for row in (0, 1))
    return not ones.isdisjoint(others)


def _differ(pair: Table, name: str) -> bool:
    one, other = pair.columns[name].codes.tolist()
    return bool(one >= 0 and other >= 0 and one != other)


def compared(plan: Plan, model: Model, one: Mapping[str, str], other: Mapping[str, str]) -> Waterfall:
    """Explain two records given by their comparable values."""
    return waterfall(plan, model, prepared_pair(plan, model, one, other))


def prepared_pair(plan: Plan, model: Model, one: Mapping[str, str], other: Mapping[str, str]) -> Table:
    """Return two records as a prepared table; fields that neither tells are silent."""
    names = {comparison.column for comparison in plan.comparisons} | {made.column for made in plan.derived}
    cells = {name: [one.get(name), other.get(name)] for name in sorted(names | set(plan.apart))}
    return plan.prepared(Table.of(["one", "two"], cells), model.generic)
