"""Choosing a week's asks by taking turns: where the search for the best plan starts, and what it is held against.

Champions come first, newest value event first, then the strongest paths. The rep with the fewest persons to choose
from takes first.
"""

from __future__ import annotations

from collections import defaultdict

from orbit.asks.plan.limits import Problem
from orbit.model import EntityId


def take_turns(problem: Problem, rounds: int) -> tuple[int, ...]:
    """Choose asks in so many rounds, one for each rep in each; return their places in the problem, in order."""
    room = [limit.room for limit in problem.limits]
    waiting: dict[EntityId, list[int]] = defaultdict(list)
    for place, ask in enumerate(problem.asks):
        waiting[ask.rep].append(place)
    chosen: set[int] = set()

    def is_free(place: int) -> bool:
        return place not in chosen and all(room[number] > 0 for number in problem.limits_of[place])

    for _ in range(rounds):
        for rep in _by_scarcity(problem, waiting := {rep: [*filter(is_free, waiting[rep])] for rep in waiting}):
            best = next(filter(is_free, waiting[rep]), None)
            if best is not None:
                chosen.add(best)
                for number in problem.limits_of[best]:
                    room[number] -= 1
    return tuple(sorted(chosen))


def _by_scarcity(problem: Problem, waiting: dict[EntityId, list[int]]) -> list[EntityId]:
    choices = {rep: len({problem.asks[place].target.id for place in places}) for rep, places in waiting.items()}
    return sorted((rep for rep, count in choices.items() if count), key=lambda rep: (choices[rep], rep))
