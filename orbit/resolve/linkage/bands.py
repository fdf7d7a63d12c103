"""What may be done with a scored pair: join it at once, ask a person, keep it as a hint, or forget it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from orbit.errors import UsageError
from orbit.resolve.linkage.columns import Bools, Codes, Floats, Ints, Levels, Rows
from orbit.resolve.linkage.linking import Linking


class Band(StrEnum):
    """What happens with a pair: joined without asking, shown for review, kept as "maybe the same", dropped."""

    AUTO = "auto"
    REVIEW = "review"
    HINT = "hint"
    NO = "no"


BANDS = tuple(Band)


@dataclass(frozen=True, slots=True)
class Policy:
    """From which probability on a pair is in which band, how far a rival must be behind, and what an average joins.

    `margin` and `bar` are in bits. What is joined below `certain` is joined and yet to be looked at.
    """

    name: str
    auto: float
    review: float = 0.5
    hint: float = 0.1
    margin: float = 2.0
    bar: float = 1.0
    certain: float = 0.99

    def __post_init__(self) -> None:
        if not 0 <= self.hint <= self.review <= self.auto <= 1:
            raise UsageError(f"the bands of the policy {self.name!r} must rise: hint, review, auto, all from 0 to 1")

    @property
    def linking(self) -> Linking:
        """How clusters are made under this policy."""
        return Linking(self.bar)


# Strict joins what is surer than 99 %, and clusters whose average is; wide leaves it to the average alone, from odds of
# 2 to 1 on, which the benchmark shows to be right for 99.5 % of the pairs.
STRICT = Policy("strict", auto=0.99, bar=float(np.log2(99)))
WIDE = Policy("wide", auto=0.9)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Scored pairs of distinct records: both ends, log2 odds, probability; and the cluster of each record."""

    left: Rows
    right: Rows
    bits: Floats
    probability: Floats
    cluster: Ints


def bands(pairs: Candidates, policy: Policy, apart: Bools) -> Levels:
    """Return the band of each pair as a place in BANDS: uint8[pairs].

    A pair that would be joined at once goes to review instead when the two are held apart, when their clusters stayed
    apart, or when a record of another cluster comes within the margin of either of them.
    """
    told = pairs.probability
    together = pairs.cluster[pairs.left] == pairs.cluster[pairs.right]
    rival = rivals(pairs)
    lead = pairs.bits - np.maximum(rival[pairs.left], rival[pairs.right])
    clear = together & ~apart & (lead >= policy.margin)
    found = np.full(len(told), BANDS.index(Band.NO), dtype=np.uint8)
    found[told >= policy.hint] = BANDS.index(Band.HINT)
    found[told >= policy.review] = BANDS.index(Band.REVIEW)
    found[(told >= policy.auto) & clear] = BANDS.index(Band.AUTO)
    return found


def rivals(pairs: Candidates) -> Floats:
    """Return the log2 odds of the best record of another cluster, for each record; -inf where there is none."""
    outside = pairs.cluster[pairs.left] != pairs.cluster[pairs.right]
    best = np.full(len(pairs.cluster), -np.inf)
    np.maximum.at(best, pairs.left[outside], pairs.bits[outside])
    np.maximum.at(best, pairs.right[outside], pairs.bits[outside])
    return best


def held_apart(tags: tuple[Codes, ...], left: Rows, right: Rows) -> Bools:
    """Say of each pair whether the two tell different identities."""
    found = np.zeros(len(left), dtype=np.bool_)
    for tag in tags:
        found |= (tag[left] >= 0) & (tag[right] >= 0) & (tag[left] != tag[right])
    return found


def alarming(cluster: Ints, most: int = 25) -> Ints:
    """Return the clusters with more records than one person plausibly has; somebody should look at them: int64[…]."""
    named, sizes = np.unique(cluster, return_counts=True)
    return named[sizes > most]
