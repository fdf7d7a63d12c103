"""Simpler and published ways of choosing whom to ask, each in a few lines, on what Orbit knows of the same people.

Published weights are those of the sources named; what needs mail, meetings, places or recorded introductions, which
nobody here has, counts nothing. Each returns one number per pair of one of ours and a target; 0 is no way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from bench.quality_pairs import Pairs
from orbit.graph.arrays import Array

_LARGE = 1_000
_MOST_CANDIDATES, _LEAST_MONTHS = 300, 3.0
_HALF_YEAR, _THREE_YEARS = 0.5, 3.0


@dataclass(frozen=True, slots=True)
class Ours:
    """What is told of our people besides: how near each stands to us (0 to 1), and their LinkedIn connections.

    `near` is per person. `links` and `links_there` count LinkedIn connections per pair: of the connector, and of the
    connector at the account.
    """

    near: Array
    links: Array
    links_there: Array


Score = Callable[[Pairs, Ours], Array]


def most_connections(pairs: Pairs, ours: Ours) -> Array:
    """Whoever has the most LinkedIn connections there, then anywhere; to one of them."""
    return np.where(pairs.linked, ours.links_there + ours.links / (1.0 + ours.links.max(initial=0.0)), 0.0)


def last_company(pairs: Pairs, _: Ours) -> Array:
    """Whoever was longest at the target's last employer while the target was."""
    return pairs.last_months


def getaero_features(pairs: Pairs, _: Ours) -> Array:
    """Feature points of getaero `warm-intro-scoring`: 120, 80, 30, 20, 20; time together counts less at large firms."""
    large = (pairs.headcount >= _LARGE) | (pairs.headcount == 0)
    size = np.where(large, np.where(pairs.same_function, 0.625, 0.25), 1.0)
    worked = np.where(pairs.dated, 80.0 * size, 0.0)
    return worked + 120.0 * pairs.invested + 30.0 * pairs.board + 20.0 * pairs.school + 20.0 * pairs.same_function


def getaero_workflow(pairs: Pairs, ours: Ours) -> Array:
    """Account workflow of getaero: 0.72 min + 0.18 sqrt(product) + 0.10 max of both steps, 0 to 100 each."""
    us = 100.0 * ours.near[pairs.connector]
    them = np.minimum(getaero_features(pairs, ours), 100.0)
    path = 0.72 * np.minimum(us, them) + 0.18 * np.sqrt(us * them) + 0.10 * np.maximum(us, them)
    return np.where(them > 0, path, 0.0)


def getaero_tiers(pairs: Pairs, ours: Ours) -> Array:
    """Earlier weights of getaero, 60/30/15/7/3/3: each tier outweighs all below; the last is how near they are."""
    facts = 30.0 * pairs.dated + 15.0 * pairs.school + 7.0 * pairs.same_function + 1.0 * pairs.invested
    return np.where(facts > 0, facts + np.round(3.0 * ours.near[pairs.connector]), 0.0)


def getaero_first(pairs: Pairs, _: Ours) -> Array:
    """First weights of getaero: company history 50, seniority 5 to 20, recent connection 7 to 30, same role 15."""
    fresh = np.where(pairs.linked, 30.0 - 23.0 * np.minimum(pairs.linked_years / _THREE_YEARS, 1.0), 0.0)
    told = 50.0 * (pairs.months > 0) + fresh
    return np.where(told > 0, told + 5.0 + 3.75 * pairs.target_level + 15.0 * pairs.same_function, 0.0)


def breadbox(pairs: Pairs, _: Ours) -> Array:
    """Breadbox: 0.30 recency (halved a year, our guess) + 0.15 seniority match; 0.55 for frequency, depth need mail."""
    years = np.minimum(np.where(pairs.months > 0, pairs.years_since, 99.0), pairs.linked_years)
    touched = (pairs.months > 0) | pairs.linked
    return np.where(touched, 0.30 * 0.5**years + 0.15 * (1.0 - pairs.level_gap / 4.0), 0.0)


def rss_snippet(pairs: Pairs, _: Ours) -> Array:
    """The published snippet: 1.5 a year together + 200 / (years since + 1) + 20 in one unit (15 by report: unknown)."""
    together = 1.5 * pairs.months / 12.0 + 200.0 / (np.maximum(pairs.years_since, 0.0) + 1.0)
    return np.where(pairs.months > 0, together + 20.0 * pairs.same_function, 0.0)


def swarm(pairs: Pairs, _: Ours) -> Array:
    """The Swarm: by months together, three or more where over 300 are candidates; a connection alone comes last."""
    enough = (pairs.months >= _LEAST_MONTHS) | (pairs.known_there <= _MOST_CANDIDATES)
    return np.where(enough, pairs.months, 0.0) + 0.01 * pairs.linked


def connect_the_dots(pairs: Pairs, _: Ours) -> Array:
    """Connect The Dots: one company, time and level make a predicted coworker (2), LinkedIn alone is weak (1)."""
    coworker = pairs.dated & (pairs.level_gap <= 1)
    rated: Array = np.maximum(2.0 * coworker, 1.0 * pairs.linked)
    return rated


def navox(pairs: Pairs, ours: Ours) -> Array:
    """Navox: 0.40 depth (best at 2.5 years) + 0.35 bridging (3 or fewer there) + 0.25 recency, of connections."""
    years = pairs.linked_years
    rising = np.where(years < _HALF_YEAR, 0.6 * years, 0.3 + 0.35 * (years - _HALF_YEAR))
    depth = np.where(years <= 2.5, rising, np.maximum(0.1, 1.0 - 0.12 * (years - 2.5)))
    score = 0.40 * depth + 0.35 * (ours.links_there <= 3) + 0.25 * 0.5 ** (years / _HALF_YEAR)
    return np.where(pairs.linked, score, 0.0)


# By pairs alone; those that need the whole graph are in `bench.quality_graphs`.
PAIR_RIVALS: Mapping[str, Score] = {
    "most_connections": most_connections,
    "last_company": last_company,
    "getaero_features": getaero_features,
    "getaero_workflow": getaero_workflow,
    "getaero_tiers": getaero_tiers,
    "getaero_first": getaero_first,
    "breadbox": breadbox,
    "rss_snippet": rss_snippet,
    "swarm": swarm,
    "connect_the_dots": connect_the_dots,
    "navox": navox,
}
