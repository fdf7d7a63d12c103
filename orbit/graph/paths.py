"""The best ways from our people to persons at an account, with at most two people between.

Exact: for each target the best `connectors_per_target` paths, no two through one connector. The scan of a target's
companies goes in order of reach and stops where nobody further down can still beat the paths found (design: a bound of
reach times the strongest conceivable tie).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from orbit.graph.arrays import Array, counts_at, ranges
from orbit.graph.presence import DAYS_PER_MONTH
from orbit.graph.reach import Reach
from orbit.graph.snapshot import SENIORITIES, Kind
from orbit.graph.ties import Rows, Ties, best_hazard, know, rows_between, shared_time
from orbit.titles import Seniority

_GROWTH = 4
SLACK_DAYS = 62
_TINY = 1e-12
_C_LEVEL = SENIORITIES.index(Seniority.C_LEVEL)


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
    """How to search: connectors who are not to be asked, and how far down each company the first look goes."""

    without: frozenset[int] = frozenset()
    first_cut: int = 64


def find_candidates(ties: Ties, reach: Reach, targets: Targets, search: Search | None = None) -> list[Candidate]:
    """Return for each target its best paths, best first; targets in the order given."""
    search = search or Search()
    wanted = ties.policy.search.connectors_per_target
    near, neighbours = _near(ties, reach, targets.person)
    bound = _best_ties(ties, targets.person)
    found: dict[int, list[Candidate]] = {}
    open_, cut = np.arange(len(targets.person)), search.first_cut
    while len(open_):
        far, horizon = _look(ties, reach, _Look(targets.person, open_, neighbours, cut))
        best = _best_connectors(_joined(_of(near, open_), far), search.without, wanted)
        done = []
        for place, ways in zip(open_.tolist(), _split(best, open_), strict=True):
            enough = len(ways.score) == wanted and ways.score[-1] >= horizon[place] * bound[place]
            if enough or horizon[place] <= 0:
                found[place] = ways.candidates(int(targets.person[place]), float(targets.reply[place]))
                done.append(place)
        open_ = np.setdiff1d(open_, done)
        cut *= _GROWTH
    return [candidate for place in range(len(targets.person)) for candidate in found[place]]


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

    def candidates(self, target: int, reply: float) -> list[Candidate]:
        ways = zip(self.connector.tolist(), self.bridge.tolist(), self.score.tolist(), strict=True)
        return [
            Candidate(connector, None if bridge < 0 else bridge, target, score * reply)
            for connector, bridge, score in ways
        ]

    def chosen(self, rows: Array) -> _Ways:
        return _Ways(self.place[rows], self.connector[rows], self.bridge[rows], self.score[rows])


@dataclass(frozen=True, slots=True)
class _Look:
    """One look at the companies of the targets that are still open: their first `cut` people each, best first.

    `neighbours` holds the keys (place x P + person) of those who have a pair tie and were looked at before.
    """

    person: Array
    open_: Array
    neighbours: Array
    cut: int


def _near(ties: Ties, reach: Reach, person: Array) -> tuple[_Ways, Array]:
    """Ways over people with a pair tie to a target, and to targets who are our people themselves; and their keys."""
    degree = counts_at(ties.tie_at, person)
    place = np.repeat(np.arange(len(person)), degree)
    keys = np.unique(place * len(reach.value) + ties.other[ranges(ties.tie_at[person], degree)])
    place, other = keys // len(reach.value), keys % len(reach.value)
    strength = know(ties, rows_between(ties, person[place], other), len(keys))
    ours = np.flatnonzero(reach.willing[person] > 0)
    itself = _Ways(ours, person[ours], np.full(len(ours), -1), reach.willing[person[ours]])
    return _joined(itself, _expand(reach, person, place, other, strength)), keys


def _look(ties: Ties, reach: Reach, look: _Look) -> tuple[_Ways, Array]:
    """Ways over people who only shared a company with a target, and per target the best value left unseen."""
    here = ties.presences
    counts = counts_at(here.person_at, look.person[look.open_])
    mine = ranges(here.person_at[look.person[look.open_]], counts)
    place = np.repeat(look.open_, counts)
    first, size = reach.company_at[here.company[mine]], counts_at(reach.company_at, here.company[mine])
    seen = np.minimum(size, look.cut)
    horizon = np.zeros(len(look.person))
    longer = size > look.cut
    unseen = reach.value[here.person[reach.order[first[longer] + look.cut]]]
    np.maximum.at(horizon, place[longer], unseen)
    left, at = np.repeat(mine, seen), np.repeat(place, seen)
    right = reach.order[ranges(first, seen)]
    person = here.person[right].astype(np.int64)
    key = at * len(reach.value) + person
    # Whoever stands above the horizon is seen in all of the target's companies, so their tie is complete.
    fresh = (reach.value[person] > horizon[at]) & (person != look.person[at]) & ~np.isin(key, look.neighbours)
    left, right = left[fresh], right[fresh]
    keys, number = np.unique(key[fresh], return_inverse=True)
    ground, p = shared_time(ties, left, right)
    strength = know(ties, Rows(number, ground, p, left, right, np.full(len(left), -1)), len(keys))
    place, person = keys // len(reach.value), keys % len(reach.value)
    return _expand(reach, look.person, place, person, strength), horizon


def _expand(reach: Reach, target: Array, place: Array, person: Array, strength: Array) -> _Ways:
    """A request in each person's hands: from ours directly, from others by each of their best connectors."""
    ours = reach.willing[person] > 0
    mine, others = person[ours], person[~ours]
    direct = _Ways(place[ours], mine, np.full(len(mine), -1), reach.willing[mine] * strength[ours])
    labels = reach.connector.shape[1]
    over = _Ways(
        np.repeat(place[~ours], labels),
        reach.connector[others].ravel(),
        np.repeat(others, labels),
        (reach.score[others] * strength[~ours][:, None]).ravel(),
    )
    ways = _joined(direct, over)
    return ways.chosen((ways.connector >= 0) & (ways.connector != target[ways.place]) & (ways.score > 0))


