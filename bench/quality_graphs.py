"""Ways as graph tools find them: everybody who knows everybody made into pairs first, then searched.

Pairs are LinkedIn connections and time together at companies of which at most 200 people are known: with the largest
ones the pairs of a real graph would not fit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import rustworkx as rx

from bench.quality_judge import NOBODY, Ways, ways_of
from bench.quality_pairs import Field
from orbit.graph.arrays import Array, ranges
from orbit.graph.presence import DAYS_PER_MONTH
from orbit.graph.snapshot import Kind
from orbit.graph.ties import Ground
from orbit.graph.view import View

_MOST_COLLEAGUES = 200
_HALF_KNOWN_MONTHS = 24.0
_LINKED = 0.5
_DECAY = 0.5


@dataclass(frozen=True, slots=True)
class Graph:
    """Pairs both ways: neighbours of each person (CSR by `at`, int64[P+1]) and the strength of each (0 to 1)."""

    at: Array
    other: Array
    strength: Array

    def neighbours(self, person: int) -> Array:
        """Whom a person may know."""
        return self.other[self.at[person] : self.at[person + 1]]


@dataclass(frozen=True, slots=True)
class Steps:
    """Every way of one or two steps from one of ours to a target, one per pair of them; `bridge` -1 = one step."""

    account: Array
    connector: Array
    bridge: Array
    target: Array


def materialise(view: View) -> Graph:
    """Make all pairs: p = months / (months + 24) for time together, 0.5 for a connection, the two by noisy-or."""
    left, right, months = _colleagues(view)
    ties = view.ties
    ends = np.repeat(np.arange(view.snapshot.persons), np.diff(ties.tie_at))
    linked = (ties.ground[ties.row] == Ground.LINKEDIN) & (ends < ties.other)
    left = np.concatenate([left, ends[linked]])
    right = np.concatenate([right, ties.other[linked]])
    apart = np.concatenate(
        [_HALF_KNOWN_MONTHS / (months + _HALF_KNOWN_MONTHS), np.full(int(linked.sum()), 1 - _LINKED)]
    )
    pair, number = np.unique(left * view.snapshot.persons + right, return_inverse=True)
    strength = 1.0 - np.exp(np.bincount(number, np.log(apart), len(pair)))
    left, right = pair // view.snapshot.persons, pair % view.snapshot.persons
    both, others = np.concatenate([left, right]), np.concatenate([right, left])
    order = np.lexsort((others, both))
    at = np.searchsorted(both[order], np.arange(view.snapshot.persons + 1))
    return Graph(at, others[order], np.tile(strength, 2)[order])


def steps_of(field: Field, graph: Graph, dice: np.random.Generator) -> Steps:
    """Find every way of one or two steps; which of several bridges is drawn."""
    place = np.full(field.view.snapshot.persons, NOBODY)
    place[field.ours] = np.arange(len(field.ours))
    owned = place[graph.other] != NOBODY
    ends = np.repeat(np.arange(len(graph.at) - 1), np.diff(graph.at))
    knows = np.zeros((field.view.snapshot.persons, len(field.ours)), dtype=np.bool_)
    knows[ends[owned], place[graph.other[owned]]] = True
    found = [np.zeros((4, 0), dtype=np.int64)]
    for account, target in zip(field.account.tolist(), field.target.tolist(), strict=True):
        near = dice.permutation(graph.neighbours(target))
        near = near[place[near] == NOBODY]
        direct, over = knows[target], knows[near]
        mine = np.flatnonzero((direct | over.any(axis=0)) & (field.ours != target))
        bridge = np.full(len(mine), NOBODY)
        if len(near):
            bridge = np.where(direct[mine], NOBODY, near[over[:, mine].argmax(axis=0)])
        found.append(np.stack([np.full(len(mine), account), field.ours[mine], bridge, np.full(len(mine), target)]))
    account_at, connector, bridges, targets = np.concatenate(found, axis=1)
    return Steps(account_at, connector, bridges, targets)


def shortest_paths(steps: Steps) -> Ways:
    """The fewest steps first."""
    return Ways(steps.account, steps.connector, steps.bridge, steps.target, np.where(steps.bridge == NOBODY, 1.0, 0.5))


def bridge_score(steps: Steps, people: int) -> Ways:
    """The social graph ranker's bridge score: of each connector, the sum over targets of 0.5 ^ (steps - 1)."""
    worth = np.where(steps.bridge == NOBODY, 1.0, _DECAY)
    key = steps.account * people + steps.connector
    _, number = np.unique(key, return_inverse=True)
    return Ways(steps.account, steps.connector, steps.bridge, steps.target, np.bincount(number, worth)[number] * worth)


def dijkstra(field: Field, graph: Graph) -> Ways:
    """The strongest way from any of ours to each target, as the product of its pairs' strengths; two steps at most."""
    people = field.view.snapshot.persons
    pairs: rx.PyGraph[int, float] = rx.PyGraph(multigraph=False)
    pairs.add_nodes_from(range(people + 1))
    ends = np.repeat(np.arange(people), np.diff(graph.at))
    once = ends < graph.other
    cost = -np.log(graph.strength[once])
    pairs.add_edges_from(list(zip(ends[once].tolist(), graph.other[once].tolist(), cost.tolist(), strict=True)))
    pairs.add_edges_from([(people, one, 0.0) for one in field.ours.tolist()])
    paths = rx.dijkstra_shortest_paths(pairs, people, weight_fn=float)
    lengths = rx.dijkstra_shortest_path_lengths(pairs, people, float)
    rows = []
    for account, target in zip(field.account.tolist(), field.target.tolist(), strict=True):
        way = list(paths[target])[1:] if target in paths else []
        if len(way) in {2, 3}:
            rows.append((account, way[0], way[1] if len(way) == 3 else NOBODY, target, float(np.exp(-lengths[target]))))
    return ways_of(rows)


def _colleagues(view: View) -> tuple[Array, Array, Array]:
    """Pairs who may have been at one company at one time, not too large a one, and for how many months."""
    here = view.places
    jobs = np.flatnonzero(here.kind == Kind.JOB)
    jobs = jobs[
        np.bincount(here.company[jobs], minlength=view.snapshot.companies)[here.company[jobs]] <= _MOST_COLLEAGUES
    ]
    jobs = jobs[np.argsort(here.company[jobs], kind="stable")]
    company = here.company[jobs]
    end = np.searchsorted(company, company, side="right")
    counts = end - np.arange(len(jobs)) - 1
    one = np.repeat(np.arange(len(jobs)), counts)
    two = ranges(np.arange(1, len(jobs) + 1), counts)
    left, right = jobs[one], jobs[two]
    months = (
        np.minimum(here.end[left], here.end[right]) - np.maximum(here.start[left], here.start[right]) + 1
    ) / DAYS_PER_MONTH
    people = here.person[left].astype(np.int64), here.person[right].astype(np.int64)
    met = (months > 0) & (people[0] != people[1])
    return np.minimum(*people)[met], np.maximum(*people)[met], months[met]
