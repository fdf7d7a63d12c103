"""Which few of many steps to take: each time the one that adds most to the chance that at least one turns out well."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from orbit.graph.arrays import Array


class Taken(NamedTuple):
    """A chosen step by its place: what it added to the chance, and the chance with all steps up to it."""

    place: int
    gain: float
    chance: float


def cover(chances: Sequence[Array], groups: Sequence[int], limit: int) -> list[Taken]:
    """Choose at most `limit` steps, the greatest gain first; ties by place.

    `chances[i]` (float64[T], 0..1) says how likely step i leads to each of T ends. Ends are independent, and so are
    steps of different `groups`; steps of one group find out the same, so for each end only the likelier one counts.
    Such a gain never grows by taking other steps first, so the greatest known bound decides whom to look at next, and
    the choice is at least 1 − 1/e of the best possible one (Nemhauser, Wolsey and Fisher 1978).
    """
    known: dict[int, Array] = {}
    missed = 1.0
    queue = [(-_hit(chance), place) for place, chance in enumerate(chances)]
    heapq.heapify(queue)
    taken: list[Taken] = []
    while queue and len(taken) < limit:
        _, place = heapq.heappop(queue)
        group = groups[place]
        before = known.get(group, np.zeros_like(chances[place]))
        after = np.maximum(before, chances[place])
        share = float(np.prod(1.0 - before))
        gain = missed * (1.0 - float(np.prod(1.0 - after)) / share) if share else 0.0
        if gain <= 0:
            continue
        if queue and (-gain, place) > queue[0]:
            heapq.heappush(queue, (-gain, place))
            continue
        known[group], missed = after, missed - gain
        taken.append(Taken(place, gain, 1.0 - missed))
    return taken


def _hit(chance: Array) -> float:
    return 1.0 - float(np.prod(1.0 - chance))
