"""From bits to probabilities that are true: a logistic over the parts of the score, then steps that only rise.

Learned from pairs that people reviewed; with none the score stands as it is and says so.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from orbit.errors import UsageError
from orbit.resolve.linkage.columns import Bools, Floats
from orbit.resolve.linkage.weights import probability

# With fewer answers the learned weights would be worse than those learned without any.
LEAST_REVIEWED = 100
_ROUNDS = 50
_LN2 = math.log(2)
# How far reviewed pairs may pull the weight of one field away from 1: a standard deviation.
_PULL = 0.1
_SHIFT_PULL = 8.0
# How many answers the logistic is worth where few were given.
_TRUST = 30.0
_STILL = 1e-9
_SUREST = 1e-9


@dataclass(frozen=True, slots=True)
class Calibration:
    """How many times each comparison's bits count, the shift in bits, and steps from such bits to true log2 odds."""

    scale: tuple[float, ...]
    shift: float
    at: tuple[float, ...] = ()
    says: tuple[float, ...] = ()
    reviewed: int = 0

    def bits(self, parts: Floats, prior: float) -> Floats:
        """Return the score of pairs from the bits of each comparison, float64[comparisons, pairs]."""
        total = np.full(parts.shape[1], prior + self.shift)
        for scale, part in zip(self.scale, parts, strict=True):
            total += scale * part
        return total

    def probability(self, bits: Floats) -> Floats:
        """Return the probability that goes with such bits; it never falls where bits rise."""
        if not self.at:
            return probability(bits)
        ahead: Floats = np.minimum(bits - self.at[0], 0) + np.maximum(bits - self.at[-1], 0)
        return probability(np.interp(bits, self.at, self.says) + ahead)


def uncalibrated(comparisons: int) -> Calibration:
    """Return the calibration that leaves everything as it is."""
    return Calibration((1.0,) * comparisons, 0.0)


def calibrate(parts: Floats, prior: float, same: Bools, counts: Floats, *, least: int = LEAST_REVIEWED) -> Calibration:
    """Learn from reviewed pairs: float64[comparisons, pairs] of bits, what people said, and how many pairs each is for.

    Raises UsageError with fewer than `least` answers, or when all answers are the same.
    """
    if len(same) < least or same.all() or not same.any():
        raise UsageError(f"calibrating takes at least {least} reviewed pairs, some the same and some different")
    weights = counts / counts.mean()
    found = _logistic(parts * _LN2, prior * _LN2, same.astype(np.float64), weights)
    first = Calibration(tuple(found[:-1].tolist()), float(found[-1]) / _LN2, reviewed=len(same))
    at, says = _rising(first.bits(parts, prior), same, weights)
    return Calibration(first.scale, first.shift, at, says, len(same))


def _logistic(parts: Floats, prior: float, same: Floats, weights: Floats) -> Floats:
    """Fit by damped Newton steps, drawn towards counting every comparison once and shifting nothing."""
    told = np.vstack([parts, np.ones(parts.shape[1])])
    centre = np.r_[np.ones(len(parts)), 0.0]
    stiff = np.r_[np.full(len(parts), 1 / _PULL**2), 1 / (_SHIFT_PULL * _LN2) ** 2]

    def loss(found: Floats) -> float:
        odds = found @ told + prior
        return float(weights @ (np.logaddexp(0, odds) - same * odds) + stiff @ (found - centre) ** 2 / 2)

    found, before = centre, loss(centre)
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(found @ told + prior, -60, 60)))
        slope = told @ (weights * (chance - same)) + stiff * (found - centre)
        bend = (told * (weights * chance * (1 - chance))) @ told.T + np.diag(stiff)
        step = np.linalg.solve(bend, slope)
        while (now := loss(found - step)) > before and np.abs(step).max() > _STILL:
            step /= 2
        if before - now < _STILL:
            break
        found, before = found - step, now
    return np.asarray(found, dtype=np.float64)


def _rising(bits: Floats, same: Bools, weights: Floats) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Pool neighbours until the share of same ones only rises (pool adjacent violators), and say it in log2 odds.

    Each block is drawn towards what the logistic says of it, as if that were so many answers more.
    """
    said = probability(bits)
    blocks: list[Floats] = []
    for at in np.lexsort((same, bits)).tolist():
        blocks.append(weights[at] * np.array([1.0, same[at], bits[at], said[at]]))
        while len(blocks) > 1 and _share(blocks[-2]) >= _share(blocks[-1]):
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    told = np.stack(blocks)
    share = (told[:, 1] + _TRUST * told[:, 3] / told[:, 0]) / (told[:, 0] + _TRUST)
    share = np.clip(share, _SUREST, 1 - _SUREST)
    odds = np.log2(share) - np.log2(1 - share)
    return tuple((told[:, 2] / told[:, 0]).tolist()), tuple(np.maximum.accumulate(odds).tolist())


def _share(block: Floats) -> float:
    return float(block[1] / block[0])
