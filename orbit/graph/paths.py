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
from orbit.graph.presence import DAYS_PER_MONTH, days_of
from orbit.graph.reach import Reach
from orbit.graph.snapshot import C_LEVEL, Kind
from orbit.graph.ties import Rows, Ties, best_hazard, know, level_of, rows_between, shared_time

# No search over an honest graph comes near: an account has 50 targets, a few thousand people are compared with them.
MOST_LOOKS = 5_000_000
_GROWTH = 4
SLACK_DAYS = 62
_TINY = 1e-12
_SAFE = 1.0 + 1e-9
# Of a role (`Presences.role`): whether it leads the company, or is a seat there.
_CHIEF_OR_SEAT = 3


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
    near, neighbours = _near(ties, bridges, targets.person)
    bound = _best_ties(ties, targets.person)
    found: dict[int, list[Candidate]] = {}
    floor = search.floor / np.maximum(targets.reply, _TINY) / _SAFE
    least = floor.copy()
    open_, cut, looks = np.arange(len(targets.person)), search.first_cut, len(neighbours)
    while len(open_):
        far, horizon, looked = _look(ties, bridges, _Look(targets.person, open_, neighbours, cut, least))
        looks += looked
        best = _best_connectors(_joined(_of(near, open_), far), wanted)
        done = []
        for place, ways in zip(open_.tolist(), _split(best, open_), strict=True):
            found[place] = ways.candidates(int(targets.person[place]), float(targets.reply[place]))
            least[place] = max(floor[place], ways.score[-1] if len(ways.score) == wanted else 0.0)
            if least[place] >= horizon[place] * bound[place]:
                done.append(place)
        open_ = np.setdiff1d(open_, done)
        if looks >= search.budget:
            break
        cut *= _GROWTH
    return [candidate for place in range(len(targets.person)) for candidate in found[place]], bool(len(open_))


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

    `neighbours` holds the keys (place x P + person) of those who have a pair tie and were looked at before. `least`
    (by place) is what a way has to be worth, willing x know: as much as the last one wanted of those found.
    """

    person: Array
    open_: Array
    neighbours: Array
    cut: int
    least: Array


def _are_in(person: Array, people: frozenset[int]) -> Array:
    return np.isin(person, np.fromiter(people, dtype=np.int64, count=len(people)))


@dataclass(frozen=True, slots=True)
class _Bridges:
    """How requests get into people's hands when some people may be on no way."""

    ties: Ties
    reach: Reach
    search: Search

    def allowed(self, targets: Targets) -> Targets:
        """The targets to whom a way may lead."""
        rows = ~_are_in(targets.person, self.search.without) & (targets.person != self._requester)
        return Targets(targets.person[rows], targets.reply[rows])

    def may_pass(self, person: Array) -> Array:
        """Who of them may have a request in their hands (bool[n])."""
        is_bridge = self.reach.willing[person] == 0
        closed = np.where(is_bridge, person == self._requester, self.may_not_begin(person))
        may: Array = ~_are_in(person, self.search.without) & ~closed
        return may

    def may_not_begin(self, person: Array) -> Array:
        """Who of them may be no connector (bool[n])."""
        return _are_in(person, self.search.without | self.search.no_connector)

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
        strength = score / np.maximum(self.reach.willing[connector] * self.ties.policy.reach.bridge_pass, _TINY)
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
        companies = np.unique(here.company[here.person_at[person] : here.person_at[person + 1]])
        met = here.person[reach.ours[ranges(reach.ours_at[companies], counts_at(reach.ours_at, companies))]]
        told = ties.other[ties.tie_at[person] : ties.tie_at[person + 1]]
        ours = np.unique(np.concatenate([met, told[reach.willing[told] > 0]])).astype(np.int64)
        ours = ours[~self.may_not_begin(ours)]
        strength = know(ties, rows_between(ties, ours, np.full(len(ours), person)), len(ours))
        ours, strength = ours[self.is_enough(strength)], strength[self.is_enough(strength)]
        score = reach.willing[ours] * strength * ties.policy.reach.bridge_pass
        order = np.lexsort((ours, -score))[: ties.policy.reach.labels]
        order = order[score[order] > 0]
        return ours[order], score[order]


def _near(ties: Ties, bridges: _Bridges, person: Array) -> tuple[_Ways, Array]:
    """Ways over people with a pair tie to a target, and to targets who are our people themselves; and their keys."""
    reach = bridges.reach
    degree = counts_at(ties.tie_at, person)
    place = np.repeat(np.arange(len(person)), degree)
    keys = np.unique(place * len(reach.value) + ties.other[ranges(ties.tie_at[person], degree)])
    place, other = keys // len(reach.value), keys % len(reach.value)
    strength = know(ties, rows_between(ties, person[place], other), len(keys))
    ours = np.flatnonzero((reach.willing[person] > 0) & ~bridges.may_not_begin(person))
    itself = _Ways(ours, person[ours], np.full(len(ours), -1), reach.willing[person[ours]])
    return _joined(itself, _expand(bridges, person, place, other, strength)), keys


