"""Whom given people know themselves among many others: every straight way, exact for each of them."""

from __future__ import annotations

import numpy as np

from orbit.graph.arrays import Array, counts_at, distinct, ranges
from orbit.graph.paths import Candidate, Targets
from orbit.graph.ties import Ties, know, rows_between
from orbit.graph.view import View


def direct_ways(view: View, connectors: Array, targets: Targets) -> list[Candidate]:
    """Return the ways over each connector straight to a target, best first; ties by connector and target number.

    None is below `search.min_score`. Only pairs who share a company or a tie are compared, so the cost grows with those
    and not with connectors times targets. `connectors` are person numbers, each once, as are those of the targets.
    """
    ties = view.ties
    place, end = _acquainted(ties, connectors, targets.person)
    left, right = connectors[place], targets.person[end]
    known = know(ties, rows_between(ties, left, right), len(left))
    score = np.asarray(view.reach.willing)[left] * known * targets.reply[end]
    worth = np.flatnonzero((score >= ties.policy.search.min_score) & (score > 0) & (left != right))
    order = worth[np.lexsort((right[worth], left[worth], -score[worth]))]
    columns = (left[order].tolist(), right[order].tolist(), score[order].tolist())
    return [Candidate(one, None, two, value) for one, two, value in zip(*columns, strict=True)]


def _acquainted(ties: Ties, ours: Array, theirs: Array) -> tuple[Array, Array]:
    """Pairs of places in both lists whose people share a company or a tie, each once (int64[n] each)."""
    keys = [_colleagues(ties, ours, theirs), _tied(ties, ours, theirs)]
    pairs = distinct(np.concatenate([one * max(1, len(theirs)) + two for one, two in keys]))
    return pairs // max(1, len(theirs)), pairs % max(1, len(theirs))


def _colleagues(ties: Ties, ours: Array, theirs: Array) -> tuple[Array, Array]:
    here = ties.presences
    one, two = _presences(ties, ours), _presences(ties, theirs)
    order = np.argsort(here.company[two[1]], kind="stable")
    company = here.company[two[1]][order]
    wanted = here.company[one[1]]
    first, last = np.searchsorted(company, wanted, "left"), np.searchsorted(company, wanted, "right")
    met = order[ranges(first, last - first)]
    return np.repeat(one[0], last - first), two[0][met]


def _presences(ties: Ties, people: Array) -> tuple[Array, Array]:
    """The presences of people, each with the place of its person in the list."""
    counts = counts_at(ties.presences.person_at, people)
    return np.repeat(np.arange(len(people)), counts), ranges(ties.presences.person_at[people], counts)


def _tied(ties: Ties, ours: Array, theirs: Array) -> tuple[Array, Array]:
    counts = counts_at(ties.tie_at, ours)
    place = np.repeat(np.arange(len(ours)), counts)
    other = ties.other[ranges(ties.tie_at[ours], counts)]
    order = np.argsort(theirs, kind="stable")
    at = np.minimum(np.searchsorted(theirs[order], other), max(0, len(theirs) - 1))
    hit = np.flatnonzero(theirs[order][at] == other) if len(theirs) else np.zeros(0, dtype=np.int64)
    return place[hit], order[at[hit]]
