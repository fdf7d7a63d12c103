"""Ranking by the compiled search, on the arrays of a view."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from orbit.graph.arrays import Array
from orbit.graph.compiled.board import Wanted
from orbit.graph.compiled.handing import Lists
from orbit.graph.compiled.reach import ours_of
from orbit.graph.compiled.search import Searches, search_many
from orbit.graph.compiled.ties import facts_of, fixed
from orbit.graph.paths import Candidate
from orbit.graph.ranking import Choice, Found
from orbit.graph.targets import TargetSearch, find_targets
from orbit.graph.view import View
from orbit.policy import SearchPolicy

_NOBODY = -1


class CompiledRanker:
    """Finds what `EngineRanker` finds, by compiled code."""

    def __init__(self, view: View) -> None:
        self._view = view
        reach = view.reach
        self._facts = facts_of(view.ties)
        self._ours = ours_of(view.ties, reach.willing)
        self._lists = Lists(*(fixed(getattr(reach, name)) for name in Lists._fields))

    def best(self, searches: Sequence[tuple[TargetSearch, Choice]]) -> list[Found]:
        """For each search the best ways (see `Ranker`)."""
        asked = self._searches(searches)
        at, ways, looked = search_many(
            self._facts, self._ours, self._lists, wanted_by_all(self._view.ties.policy.search), asked
        )
        columns = (ways.connector, ways.bridge, asked.person[ways.target], ways.score)
        rows = zip(*(column.tolist() for column in columns), strict=True)
        found = [Candidate(one, None if bridge < 0 else bridge, two, score) for one, bridge, two, score in rows]
        runs = zip(at[:-1].tolist(), at[1:].tolist(), looked.tolist(), asked.budget.tolist(), strict=True)
        return [Found(tuple(found[first:last]), partial=looks >= most) for first, last, looks, most in runs]

    def _searches(self, searches: Sequence[tuple[TargetSearch, Choice]]) -> Searches:
        view, policy = self._view, self._view.ties.policy
        targets = [find_targets(view.snapshot, view.places, view.staff, search, policy) for search, _ in searches]
        choices = [choice for _, choice in searches]
        without = [sorted(choice.without) for choice in choices]
        no_connector = [sorted(choice.without | choice.no_connector) for choice in choices]
        return Searches(
            person=np.concatenate([np.zeros(0, dtype=np.int64), *(one.person for one in targets)]),
            reply=np.concatenate([np.zeros(0), *(one.reply for one in targets)]),
            target_at=_bounds([len(one.person) for one in targets]),
            limit=np.array([choice.limit for choice in choices], dtype=np.int64),
            without=np.array([person for people in without for person in people], dtype=np.int64),
            without_at=_bounds([len(people) for people in without]),
            no_connector=np.array([person for people in no_connector for person in people], dtype=np.int64),
            no_connector_at=_bounds([len(people) for people in no_connector]),
            min_strength=np.array([choice.min_strength for choice in choices]),
            requester=np.array(
                [_NOBODY if one.requester is None else one.requester for one in choices], dtype=np.int64
            ),
            budget=np.array([choice.budget for choice in choices], dtype=np.int64),
        )


def _bounds(sizes: Sequence[int]) -> Array:
    return np.concatenate(([0], np.cumsum(sizes, dtype=np.int64)))


def wanted_by_all(policy: SearchPolicy) -> Wanted:
    """What every search wants; the rest of it says nothing yet."""
    nobody = np.zeros(0, dtype=np.int64)
    return Wanted(
        limit=0,
        per_connector=policy.targets_per_connector,
        per_target=policy.connectors_per_target,
        floor=float(policy.min_score),
        without=nobody,
        no_connector=nobody,
        min_strength=0.0,
        requester=_NOBODY,
        budget=0,
    )
