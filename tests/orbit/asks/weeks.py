"""Made-up weeks: reps, possible asks of theirs, and plans by the shipped policy."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from orbit.asks.gate.verdict import Mode, Status
from orbit.asks.plan.choose import AskCandidate, Conditions, Party, Rep, RepWeek, WeekPlan, plan_week
from orbit.model import Circle, EntityId
from orbit.policy import Policy, load_policy
from tests import factories as make

POLICY = load_policy()
ANA, BEN, SAM = (
    Rep(EntityId("ana"), "Ana Li", Mode.AE),
    Rep(EntityId("ben"), "Ben Oak", Mode.AE),
    Rep(EntityId("sam"), "Sam Ash", Mode.SDR),
)
REPS = (ANA, BEN, SAM)


def party(name: str) -> Party:
    """Somebody whose id is the name."""
    return Party(EntityId(name), name)


def ask(connector: str, target: str, account: str | None = None, **told: Any) -> AskCandidate:
    """A possible ask of Ana's through a colleague."""
    plain = AskCandidate(
        rep=ANA.entity,
        connector=party(connector),
        target=party(target),
        account=party(account or f"{target}'s company"),
        circle=Circle.TEAM,
        score=0.3,
        status=Status.OPEN,
        heat=0.5,
    )
    return replace(plain, **told)


def planned(
    *candidates: AskCandidate,
    reps: tuple[Rep, ...] = (ANA,),
    given: Conditions = Conditions(),  # noqa: B008 - frozen
    policy: Policy = POLICY,
) -> WeekPlan:
    """The plan of some candidates."""
    return plan_week(candidates, reps, policy, given)


def targets(week: RepWeek) -> list[str]:
    """Whom a rep's asks are about, in order."""
    return [chosen.target.name for chosen in week.asks]


def why(plan: WeekPlan) -> dict[str, str]:
    """Why each target is held back."""
    return {held.candidate.target.name: held.reason for week in plan.weeks for held in week.held}


def weeks(most: int = 25) -> st.SearchStrategy[list[AskCandidate]]:
    """Any candidates of three reps, with few connectors, targets and accounts, each triple once."""
    one = st.builds(
        lambda rep, connector, target, **told: ask(connector, f"T{target}", f"A{target // 2}", rep=rep.entity, **told),
        rep=st.sampled_from(REPS),
        connector=st.sampled_from(["Kim", "Lou", "Max", "ana"]),
        target=st.integers(0, 7),
        circle=st.sampled_from(Circle),
        score=st.sampled_from([0.005, 0.1, 0.2, 0.3]),
        heat=st.sampled_from([0.0, 0.5, 0.5]),
        status=st.sampled_from([*Status, Status.OPEN]),
        trigger_on=st.none() | st.integers(0, 20).map(lambda ago: make.DAY - timedelta(days=ago)),
        slots=st.none() | st.integers(0, 2),
        owner=st.none() | st.sampled_from([ANA.entity, BEN.entity]),
        value=st.sampled_from([1.0, 0.5, 3.0]),
        freshness=st.sampled_from([1.0, 0.7]),
    )
    return st.lists(one, max_size=most, unique_by=lambda each: (each.rep, each.connector.id, each.target.id))
