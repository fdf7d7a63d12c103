"""The best ways from our people to persons at an account, with at most two people between.

Exact: for each target the best `connectors_per_target` paths, no two through one connector. The scan of a target's
companies goes in order of reach and stops where nobody further down can still beat the paths found (design: a bound of
reach times the strongest conceivable tie).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from orbit.graph.arrays import Array, are_in, counts_at, distinct, ranges
from orbit.graph.colleagues import lists_of
from orbit.graph.merge import find_sorted
from orbit.graph.reach import Reach
from orbit.graph.ties import Ties, know, rows_between

# No search over an honest graph comes near: an account has 50 targets, a few thousand people are compared with them.
MOST_LOOKS = 5_000_000
_GROWTH = 16
_TINY = 1e-12
_SAFE = 1.0 + 1e-9


@dataclass(frozen=True, slots=True)
class Candidate:
    """A path by person numbers: connector, then perhaps a bridge, then the target; `score` without rounding promises.

    A target who is one of our people is reached directly: connector and target are the same.
    """

    connector: int
    bridge: int | None
    target: int
    score: float


@dataclass(frozen=True, slots=True)
class Targets:
    """Whom we want to meet: person numbers and how likely each replies (0..1)."""

    person: Array
    reply: Array


@dataclass(frozen=True, slots=True)
class Search:
    """How to search: people who may be on no way, who asks, and how far down each company the first look goes.

    No way leads over the requester or to them, none begins with somebody of `no_connector`, and no tie on it is weaker
    than `min_strength`. Ways below `floor` need not be found. After `budget` comparisons of two people the search ends.
    """

    without: frozenset[int] = frozenset()
    no_connector: frozenset[int] = frozenset()
    min_strength: float = 0.0
    requester: int | None = None
    first_cut: int = 64
    budget: int = MOST_LOOKS
    floor: float = 0.0


def find_candidates(ties: Ties, reach: Reach, targets: Targets, search: Search | None = None) -> list[Candidate]:
    """Return for each target its best paths, best first; targets in the order given."""
    return look_for_candidates(ties, reach, targets, search or Search())[0]


def look_for_candidates(ties: Ties, reach: Reach, targets: Targets, search: Search) -> tuple[list[Candidate], bool]:
    """Return for each target its best paths, best first, and whether the search ended before it was sure of them."""
    wanted = ties.policy.search.connectors_per_target
    bridges = _Bridges(ties, reach, search)
    targets = bridges.allowed(targets)
    floor = search.floor / np.maximum(targets.reply, _TINY) / _SAFE
    near, compared = _near(ties, bridges, targets.person, floor)
    best = _best_connectors(near, wanted)
    lists = lists_of(ties, reach, targets.person)
    at, cut, looks = lists.first, search.first_cut, len(compared)
    while True:
        least = _least(best, wanted, floor)
        worth = lists.worth(reach, least)
        until = _whole_people(reach, np.maximum(at, np.minimum(at + cut, worth)), worth)
        is_open = bool((at < until).any())
        if not is_open or looks >= search.budget:
            return best.candidates(targets), is_open
        keys = _keys(reach, *lists.met(reach, at, until, least))
        fresh = keys[find_sorted(compared, keys) < 0]
        best = _best_connectors(_joined(best, _compare(ties, bridges, targets.person, fresh, least)), wanted)
        compared, looks = np.sort(np.concatenate([compared, fresh])), looks + len(fresh)
        at, cut = until, cut * _GROWTH


def select(candidates: Sequence[Candidate], *, per_connector: int, limit: int) -> list[Candidate]:
    """Keep the best `limit`, at most `per_connector` through one connector; ties by connector and target number."""
    kept: list[Candidate] = []
    used: dict[int, int] = {}
    for candidate in sorted(candidates, key=_rank):
        if used.get(candidate.connector, 0) < per_connector:
            used[candidate.connector] = used.get(candidate.connector, 0) + 1
            kept.append(candidate)
        if len(kept) == limit:
            break
    return kept


def _rank(candidate: Candidate) -> tuple[float, int, int, int]:
    bridge = -1 if candidate.bridge is None else candidate.bridge
    return -candidate.score, candidate.connector, candidate.target, bridge


@dataclass(frozen=True, slots=True)
class _Ways:
    """Ways to targets: the target's place in the search, connector, bridge (-1: none), willing x know."""

    place: Array
    connector: Array
    bridge: Array
    score: Array

    def candidates(self, targets: Targets) -> list[Candidate]:
        person, reply = targets.person[self.place], targets.reply[self.place]
        columns = (self.connector, self.bridge, person, self.score * reply)
        ways = zip(*(column.tolist() for column in columns), strict=True)
        return [Candidate(one, None if bridge < 0 else bridge, two, score) for one, bridge, two, score in ways]

    def chosen(self, rows: Array) -> _Ways:
        return _Ways(self.place[rows], self.connector[rows], self.bridge[rows], self.score[rows])


