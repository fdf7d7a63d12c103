"""One path on any day: the best way by which one connector gets to one target, whatever other ways there are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from orbit.graph.paths import Candidate, Search, Targets, look_for_candidates
from orbit.graph.view import View


def best_way(view: View, pair: tuple[int, int], reply: float, search: Search) -> Candidate | None:
    """Return the best way from a connector to a target who replies with a probability; None where there is none.

    A way over a bridge whose first hop no path worth showing can begin with is not looked for (`least_hop`).
    """
    connector, target = pair
    ours = np.flatnonzero(np.asarray(view.reach.willing) > 0).tolist()
    alone = replace(search, no_connector=search.no_connector | (frozenset(ours) - {connector}))
    targets = Targets(np.array([target]), np.array([reply]))
    found, _ = look_for_candidates(view.ties, view.reach, targets, alone)
    return next(iter(found), None)
