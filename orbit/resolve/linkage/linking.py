"""From scored pairs to clusters by average link, in rounds: all clusters that are each other's best join at once.

Joining the best for each other in any order gives what joining the best of all one by one gives, because an average can
never exceed the larger of its parts; so a million records take a dozen passes over arrays. Pairs that were never scored
count as slightly against (`unmet` bits), and what is held apart never joins, by no detour either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from orbit.errors import UsageError
from orbit.resolve.linkage.columns import Bools, Codes, Floats, Ints, Rows, summed


@dataclass(frozen=True, slots=True)
class Linking:
    """How clusters are made: an average of `bar` bits joins, a pair that never met counts `unmet` bits."""

    bar: float = 0.0
    unmet: float = -2.0

    def __post_init__(self) -> None:
        if self.unmet >= self.bar:
            raise UsageError(f"pairs that never met must count less than the bar of {self.bar} bits, got {self.unmet}")


@dataclass(frozen=True, slots=True)
class Edges:
    """Ties between nodes: both ends (one < other), what the scored pairs sum to, how many, and whether held apart."""

    one: Rows
    other: Rows
    bits: Floats
    met: Floats
    apart: Bools


def edges_of(left: Rows, right: Rows, bits: Floats, sizes: Floats, apart: Bools | None = None) -> Edges:
    """Return the edges of scored pairs of nodes that stand for so many records each."""
    met = sizes[left] * sizes[right]
    return Edges(left, right, bits * met, met, np.zeros(len(left), dtype=np.bool_) if apart is None else apart)


def link(edges: Edges, sizes: Floats, linking: Linking, tags: Sequence[Codes] = ()) -> Ints:
    """Return the cluster of each node, named by its smallest member: int64[nodes].

    `sizes` says how many records each node stands for; each of `tags` is an identity (-1: none told) of which no
    cluster holds two. Equal averages join in the order of the nodes' numbers.
    """
    root = np.arange(len(sizes))
    weight, held = sizes.astype(np.float64), [tag.copy() for tag in tags]
    while len(edges.one):
        score = _averages(edges, weight, linking)
        for tag in held:
            score[_clash(tag[edges.one], tag[edges.other])] = -np.inf
        edges, score = _hopeful(edges, score, linking.bar, len(root))
        joined = _mutual(edges, score, len(root), linking.bar)
        if not len(joined):
            break
        keep, drop = edges.one[joined], edges.other[joined]
        leads = np.arange(len(root))
        leads[drop] = keep
        weight[keep] += weight[drop]
        for tag in held:
            tag[keep] = np.maximum(tag[keep], tag[drop])
        root = leads[root]
        edges = gathered(edges, leads)
    return root


def _clash(ones: Codes, others: Codes) -> Bools:
    found: Bools = (ones >= 0) & (others >= 0) & (ones != others)
    return found


def _averages(edges: Edges, weight: Floats, linking: Linking) -> Floats:
    possible = weight[edges.one] * weight[edges.other]
    score = (edges.bits + linking.unmet * (possible - edges.met)) / possible
    score[edges.apart] = -np.inf
    return score


def _hopeful(edges: Edges, score: Floats, bar: float, nodes: int) -> tuple[Edges, Floats]:
    """Leave out clusters that nothing reaches the bar for: no later join can raise their best."""
    good = score >= bar
    alive = np.zeros(nodes, dtype=np.bool_)
    alive[edges.one[good]] = True
    alive[edges.other[good]] = True
    kept = alive[edges.one] & alive[edges.other]
    return _taken(edges, kept), score[kept]


def _mutual(edges: Edges, score: Floats, nodes: int, bar: float) -> Ints:
    """Return the places of the edges whose ends are each other's best; ties go to the smaller numbers."""
    best = np.full(nodes, -np.inf)
    np.maximum.at(best, edges.one, score)
    np.maximum.at(best, edges.other, score)
    top = np.flatnonzero((score >= bar) & ((score == best[edges.one]) | (score == best[edges.other])))
    partner = np.full(nodes, nodes, dtype=np.int64)
    for end, far in ((edges.one, edges.other), (edges.other, edges.one)):
        mine = top[score[top] == best[end[top]]]
        np.minimum.at(partner, end[mine], far[mine])
    mutual: Ints = top[(partner[edges.one[top]] == edges.other[top]) & (partner[edges.other[top]] == edges.one[top])]
    return mutual


def gathered(edges: Edges, leads: Ints) -> Edges:
    """Move the ends to where they lead and add up the edges that fall together."""
    one, other = leads[edges.one], leads[edges.other]
    outer = one != other
    low, high = np.minimum(one, other)[outer], np.maximum(one, other)[outer]
    packed, back = np.unique(low * np.int64(len(leads)) + high, return_inverse=True)
    return Edges(
        packed // len(leads),
        packed % len(leads),
        summed(back, edges.bits[outer], len(packed)),
        summed(back, edges.met[outer], len(packed)),
        summed(back, edges.apart[outer].astype(np.float64), len(packed)) > 0,
    )


def _taken(edges: Edges, kept: Bools) -> Edges:
    return Edges(edges.one[kept], edges.other[kept], edges.bits[kept], edges.met[kept], edges.apart[kept])