@dataclass(frozen=True, slots=True)
class _Bridges:
    """How requests get into people's hands when some people may be on no way."""

    ties: Ties
    reach: Reach
    search: Search

    def allowed(self, targets: Targets) -> Targets:
        """The targets to whom a way may lead."""
        rows = ~are_in(targets.person, self.search.without) & (targets.person != self._requester)
        return Targets(targets.person[rows], targets.reply[rows])

    def may_pass(self, person: Array) -> Array:
        """Who of them may have a request in their hands (bool[n])."""
        is_bridge = self.reach.willing[person] == 0
        closed = np.where(is_bridge, person == self._requester, self.may_not_begin(person))
        may: Array = ~are_in(person, self.search.without) & ~closed
        return may

    def may_not_begin(self, person: Array) -> Array:
        """Who of them may be no connector (bool[n])."""
        return are_in(person, self.search.without | self.search.no_connector)

    def is_enough(self, strength: Array) -> Array:
        """Which ties are strong enough to be on a way (bool[n])."""
        enough: Array = strength * _SAFE >= self.search.min_strength
        return enough

    @property
    def _requester(self) -> int:
        return -1 if self.search.requester is None else self.search.requester

    def hops(self, person: Array) -> tuple[Array, Array]:
        """The best connectors to each person (int64[n, L]; -1: none), and the scores (float64[n, L])."""
        most = self.ties.policy.reach.labels
        connector, score = self.reach.labels(person, most)
        certain = self.reach.willing[connector] * self.ties.policy.reach.bridge_pass * self.reach.sure(person)[:, None]
        strength = score / np.maximum(certain, _TINY)
        barred = (connector >= 0) & (self.may_not_begin(connector) | ~self.is_enough(strength))
        connector[barred], score[barred] = -1, 0.0
        # Where a full list lost somebody, another one of ours may stand in their place.
        open_ = np.flatnonzero(barred.any(axis=1) & (counts_at(self.reach.label_at, person) == most))
        for row in open_.tolist():
            others, scores = self._all_hops(int(person[row]))
            connector[row], score[row] = -1, 0.0
            connector[row, : len(others)], score[row, : len(others)] = others[:most], scores[:most]
        return connector, score

    def _all_hops(self, person: int) -> tuple[Array, Array]:
        """Every one of ours who may be on a way and knows somebody, best first, as far as the lists go."""
        here, reach, ties = self.ties.presences, self.reach, self.ties
        companies = distinct(here.company[here.person_at[person] : here.person_at[person + 1]])
        met = here.person[reach.ours[ranges(reach.ours_at[companies], counts_at(reach.ours_at, companies))]]
        told = ties.other[ties.tie_at[person] : ties.tie_at[person + 1]]
        ours = distinct(np.concatenate([met, told[reach.willing[told] > 0]])).astype(np.int64)
        ours = ours[~self.may_not_begin(ours)]
        strength = know(ties, rows_between(ties, ours, np.full(len(ours), person)), len(ours))
        ours, strength = ours[self.is_enough(strength)], strength[self.is_enough(strength)]
        score = reach.willing[ours] * strength * ties.policy.reach.bridge_pass * reach.sure(np.array([person]))
        order = np.lexsort((ours, -score))[: ties.policy.reach.labels]
        order = order[score[order] > 0]
        return ours[order], score[order]


