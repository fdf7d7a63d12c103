"""Whom given people know themselves: every straight way, exact for each of them."""

from __future__ import annotations

import numpy as np

from orbit.graph.arrays import Array, are_in, counts_at, distinct, ranges
from orbit.graph.paths import Candidate, Search, Targets
from orbit.graph.presence import days_of
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


def ways_from_ours(view: View, targets: Targets, search: Search, limit: int) -> list[Candidate]:
    """Return the best ways from one of ours straight to a target, over a tie however weak; ties as in `select`.

    Nobody else is looked at, so the cost grows with how many of ours were where the targets were.
    """
    ties, willing = view.ties, np.asarray(view.reach.willing)
    place, ours = _ours_near(view, targets.person)
    target = targets.person[place]
    kept = (ours != target) & ~are_in(ours, search.without | search.no_connector)
    place, ours, target = place[kept], ours[kept], target[kept]
    known = know(ties, rows_between(ties, target, ours), len(ours))
    score = willing[ours] * known * targets.reply[place]
    found = np.flatnonzero((score > 0) & (known >= search.min_strength))
    best = found[np.lexsort((target[found], ours[found], -score[found]))[:limit]]
    columns = (ours[best].tolist(), target[best].tolist(), score[best].tolist())
    return [Candidate(one, None, two, value) for one, two, value in zip(*columns, strict=True)]


def _ours_near(view: View, persons: Array) -> tuple[Array, Array]:
    """Who of ours was where some persons were in their days, or has a tie with them: places and people, each once."""
    here, ties, reach = view.places, view.ties, view.reach
    place, rows = _presences(ties, persons)
    company = here.company[rows]
    counts = counts_at(reach.ours_at, company)
    place, rows, theirs = (
        np.repeat(place, counts),
        np.repeat(rows, counts),
        reach.ours[ranges(reach.ours_at[company], counts)],
    )
    one, two = days_of(here, rows), days_of(here, theirs)
    met = np.flatnonzero(np.minimum(one[:, 1], two[:, 1]) >= np.maximum(one[:, 0], two[:, 0]))
    degree = counts_at(ties.tie_at, persons)
    told, other = np.repeat(np.arange(len(persons)), degree), ties.other[ranges(ties.tie_at[persons], degree)]
    is_ours = reach.willing[other] > 0
    width = len(reach.willing)
    met_keys, told_keys = place[met] * width + here.person[theirs[met]], told[is_ours] * width + other[is_ours]
    places, people = np.divmod(distinct(np.concatenate([met_keys, told_keys])), width)
    return places, people


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
