"""Who ranks the ways into an account: the engine here, on a view, or a database that holds the same graph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from orbit.graph.paths import MOST_LOOKS, Candidate, Search, look_for_candidates, select
from orbit.graph.targets import TargetSearch, find_targets
from orbit.graph.view import View


@dataclass(frozen=True, slots=True)
class Choice:
    """Which ways are wanted: how many at most, and who may be on none of them; none leads over or to the requester.

    None begins with somebody of `no_connector`, who may be its end; on none is a tie weaker than `min_strength`. A
    search that has compared `budget` pairs of people stops with the best ways found so far.
    """

    limit: int
    without: frozenset[int] = frozenset()
    requester: int | None = None
    budget: int = MOST_LOOKS
    no_connector: frozenset[int] = frozenset()
    min_strength: float = 0.0

    @property
    def search(self) -> Search:
        """How to search for them."""
        return Search(self.without, self.no_connector, self.min_strength, self.requester, budget=self.budget)


@dataclass(frozen=True, slots=True)
class Found:
    """The best ways, best first; `partial` when the search was stopped before it was sure of that."""

    ways: tuple[Candidate, ...]
    partial: bool = False


class Ranker(Protocol):
    """Finds ways into accounts, all seen from the day of one view."""

    def best(self, searches: Sequence[tuple[TargetSearch, Choice]]) -> list[Found]:
        """For each search the best ways to its targets, best first; ties by connector, target and bridge number.

        None is below `search.min_score`, none goes to one target through one connector twice; of each target only the
        `connectors_per_target` best connectors count, of each connector only the `targets_per_connector` best ways.
        """
        ...


class EngineRanker:
    """Ranks in memory, on the arrays of a view."""

    def __init__(self, view: View) -> None:
        self._view = view

    def best(self, searches: Sequence[tuple[TargetSearch, Choice]]) -> list[Found]:
        """For each search the best ways to its targets (see `Ranker`)."""
        return [self._best(search, choice) for search, choice in searches]

    def _best(self, search: TargetSearch, choice: Choice) -> Found:
        view, policy = self._view, self._view.ties.policy.search
        targets = find_targets(view.snapshot, view.places, view.staff, search, view.ties.policy)
        limits = replace(choice.search, floor=policy.min_score)
        found, partial = look_for_candidates(view.ties, view.reach, targets, limits)
        worth = [one for one in found if one.score >= policy.min_score]
        return Found(tuple(select(worth, per_connector=policy.targets_per_connector, limit=choice.limit)), partial)