def _near(ties: Ties, bridges: _Bridges, person: Array, floor: Array) -> tuple[_Ways, Array]:
    """Ways over people with a pair tie to a target, and to targets who are our people themselves; and their keys."""
    reach = bridges.reach
    degree = counts_at(ties.tie_at, person)
    place, other = np.repeat(np.arange(len(person)), degree), ties.other[ranges(ties.tie_at[person], degree)]
    keys = _keys(reach, place, other)
    ours = np.flatnonzero((reach.willing[person] > 0) & ~bridges.may_not_begin(person))
    # They are one person at either end of the way: how sure that is counts once, with their reply.
    alone = reach.willing[person[ours]] / reach.sure(person[ours])
    itself = _Ways(ours, person[ours], np.full(len(ours), -1), alone)
    return _joined(itself, _compare(ties, bridges, person, keys, floor)), keys


def _keys(reach: Reach, place: Array, person: Array) -> Array:
    """Places and persons in one number each, ascending, none twice."""
    return distinct(place * len(reach.value) + person)


def _compare(ties: Ties, bridges: _Bridges, target: Array, keys: Array, least: Array) -> _Ways:
    """Ways over people (see `_keys`) to targets, as far as a request in their hands is worth enough to begin with."""
    place, person = np.divmod(keys, len(bridges.reach.value))
    kept = (person != target[place]) & (bridges.reach.value[person] >= least[place])
    place, person = place[kept], person[kept]
    strength = know(ties, rows_between(ties, target[place], person), len(place))
    return _expand(bridges, target, place, person, strength)


def _whole_people(reach: Reach, until: Array, end: Array) -> Array:
    """Move each end of what is read on to where the next person begins, as far as the list goes."""
    while len(split := np.flatnonzero(until < end)):
        split = split[reach.order_person[until[split] - 1] == reach.order_person[until[split]]]
        if not len(split):
            break
        until[split] += 1
    return until


def _least(best: _Ways, wanted: int, floor: Array) -> Array:
    """What a way to each target has to be worth, willing x know: as much as the last one wanted of those found."""
    first = np.searchsorted(best.place, np.arange(len(floor) + 1))
    full = np.flatnonzero(np.diff(first) >= wanted)
    least = floor.copy()
    least[full] = np.maximum(least[full], best.score[first[full] + wanted - 1])
    return least


def _expand(bridges: _Bridges, target: Array, place: Array, person: Array, strength: Array) -> _Ways:
    """A request in each person's hands: from ours directly, from others by each of their best connectors."""
    may = bridges.may_pass(person) & bridges.is_enough(strength)
    place, person, strength = place[may], person[may], strength[may]
    reach = bridges.reach
    ours = reach.willing[person] > 0
    mine, others = person[ours], person[~ours]
    direct = _Ways(place[ours], mine, np.full(len(mine), -1), reach.willing[mine] * strength[ours])
    connector, score = bridges.hops(others)
    labels = connector.shape[1]
    over = _Ways(
        np.repeat(place[~ours], labels),
        connector.ravel(),
        np.repeat(others, labels),
        (score * strength[~ours][:, None]).ravel(),
    )
    ways = _joined(direct, over)
    return ways.chosen((ways.connector >= 0) & (ways.connector != target[ways.place]) & (ways.score > 0))


def _joined(*ways: _Ways) -> _Ways:
    names = ("place", "connector", "bridge", "score")
    return _Ways(*(np.concatenate([getattr(way, name) for way in ways]) for name in names))


def _best_connectors(ways: _Ways, wanted: int) -> _Ways:
    """The best way of each of a target's `wanted` best connectors, best first; ties by connector and bridge number."""
    ordered = ways.chosen(np.lexsort((ways.bridge, -ways.score, ways.connector, ways.place)))
    repeated = (ordered.connector[1:] == ordered.connector[:-1]) & (ordered.place[1:] == ordered.place[:-1])
    once = ordered.chosen(np.concatenate((np.ones(min(1, len(ordered.place)), dtype=bool), ~repeated)))
    best = once.chosen(np.lexsort((once.connector, -once.score, once.place)))
    rank = np.arange(len(best.place)) - np.searchsorted(best.place, best.place)
    return best.chosen(rank < wanted)
