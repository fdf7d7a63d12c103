"""The week's asks for all reps at once, and why the others are held back.

All reps share what the connectors give: an integer programme chooses the asks that are worth most together, within
every limit (`solve`). Among equals, and in each rep's list, champions come first, the newest value event before the
others, because their windows close; path strength orders everybody else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from orbit.asks.plan.barred import barred
from orbit.asks.plan.exchange import Choice
from orbit.asks.plan.greedy import take_turns
from orbit.asks.plan.limits import Problem, connector_slots, problem
from orbit.asks.plan.reasons import held_by, in_the_way
from orbit.asks.plan.shortfall import shortfall
from orbit.asks.plan.solve import solve
from orbit.asks.plan.week import AskCandidate, Conditions, Held, Merit, Party, Rep, RepWeek, WeekPlan, preference
from orbit.model import EntityId
from orbit.policy import Policy

__all__ = ["AskCandidate", "Conditions", "Held", "Merit", "Party", "Rep", "RepWeek", "WeekPlan", "plan_week"]

_NOTHING_GIVEN = Conditions()


@dataclass(frozen=True, slots=True)
class Week:
    """What there is to choose from: the problem, and of the other candidates why they are barred."""

    problem: Problem
    barred: tuple[Held, ...]
    reps: tuple[Rep, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The asks chosen by their places in the problem, what else could add at most, and what taking turns chose."""

    places: tuple[int, ...]
    turns: tuple[int, ...]
    gap: float = 0.0
    is_timed_out: bool = False


def plan_week(
    candidates: Iterable[AskCandidate], reps: Sequence[Rep], policy: Policy, given: Conditions = _NOTHING_GIVEN
) -> WeekPlan:
    """Choose each rep's asks for a week; the same candidates in any order give the same plan.

    Raises SolverFailed rather than give a plan that is not proven.
    """
    week = week_of(candidates, reps, policy, given)
    return planned(week, choose(week.problem, policy), policy)


def week_of(
    candidates: Iterable[AskCandidate], reps: Sequence[Rep], policy: Policy, given: Conditions = _NOTHING_GIVEN
) -> Week:
    """Sort out what may be chosen."""
    known = {rep.entity: rep for rep in reps}
    ours = [candidate for candidate in candidates if candidate.rep in known]
    sorted_out = [(candidate, barred(candidate, known, policy.plan, given.asked_for)) for candidate in ours]
    free = [candidate for candidate, why in sorted_out if why is None]
    of = problem(free, connector_slots(ours, policy, given), reps, policy, given)
    return Week(of, tuple(why for _, why in sorted_out if why), tuple(reps))


def choose(of: Problem, policy: Policy) -> Chosen:
    """Find the best choice, beginning with the one that taking turns makes; it is never worse than that."""
    turns = take_turns(of, policy.plan.asks_per_rep)
    if not of.asks:
        return Chosen((), turns)
    slack = policy.plan.max_gap * sum(of.asks[place].worth for place in turns)
    solved = solve(of, turns, seconds=policy.plan.solve_seconds, slack=slack)
    choice = Choice(of, max(turns, solved.chosen, key=of.objective))
    choice.settle()
    places = tuple(sorted(choice.chosen))
    worth = sum(of.worths[place] for place in places)
    gap = max(0, solved.bound - of.objective(places)) / worth if worth else 0.0
    return Chosen(places, turns, gap, solved.is_timed_out)


def planned(week: Week, chosen: Chosen, policy: Policy) -> WeekPlan:
    """Put a choice in the form of a plan: each rep's asks in order, and the reasons."""
    plans = _Reasons(week, chosen)
    return WeekPlan(
        weeks=tuple(plans.of(rep, policy) for rep in week.reps),
        merit=week.problem.merit(chosen.places),
        greedy=week.problem.merit(chosen.turns),
        gap=chosen.gap,
        is_timed_out=chosen.is_timed_out,
    )


class _Reasons:
    """Why asks are held back: those without a place, best first, then those that are barred."""

    def __init__(self, week: Week, chosen: Chosen) -> None:
        of = week.problem
        self._problem = of
        self._choice = Choice(of, chosen.places)
        self._names = {rep.entity: rep.name for rep in week.reps}
        self._asks: dict[EntityId, list[AskCandidate]] = {rep: [] for rep in self._names}
        for ask in [*(of.asks[place] for place in chosen.places), *of.locked]:
            self._asks[ask.rep].append(ask)
        kept = self._choice.chosen
        crowded = (place for place in range(len(of.asks)) if place not in kept)
        barred = sorted(week.barred, key=lambda one: (-one.candidate.worth, preference(one.candidate), one.rule))
        self._held: dict[EntityId, dict[EntityId, int | Held]] = {rep: {} for rep in self._names}
        for place in sorted(crowded, key=lambda place: (-of.worths[place], place)):
            self._held[of.asks[place].rep].setdefault(of.asks[place].target.id, place)
        for one in barred:
            self._held[one.candidate.rep].setdefault(one.candidate.target.id, one)

    def of(self, rep: Rep, policy: Policy) -> RepWeek:
        """Return a rep's week, with the best candidate for each person who is not asked for and what holds it back."""
        asks = sorted(self._asks[rep.entity], key=preference)
        targets = {ask.target.id for ask in asks}
        others = [one for target, one in self._held[rep.entity].items() if target not in targets]
        floor = min(policy.plan.named_floor, policy.plan.asks_per_rep)
        short = shortfall(len(asks), floor, Counter(map(self._rule, others))) if len(asks) < floor else None
        shown = tuple(self._said(one) for one in others[: policy.plan.held_shown])
        return RepWeek(rep, tuple(asks), shown, short)

    def _rule(self, held: int | Held) -> str:
        return held.rule if isinstance(held, Held) else in_the_way(self._choice.full(held)).kind.value

    def _said(self, held: int | Held) -> Held:
        if isinstance(held, Held):
            return held
        return held_by(self._problem, self._choice.cheapest(held), self._choice.chosen, self._names)
