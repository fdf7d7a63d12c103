"""One path on any day: the best way by which one connector gets to one target, whatever other ways there are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from orbit.graph.paths import Candidate, Search, Targets, look_for_candidates
from orbit.graph.view import View

# The connector, and the target where they are one of our people themselves.
_MOST_CONNECTORS = 2


def best_way(view: View, pair: tuple[int, int], reply: float, search: Search) -> Candidate | None:
    """Return the best way from a connector to a target who replies with a probability; None where there is none.

    A way over a bridge whose first hop no path worth showing can begin with is not looked for (`least_hop`).
    """
    connector, target = pair
    ours = np.flatnonzero(np.asarray(view.reach.willing) > 0).tolist()
    alone = replace(search, without=search.without | (frozenset(ours) - {connector, target}))
    policy = view.ties.policy
    both = replace(policy, search=replace(policy.search, connectors_per_target=_MOST_CONNECTORS))
    targets = Targets(np.array([target]), np.array([reply]))
    found, _ = look_for_candidates(replace(view.ties, policy=both), view.reach, targets, alone)
    return next((way for way in found if way.connector == connector), None)