def _joined(*ways: _Ways) -> _Ways:
    names = ("place", "connector", "bridge", "score")
    return _Ways(*(np.concatenate([getattr(way, name) for way in ways]) for name in names))


def _of(ways: _Ways, places: Array) -> _Ways:
    return ways.chosen(np.isin(ways.place, places))


def _best_connectors(ways: _Ways, without: frozenset[int], wanted: int) -> _Ways:
    """The best way of each of a target's `wanted` best connectors, best first; ties by connector and bridge number."""
    if without:
        ways = ways.chosen(~np.isin(ways.connector, list(without)))
    ordered = ways.chosen(np.lexsort((ways.bridge, -ways.score, ways.connector, ways.place)))
    repeated = (ordered.connector[1:] == ordered.connector[:-1]) & (ordered.place[1:] == ordered.place[:-1])
    once = ordered.chosen(np.concatenate((np.ones(min(1, len(ordered.place)), dtype=bool), ~repeated)))
    best = once.chosen(np.lexsort((once.connector, -once.score, once.place)))
    rank = np.arange(len(best.place)) - np.searchsorted(best.place, best.place)
    return best.chosen(rank < wanted)


def _split(ways: _Ways, places: Array) -> Iterator[_Ways]:
    """The ways of each place; `ways` are by place."""
    for begin, end in zip(
        np.searchsorted(ways.place, places), np.searchsorted(ways.place, places, "right"), strict=True
    ):
        yield ways.chosen(np.arange(begin, end))


def _best_ties(ties: Ties, person: Array) -> Array:
    """Upper bounds of know(anybody, person) from shared time alone (float64[n])."""
    here, policy = ties.presences, ties.policy
    counts = counts_at(here.person_at, person)
    mine = ranges(here.person_at[person], counts)
    months = (here.end[mine] - here.start[mine] + SLACK_DAYS) / DAYS_PER_MONTH
    kind, chief = here.kind[mine], here.seniority[mine] == _C_LEVEL
    seated = chief | (kind == Kind.BOARD) | (kind == Kind.INVESTOR)
    hazard = best_hazard(ties, here.company[mine])
    hazard = np.where(seated, hazard + policy.strength.board_months_hazard, hazard)
    hazard = np.where(kind == Kind.SCHOOL, policy.strength.school_hazard, hazard)
    invested = np.where(seated, np.log1p(-min(policy.strength.investor_probability, 1.0 - _TINY)), 0.0)
    missed = np.bincount(np.repeat(np.arange(len(person)), counts), invested - hazard * months, minlength=len(person))
    bound: Array = 1.0 - np.exp(missed)
    return bound
