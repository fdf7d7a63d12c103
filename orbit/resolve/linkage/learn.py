"""Learning a model from records alone: no labels, fixed seeds, the same records give the same model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from orbit.resolve.linkage.blocking import Met
from orbit.resolve.linkage.columns import Floats, Ints, Levels, Rows, Table
from orbit.resolve.linkage.kin import connected, learned_kin
from orbit.resolve.linkage.levels import NO_KIN, Kin, level_vectors
from orbit.resolve.linkage.model import Frequencies, Model
from orbit.resolve.linkage.plan import Comparison, Measure, Plan
from orbit.resolve.linkage.weights import (
    Sample,
    chance_of,
    level_bits,
    matched_levels,
    probability,
    random_pairs,
    value_shares,
)

# More pairs of one key do not move the weights any more.
SAMPLE = 25_000
# Copies of one record beyond this tell nothing new of how records of one person differ.
_COPIES = 5
_PRIOR_ROUNDS = 10
# Only pairs that are sure without the value in question teach which values stand for each other.
_SURE = 0.999


@dataclass(frozen=True, slots=True)
class Drawn:
    """Pairs of rows that met under one key, and how many records' pairs each stands for."""

    left: Ints
    right: Ints
    counts: Floats
    fixed: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is learned from: distinct records, and how many records each stands for."""

    plan: Plan
    table: Table
    copies: Ints


Weights = tuple[list[Floats], list[Floats]]


def learn(plan: Plan, table: Table, copies: Ints, drawn: Sequence[Drawn]) -> Model:
    """Learn the weights of a plan from distinct records and some of the pairs that met under each of its keys.

    The prior is learned afterwards, when all candidates have been scored: `with_prior`.
    """
    seen = _Seen(plan, table, copies)
    left, right = random_pairs(table.rows, copies=copies)
    by_chance = Drawn(left, right, np.ones(len(left)), frozenset())
    vectors = [level_vectors(table, plan.comparisons, one.left, one.right) for one in (by_chance, *drawn)]
    kin = _kin(seen, drawn, vectors[1:], _weights(seen, drawn, vectors))
    for one, levels in zip((by_chance, *drawn), vectors, strict=True):
        _retold(seen, one, levels, kin)
    matched, chance = _weights(seen, drawn, vectors)
    names = [comparison.name for comparison in plan.comparisons]
    rare = [one for one in plan.comparisons if any(level.rare for level in one.levels)]
    return Model(
        plan.name,
        {name: tuple(values.tolist()) for name, values in zip(names, matched, strict=True)},
        {name: tuple(values.tolist()) for name, values in zip(names, chance, strict=True)},
        0.0,
        {one.name: Frequencies.of(table.columns[one.column], copies) for one in rare},
        kin,
    )


def draw(plan: Plan, copies: Ints, met: Sequence[Met]) -> list[Drawn]:
    """Take so many of the pairs of each key that teaches that more would not move the weights."""
    teaching = [(key, pairs) for key, pairs in zip(plan.keys, met, strict=True) if key.teaches]
    return [_drawn(copies, pairs, plan.fixed_by(key)) for key, pairs in teaching]


def with_prior(model: Model, bits: Floats, counts: Floats, possible: float) -> Model:
    """Return the model with the prior at which the candidates' probabilities add up to what it says of all pairs.

    `bits` are the candidates' scores without a prior, `counts` how many pairs of records each stands for.
    """
    expected, prior = max(counts.sum() * 0.1, 1.0), 0.0
    for _ in range(_PRIOR_ROUNDS):
        prior = float(np.log2(expected / max(possible - expected, 1.0)))
        expected = max(float((counts * probability(bits + prior)).sum()), 1.0)
    return replace(model, prior=prior)


def _drawn(copies: Ints, pairs: Met, fixed: frozenset[str]) -> Drawn:
    """Take every n-th pair, and records that stand several times as pairs of themselves."""
    step = max(1, len(pairs) // SAMPLE)
    left, right = pairs.every(step)
    counted = np.minimum(copies, _COPIES).astype(np.float64)
    own = np.flatnonzero(copies > 1)[::step]
    counts = np.r_[counted[left] * counted[right], counted[own] * (counted[own] - 1) / 2]
    return Drawn(np.r_[left, own], np.r_[right, own], counts, fixed)


def _weights(seen: _Seen, drawn: Sequence[Drawn], vectors: Sequence[Levels]) -> Weights:
    """Return m and u; the first of `vectors` are the levels of the random pairs."""
    chance = chance_of(seen.table, seen.plan.comparisons, seen.copies, vectors[0])
    samples = [Sample(levels, one.counts, one.fixed) for one, levels in zip(drawn, vectors[1:], strict=True)]
    return matched_levels(seen.plan, samples, chance), chance


def _retold(seen: _Seen, drawn: Drawn, levels: Levels, kin: Kin) -> None:
    """Compare anew, in place, what the kin may change."""
    wanting = [at for at, one in enumerate(seen.plan.comparisons) if kin.get(one.name)]
    if wanting:
        some = [seen.plan.comparisons[at] for at in wanting]
        levels[wanting] = level_vectors(seen.table, some, drawn.left, drawn.right, kin)


def _kin(seen: _Seen, drawn: Sequence[Drawn], vectors: Sequence[Levels], weights: Weights) -> Kin:
    """Learn kin for the comparisons that ask for it, from pairs that are sure without the comparison in question."""
    wanting = [at for at, one in enumerate(seen.plan.comparisons) if _wants_kin(one)]
    if not wanting:
        return NO_KIN
    bits, together = level_bits(*weights), np.concatenate(vectors, axis=1)
    parts = np.stack([bits[at][levels] for at, levels in enumerate(together)])
    total = parts.sum(axis=0) + _expected_prior(parts.shape[1], seen.copies)
    left, right = np.concatenate([one.left for one in drawn]), np.concatenate([one.right for one in drawn])
    found = {}
    for at in wanting:
        column = seen.plan.comparisons[at].column
        free = np.concatenate([np.full(len(one.left), column not in one.fixed) for one in drawn])
        sure = free & (probability(total - parts[at]) >= _SURE)
        found[seen.plan.comparisons[at].name] = _kin_of(seen, column, left[sure], right[sure])
    return found


def _kin_of(seen: _Seen, name: str, left: Rows, right: Rows) -> frozenset[tuple[str, str]]:
    column = seen.table.columns[name]
    people = connected(left, right, seen.table.rows)[left]
    shares = value_shares(column, seen.copies)
    return learned_kin(column.values, column.codes[left], column.codes[right], people, shares)


def _wants_kin(comparison: Comparison) -> bool:
    return any(level.measure is Measure.LEARNED for level in comparison.levels)


def _expected_prior(pairs: int, copies: Ints) -> float:
    """Guess the prior from the sample alone; it is too low rather than too high, so what is sure here is sure."""
    records = float(copies.sum())
    return float(np.log2(max(pairs * 0.1, 1.0) / max(records * (records - 1) / 2, 1.0)))
