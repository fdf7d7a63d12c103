"""Who ranks the ways into an account: the engine here, on a view, or a database that holds the same graph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from orbit.graph.paths import Candidate, find_candidates
from orbit.graph.targets import TargetSearch, find_targets
from orbit.graph.view import View


class Ranker(Protocol):
    """Finds ways into accounts, all seen from the day of one view."""

    def candidates(self, searches: Sequence[TargetSearch]) -> list[list[Candidate]]:
        """For each search the best ways to each of its targets, targets and ways best first.

        None is below `search.min_score`, none goes to one target through one connector twice.
        """
        ...


class EngineRanker:
    """Ranks in memory, on the arrays of a view."""

    def __init__(self, view: View) -> None:
        self._view = view

    def candidates(self, searches: Sequence[TargetSearch]) -> list[list[Candidate]]:
        """For each search the best ways to each of its targets (see `Ranker`)."""
        return [self._at(search) for search in searches]

    def _at(self, search: TargetSearch) -> list[Candidate]:
        view, policy = self._view, self._view.ties.policy
        targets = find_targets(view.snapshot, view.places, view.jobs, search, policy)
        found = find_candidates(view.ties, view.reach, targets)
        return [one for one in found if one.score >= policy.search.min_score]