def _look(ties: Ties, bridges: _Bridges, look: _Look) -> tuple[_Ways, Array, int]:
    """Ways over people who only shared a company with a target, per target the best value left unseen, and how many."""
    here, reach = ties.presences, bridges.reach
    counts = counts_at(here.person_at, look.person[look.open_])
    mine = np.repeat(ranges(here.person_at[look.person[look.open_]], counts), 2)
    place = np.repeat(look.open_, 2 * counts)
    # Each company has two lists: those who work there, and those who have a seat there.
    of_company = 2 * here.company[mine].astype(np.int64) + np.arange(len(mine)) % 2
    first, size = reach.company_at[of_company].astype(np.int64), counts_at(reach.company_at, of_company)
    seen = np.minimum(size, look.cut)
    horizon = np.zeros(len(look.person))
    longer = size > look.cut
    unseen = reach.order_value[first[longer] + look.cut]
    np.maximum.at(horizon, place[longer], unseen)
    rows, of, days = _met(days_of(here, mine), reach.order_days, first, seen)
    left, at, right = mine[of], place[of], reach.order[rows]
    person = reach.order_person[rows].astype(np.int64)
    key = at * len(reach.value) + person
    # Whoever stands above the horizon is seen in all of the target's companies, so their tie is complete.
    fresh = (reach.value[person] > horizon[at]) & (person != look.person[at]) & ~np.isin(key, look.neighbours)
    left, right = left[fresh], right[fresh]
    keys, number = np.unique(key[fresh], return_inverse=True)
    missed = np.bincount(number, _most_missed(ties, left, right, days[fresh]), minlength=len(keys))
    place, person = keys // len(reach.value), keys % len(reach.value)
    worth = reach.value[person] * -np.expm1(-missed) * _SAFE >= look.least[place]
    keys, kept = keys[worth], worth[number]
    left, right, number = left[kept], right[kept], (np.cumsum(worth) - 1)[number[kept]]
    ground, p = shared_time(ties, left, right)
    strength = know(ties, Rows(number, ground, p, left, right, np.full(len(left), -1)), len(keys))
    place, person = keys // len(reach.value), keys % len(reach.value)
    return _expand(bridges, look.person, place, person, strength), horizon, len(keys)


def _met(days: Array, theirs: Array, first: Array, seen: Array) -> tuple[Array, Array, Array]:
    """Whose days touch: rows of the lists from `first` on, `seen` of each; whose list it is (its place); on how many.

    `days` (int32[n, 2]) are those of the targets' presences, `theirs` of the people in the lists; all others were at
    the company at another time.
    """
    rows, of = ranges(first, seen), np.repeat(np.arange(len(seen)), seen)
    together = np.minimum(theirs[rows, 1], days[of, 1]) - np.maximum(theirs[rows, 0], days[of, 0]) + 1
    touch = np.flatnonzero(together > 0)
    return rows[touch], of[touch], together[touch]


def _most_missed(ties: Ties, left: Array, right: Array, days: Array) -> Array:
    """−ln of what so many shared days leave at most, of presence pairs at one company (float64[n])."""
    here, policy = ties.presences, ties.policy.strength
    roles = here.role[left] | here.role[right]
    missed: Array = ties.hazard[here.company[left], level_of(ties, left, right)] * (days / DAYS_PER_MONTH)
    others = np.flatnonzero(roles)
    if len(others):
        hazard = np.maximum(best_hazard(ties, here.company[left[others]]), policy.school_hazard)
        seated = (roles[others] & _CHIEF_OR_SEAT) != 0
        hazard = hazard + np.where(seated, policy.board_months_hazard, 0.0)
        invested = np.where(seated, -np.log1p(-min(policy.investor_probability, 1.0 - _TINY)), 0.0)
        missed[others] = invested + hazard * (days[others] / DAYS_PER_MONTH)
    return missed


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


def _of(ways: _Ways, places: Array) -> _Ways:
    return ways.chosen(np.isin(ways.place, places))


def _best_connectors(ways: _Ways, wanted: int) -> _Ways:
    """The best way of each of a target's `wanted` best connectors, best first; ties by connector and bridge number."""
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
    kind, chief = here.kind[mine], here.seniority[mine] == C_LEVEL
    seated = chief | (kind == Kind.BOARD) | (kind == Kind.INVESTOR)
    hazard = best_hazard(ties, here.company[mine])
    hazard = np.where(seated, hazard + policy.strength.board_months_hazard, hazard)
    hazard = np.where(kind == Kind.SCHOOL, policy.strength.school_hazard, hazard)
    invested = np.where(seated, np.log1p(-min(policy.strength.investor_probability, 1.0 - _TINY)), 0.0)
    missed = np.bincount(np.repeat(np.arange(len(person)), counts), invested - hazard * months, minlength=len(person))
    bound: Array = 1.0 - np.exp(missed)
    return bound
