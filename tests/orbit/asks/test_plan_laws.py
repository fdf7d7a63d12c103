"""What holds of every plan: the limits, the best there is, the same whatever the order, a reason for the rest."""

from __future__ import annotations

from collections import Counter
from itertools import chain, combinations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from orbit.asks.gate.verdict import Status
from orbit.asks.plan.choose import AskCandidate, Conditions, choose, week_of
from orbit.asks.plan.exchange import Choice
from orbit.asks.plan.limits import Problem
from orbit.policy import load_policy
from tests.orbit.asks.weeks import POLICY, REPS, ask, planned, weeks

EXACT = load_policy("[plan]\nmax_gap = 0.0")
TIGHT = load_policy("[plan]\nmax_gap = 0.0\nasks_per_rep = 2\nnamed_floor = 2\nasks_per_account = 1")


def problem_of(candidates: list[AskCandidate], given_: Conditions | None = None) -> Problem:
    """The problem of some candidates under tight limits."""
    return week_of(candidates, REPS, TIGHT, given_ or Conditions()).problem


def best_by_trying_all(problem: Problem) -> int:
    """What the best of all choices comes to."""
    places = range(len(problem.asks))
    choices = chain.from_iterable(combinations(places, count) for count in range(len(problem.asks) + 1))
    return max(problem.objective(choice) for choice in choices if problem.allows(choice))


@given(weeks())
def test_no_limit_is_ever_passed(candidates: list[AskCandidate]) -> None:
    chosen = planned(*candidates, reps=REPS).asks

    per_connector = Counter(one.connector.id for one in chosen if one.connector.id != one.rep)
    per_account = Counter(one.account.id for one in chosen)
    told = {one.connector.id: one.slots for one in candidates if one.slots is not None}
    assert all(count <= min(POLICY.load.max_open, told.get(who, 9)) for who, count in per_connector.items())
    assert all(count <= POLICY.plan.asks_per_account for count in per_account.values())
    assert len({one.target.id for one in chosen}) == len(chosen)


@given(weeks())
def test_nobody_is_asked_whom_a_rule_forbids(candidates: list[AskCandidate]) -> None:
    chosen = planned(*candidates, reps=REPS).asks

    assert all(one.status is not Status.BLOCKED and one.heat > 0 for one in chosen)
    assert all(one.score >= POLICY.plan.min_score for one in chosen)


@given(weeks(), st.randoms(use_true_random=False))
def test_the_order_of_the_candidates_changes_nothing(candidates: list[AskCandidate], random: Any) -> None:
    shuffled = random.sample(candidates, len(candidates))

    assert planned(*shuffled, reps=REPS) == planned(*candidates, reps=REPS)


@given(weeks(9))
def test_the_plan_is_the_best_of_all_choices(candidates: list[AskCandidate]) -> None:
    problem = problem_of(candidates)

    chosen = choose(problem, TIGHT)

    assert problem.allows(chosen.places)
    assert problem.objective(chosen.places) == best_by_trying_all(problem)


@given(weeks())
def test_the_plan_is_never_worse_than_taking_turns(candidates: list[AskCandidate]) -> None:
    problem = problem_of(candidates)

    chosen = choose(problem, TIGHT)

    assert problem.allows(chosen.turns)
    assert problem.objective(chosen.places) >= problem.objective(chosen.turns)


@given(weeks())
def test_a_plan_says_how_far_it_may_be_from_the_best(candidates: list[AskCandidate]) -> None:
    plan = planned(*candidates, reps=REPS, policy=EXACT)

    assert not plan.is_timed_out
    assert 0 <= plan.gap < 1e-6


@given(weeks())
def test_no_exchange_would_gain(candidates: list[AskCandidate]) -> None:
    problem = problem_of(candidates)
    places = choose(problem, TIGHT).places

    choice = Choice(problem, places)

    held = [choice.cheapest(place) for place in range(len(problem.asks)) if place not in places]
    assert all(way.full for way in held)
    assert all(way.loss >= 0 for way in held if way.possible)


@given(weeks())
def test_whoever_is_not_asked_for_has_a_reason(candidates: list[AskCandidate]) -> None:
    plan = planned(*candidates, reps=REPS)

    for week in plan.weeks:
        told = {one.candidate.target.id for one in week.held} | {one.target.id for one in week.asks}
        wanted = {one.target.id for one in candidates if one.rep == week.rep.entity}
        assert told <= wanted
        assert len(week.held) == min(POLICY.plan.held_shown, len(wanted) - len(week.asks))
        assert all(one.reason.endswith(".") for one in week.held)


@given(weeks(), st.integers(0, 7))
def test_asks_that_are_locked_stay(candidates: list[AskCandidate], target: int) -> None:
    locked = ask("Kim", f"T{target}", f"A{target // 2}")

    plan = planned(*candidates, reps=REPS, given=Conditions(locked=(locked,)))

    assert locked in plan.weeks[0].asks
    assert len([one for one in plan.asks if one.target == locked.target]) == 1
    assert len([one for one in plan.asks if one.connector == locked.connector]) <= POLICY.load.max_open
