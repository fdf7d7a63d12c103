"""What would have to go for an ask that was not chosen, and what the plan would lose by it.

The cheapest exchange gives up at most one chosen ask for each limit that is full. It mends what the solver leaves
within its gap, breaks ties by preference, and is the reason that is told for each ask held back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from orbit.asks.plan.limits import Limit, Problem
from orbit.model import EntityId


@dataclass(frozen=True, slots=True)
class Exchange:
    """Take `place` in and give up the places in `out`: the plan loses `loss` (units of `limits.UNIT`), of it `worth`.

    The rest of the loss is what missing names cost. `full` are the limits that force it. It is `possible` unless a
    limit is full of nothing that could go.
    """

    place: int
    out: tuple[int, ...]
    loss: int
    worth: int
    full: tuple[Limit, ...]
    possible: bool = True


class Choice:
    """A choice of asks, with who stands where, that is changed by exchanges."""

    def __init__(self, problem: Problem, chosen: Iterable[int]) -> None:
        self._problem = problem
        self.chosen = set(chosen)
        self._holding: list[set[int]] = [self.chosen.intersection(limit.members) for limit in problem.limits]
        self._named = problem.named(self.chosen)

    def cheapest(self, place: int) -> Exchange:
        """Return the exchange that brings in an ask at the least loss."""
        full = self._full(place)
        limits = tuple(self._problem.limits[number] for number in full)
        if any(not self._holding[number] for number in full):
            return Exchange(place, (), 0, 0, limits, possible=False)
        ways = {tuple(sorted(set(out))) for out in product(*(self._holding[number] for number in full))}
        # Of equals, give up what is preferred least.
        ranked = sorted(ways, key=lambda out: (len(out), [-other for other in out]))
        return min((self._exchange(place, out, limits) for out in ranked), key=lambda way: way.loss)

    def full(self, place: int) -> tuple[Limit, ...]:
        """Return the limits that leave no place for an ask as it stands."""
        return tuple(self._problem.limits[number] for number in self._full(place))

    def settle(self) -> None:
        """Make every exchange that gains, or loses nothing and takes in what is preferred, until there is none."""
        changed = True
        while changed:
            changed = False
            for place in range(len(self._problem.asks)):
                if place not in self.chosen and self._may_pay(place) and _pays(way := self.cheapest(place)):
                    self._make(way)
                    changed = True

    def _full(self, place: int) -> list[int]:
        problem = self._problem
        return [n for n in problem.limits_of[place] if len(self._holding[n]) >= problem.limits[n].room]

    def _may_pay(self, place: int) -> bool:
        """Whether an ask is worth as much as what would have to go at the least; saves looking at most of them."""
        worths, rep = self._problem.worths, self._problem.asks[place].rep
        cost = self._problem.missing_cost
        gain = worths[place] + cost(rep, self._named[rep]) - cost(rep, self._named[rep] + 1)
        holding = [self._holding[number] for number in self._full(place)]
        return all(not held or gain >= min(worths[other] for other in held) for held in holding)

    def _make(self, way: Exchange) -> None:
        for place in way.out:
            self.chosen.discard(place)
            for number in self._problem.limits_of[place]:
                self._holding[number].discard(place)
        self.chosen.add(way.place)
        for number in self._problem.limits_of[way.place]:
            self._holding[number].add(way.place)
        self._named = self._problem.named(self.chosen)

    def _exchange(self, place: int, out: Sequence[int], full: tuple[Limit, ...]) -> Exchange:
        problem = self._problem
        worth = sum(problem.worths[other] for other in out) - problem.worths[place]
        return Exchange(place, tuple(out), worth + self._missing(place, out), worth, full)

    def _missing(self, place: int, out: Sequence[int]) -> int:
        """What names that go missing, or no longer do, cost more."""
        change: dict[EntityId, int] = {self._problem.asks[place].rep: 1}
        for other in out:
            rep = self._problem.asks[other].rep
            change[rep] = change.get(rep, 0) - 1
        cost = self._problem.missing_cost
        return sum(
            cost(rep, self._named[rep] + more) - cost(rep, self._named[rep]) for rep, more in change.items() if more
        )


def _pays(way: Exchange) -> bool:
    # It ends: each exchange adds worth, or adds an ask, or moves one forward in the order of preference.
    is_preferred = not way.out or (len(way.out) == 1 and way.place < way.out[0])
    return way.possible and (way.loss < 0 or (way.loss == 0 and is_preferred))
