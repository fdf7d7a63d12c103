"""What another limit would change, and what one more slot of a connector is worth."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbit.asks.plan.choose import AskCandidate, Conditions, choose, week_of
from orbit.asks.plan.whatif import difference, slot_worths
from orbit.model import EntityId
from orbit.policy import load_policy
from tests.orbit.asks.weeks import ANA, POLICY, REPS, ask, planned, weeks

NOTHING = Conditions()
EXACT = load_policy("[plan]\nmax_gap = 0.0")


def test_two_plans_are_compared_by_what_comes_and_goes() -> None:
    weak = ask("Lou", "T2", score=0.1)
    asks = [ask("Kim", "T1", slots=1), ask("Kim", "T2", slots=1, score=0.2), weak]

    change = difference(planned(*asks), planned(*asks, given=Conditions(extra_slots={EntityId("Kim"): 1})))

    assert (change.added, change.dropped) == ((asks[1],), (weak,))
    assert change.after.introductions - change.before.introductions == pytest.approx(0.1)


def test_nothing_changes_where_nothing_is_supposed() -> None:
    plan = planned(ask("Kim", "T1"))

    change = difference(plan, plan)

    assert (change.added, change.dropped) == ((), ())


def test_one_more_slot_is_worth_what_the_plan_gains_by_it() -> None:
    asks = [ask("Kim", "T1", slots=1), ask("Kim", "T2", slots=1, score=0.2), ask("Lou", "T3")]

    (kim,) = slot_worths(asks, [ANA], POLICY, NOTHING)

    assert (kim.connector.name, kim.missing) == ("Kim", 1)
    assert kim.introductions == pytest.approx(0.2)


def test_a_connector_with_room_to_spare_is_not_named() -> None:
    assert slot_worths([ask("Kim", "T1"), ask("Lou", "T2")], [ANA], POLICY, NOTHING) == []


def test_no_candidates_leave_nothing_to_gain() -> None:
    assert slot_worths([], [ANA], POLICY, NOTHING) == []


@given(weeks(12), st.sampled_from(["Kim", "Lou", "Max"]))
def test_one_more_slot_never_makes_the_plan_worse(candidates: list[AskCandidate], connector: str) -> None:
    one_more = Conditions(extra_slots={EntityId(connector): 1})

    before, after = (week_of(candidates, REPS, EXACT, given).problem for given in (NOTHING, one_more))

    assert after.objective(choose(after, EXACT).places) >= before.objective(choose(before, EXACT).places)
