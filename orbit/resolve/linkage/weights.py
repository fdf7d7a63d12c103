"""Fellegi-Sunter weights without labels: u from random pairs, m by expectation-maximisation in each key's blocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from orbit.resolve.linkage.columns import Column, Floats, Ints, Levels, Table, summed
from orbit.resolve.linkage.plan import SILENCE, Comparison, Plan

RANDOM_PAIRS = 300_000
SEED = 20_261
_ROUNDS = 40
_BITS = np.uint64(4)
# What a level that was never seen counts as: half a pair.
_UNSEEN = 0.5
_RAREST = 1e-9
_SETTLED = 1e-5
_FIRST_GUESS_SAME = 0.8
_FIRST_GUESS_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Sample:
    """Pairs that met under one key: level vectors uint8[comparisons, pairs], how much each counts, what it fixes."""

    vectors: Levels
    counts: Floats
    fixed: frozenset[str]


def random_pairs(rows: int, wanted: int = RANDOM_PAIRS, *, copies: Ints | None = None) -> tuple[Ints, Ints]:
    """Draw pairs of different rows with a fixed seed; rows that stand for several are drawn as often."""
    dice = np.random.default_rng(SEED)
    if rows < 2:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    if copies is None:
        left, right = dice.integers(0, rows, wanted), dice.integers(0, rows, wanted)
    else:
        total = np.cumsum(copies)
        left, right = (np.searchsorted(total, dice.integers(0, total[-1], wanted), side="right") for _ in range(2))
    apart = left != right
    return left[apart], right[apart]


def chance_of(table: Table, comparisons: Sequence[Comparison], copies: Ints, vectors: Levels) -> list[Floats]:
    """Return u: how often two different people stand at each level by chance, silence left out.

    `vectors` are the levels of random pairs; how often two say the same is computed exactly from how often each value
    is said.
    """
    found = []
    for comparison, levels in zip(comparisons, vectors, strict=True):
        chance = _shares(np.bincount(levels, minlength=comparison.size).astype(np.float64))
        same = np.clip(agreement_by_chance(table.columns[comparison.column], copies), _RAREST, 1 - _RAREST)
        chance[2:] *= (1 - same) / chance[2:].sum()
        chance[1] = same
        found.append(chance)
    return found


def agreement_by_chance(column: Column, copies: Ints) -> float:
    """Return the probability that two records drawn at random say the same."""
    share = value_shares(column, copies)
    return float(np.sum(share**2))


def value_counts(column: Column, copies: Ints) -> Floats:
    """Return how many records say each value: float64[values]."""
    spoken = column.codes >= 0
    return summed(column.codes[spoken], copies[spoken].astype(np.float64), len(column.values))


def value_shares(column: Column, copies: Ints) -> Floats:
    """Return each value's share of the records that say anything: float64[values]."""
    counts = value_counts(column, copies)
    shares: Floats = counts / max(counts.sum(), 1.0)
    return shares


def matched_levels(plan: Plan, samples: Sequence[Sample], chance: Sequence[Floats]) -> list[Floats]:
    """Return m: how often two records of one person stand at each level, from all keys together.

    Within the blocks of a key, what the key fixes says nothing of who is who and is left out.
    """
    expected = [np.zeros(comparison.size) for comparison in plan.comparisons]
    for sample in samples:
        for place, more in _expected(plan.comparisons, sample, chance).items():
            expected[place] += more
    told = [_shares(counts) for counts in expected]
    return [_held(*one) for one in zip(plan.comparisons, told, chance, strict=True)]


def _held(comparison: Comparison, matched: Floats, chance: Floats) -> Floats:
    """Keep the levels that speak against one person from weighing more than "differs" does."""
    held = matched.copy()
    for number, level in enumerate(comparison.levels, start=1):
        if level.against:
            held[number] = min(matched[number], chance[number] * matched[-1] / chance[-1])
    return held


def patterns(vectors: Levels, counts: Floats) -> tuple[Levels, Floats]:
    """Gather equal level vectors: the distinct ones uint8[comparisons, patterns], and what they count together."""
    packed = np.zeros(vectors.shape[1], dtype=np.uint64)
    for levels in vectors:
        packed = (packed << _BITS) | levels.astype(np.uint64)
    _, first, back = np.unique(packed, return_index=True, return_inverse=True)
    return vectors[:, first], summed(back, counts, len(first))


def _expected(comparisons: Sequence[Comparison], sample: Sample, chance: Sequence[Floats]) -> Mapping[int, Floats]:
    """Run expectation-maximisation over one sample; return the expected counts of matched pairs per level."""
    free = [at for at, comparison in enumerate(comparisons) if comparison.column not in sample.fixed]
    distinct, counts = patterns(sample.vectors[free], sample.counts)
    if counts.sum() == 0:
        return {}
    matched = [_first_guess(comparisons[at].size) for at in free]
    share = _FIRST_GUESS_SHARE
    expected: dict[int, Floats] = {}
    for _ in range(_ROUNDS):
        bits = sum(
            (_bits(one, chance[at])[levels] for at, one, levels in zip(free, matched, distinct, strict=True)),
            start=np.zeros(len(counts)),
        )
        certain = counts * probability(bits + np.log2(share / (1 - share)))
        share = float(np.clip(certain.sum() / counts.sum(), 1e-6, 1 - 1e-6))
        expected = {
            at: summed(levels, certain, comparisons[at].size) for at, levels in zip(free, distinct, strict=True)
        }
        before, matched = matched, [_held(comparisons[at], _shares(expected[at]), chance[at]) for at in free]
        if max(float(np.abs(one - other).max()) for one, other in zip(before, matched, strict=True)) < _SETTLED:
            break
    return expected


def probability(bits: Floats) -> Floats:
    """Return what log2 odds come to as a probability."""
    found: Floats = 1.0 / (1.0 + np.exp2(-np.clip(bits, -200, 200)))
    return found


def level_bits(matched: Sequence[Floats], chance: Sequence[Floats]) -> list[Floats]:
    """Return the weight of each level in bits, log2(m/u); silence weighs nothing."""
    return [_bits(one, other) for one, other in zip(matched, chance, strict=True)]


def _bits(matched: Floats, chance: Floats) -> Floats:
    bits = np.zeros(len(matched))
    bits[1:] = np.log2(matched[1:] / chance[1:])
    return bits


def _first_guess(size: int) -> Floats:
    guess = np.full(size, (1 - _FIRST_GUESS_SAME) / max(size - 2, 1))
    guess[1] = _FIRST_GUESS_SAME
    return guess


def _shares(counts: Floats) -> Floats:
    """Return the share of each level among those that speak; none is 0, so that no level settles anything alone."""
    spoken = counts.copy()
    spoken[SILENCE] = 0
    spoken[1:] += _UNSEEN
    shares: Floats = spoken / spoken.sum()
    return shares
