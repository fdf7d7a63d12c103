"""For every person the best ways one of our people gets to them: an upper bound that orders every search."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from orbit.graph.arrays import Array, counts_at, ranges
from orbit.graph.snapshot import Snapshot
from orbit.graph.ties import Rows, Ties, join_rows, know, shared_time, tie_rows

_ROWS_AT_ONCE = 1_500_000
_NOBODY = -1


@dataclass(frozen=True, slots=True)
class Reach:
    """How well our people reach everybody, as of one day.

    `willing` (P): for our people the probability that they help, 0 for everybody else. `connector`, `score` (P x L):
    the best L connectors to each person who is not one of ours, with willing x know x pass-on; -1 and 0 where fewer.
    `value` (P): the best score of a request in that person's hands. `order`: presence numbers by company, the persons
    of the highest value first; `company_at` (C+1) bounds each company in it; persons of value 0 are left out.
    """

    willing: Array
    connector: Array
    score: Array
    value: Array
    order: Array
    company_at: Array


def make_reach(snapshot: Snapshot, ties: Ties, willing: Array) -> Reach:
    """Compute reach from all of our people (those with `willing` > 0, float64[P])."""
    ours = np.flatnonzero(willing > 0)
    connector, person, score = _first_hops(snapshot, ties, willing, ours)
    labels = ties.policy.reach.labels
    best_connector = np.full((snapshot.persons, labels), _NOBODY, dtype=np.int32)
    best_score = np.zeros((snapshot.persons, labels))
    order = np.lexsort((connector, -score, person))
    connector, person, score = connector[order], person[order], score[order]
    rank = np.arange(len(person)) - np.searchsorted(person, person)
    kept = rank < labels
    best_connector[person[kept], rank[kept]] = connector[kept]
    best_score[person[kept], rank[kept]] = score[kept]
    value = np.maximum(willing, best_score[:, 0])
    presence_order, company_at = _by_company(snapshot, ties, value)
    return Reach(willing, best_connector, best_score, value, presence_order, company_at)


def _first_hops(snapshot: Snapshot, ties: Ties, willing: Array, ours: Array) -> tuple[Array, Array, Array]:
    """Every (connector, person, score) with one of our people on the left and somebody else on the right."""
    here = ties.presences
    by_company = np.argsort(here.company, kind="stable")
    bounds = np.searchsorted(here.company[by_company], np.arange(snapshot.companies + 1))
    found: list[tuple[Array, Array, Array]] = []
    for group in _groups(ours, _row_counts(ties, bounds, ours)):
        rows, person = _rows_from(ties, by_company, bounds, group)
        outside = willing[person] == 0
        key = rows.pair[outside].astype(np.int64) * snapshot.persons + person[outside]
        pairs, number = np.unique(key, return_inverse=True)
        chosen = Rows(number, *(getattr(rows, name)[outside] for name in ("ground", "p", "left", "right", "tie")))
        strength = know(ties, chosen, len(pairs))
        connector = group[pairs // snapshot.persons]
        score = willing[connector] * strength * ties.policy.reach.bridge_pass
        tied = score > 0
        found.append((connector[tied], (pairs % snapshot.persons)[tied], score[tied]))
    if not found:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0)
    connectors, persons, scores = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return connectors, persons, scores


def _row_counts(ties: Ties, bounds: Array, persons: Array) -> Array:
    here = ties.presences
    sizes = np.diff(bounds)[here.company]
    total = np.concatenate(([0], np.cumsum(sizes)))
    return counts_at(total[here.person_at], persons)


def _groups(persons: Array, counts: Array) -> list[Array]:
    """Cut the persons into runs of about `_ROWS_AT_ONCE` rows, so that memory stays bounded."""
    if not len(persons):
        return []
    return np.split(persons, np.flatnonzero(np.diff(np.cumsum(counts) // _ROWS_AT_ONCE)) + 1)


def _rows_from(ties: Ties, by_company: Array, bounds: Array, persons: Array) -> tuple[Rows, Array]:
    here = ties.presences
    counts = counts_at(here.person_at, persons)
    mine = ranges(here.person_at[persons], counts)
    who = np.repeat(np.arange(len(persons)), counts)
    sizes = (bounds[1:] - bounds[:-1])[here.company[mine]]
    left, pair = np.repeat(mine, sizes), np.repeat(who, sizes)
    right = by_company[ranges(bounds[here.company[mine]], sizes)]
    other = here.person[left] != here.person[right]
    left, right, pair = left[other], right[other], pair[other]
    ground, p = shared_time(ties, left, right)
    met = p > 0
    none = np.full(int(met.sum()), -1)
    shared = Rows(pair[met], ground[met], p[met], left[met], right[met], none)
    degree = counts_at(ties.tie_at, persons)
    at = ranges(ties.tie_at[persons], degree)
    observed = tie_rows(ties, np.repeat(np.arange(len(persons)), degree), ties.row[at])
    return join_rows(shared, observed), np.concatenate([here.person[shared.right], ties.other[at]])


def _by_company(snapshot: Snapshot, ties: Ties, value: Array) -> tuple[Array, Array]:
    here = ties.presences
    useful = np.flatnonzero(value[here.person] > 0)
    keys = (useful, here.person[useful], -value[here.person[useful]], here.company[useful])
    order = useful[np.lexsort(keys)]
    return order, np.searchsorted(here.company[order], np.arange(snapshot.companies + 1))
