"""What another limit would change: two plans side by side, and what one more slot of a connector is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from orbit.asks.plan.choose import Week, choose, week_of
from orbit.asks.plan.limits import Kind
from orbit.asks.plan.solve import slot_prices
from orbit.asks.plan.week import AskCandidate, Conditions, Merit, Party, Rep, WeekPlan
from orbit.model import EntityId
from orbit.policy import Policy

Ask = tuple[EntityId, EntityId, EntityId]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a change does: the plan before and after, and the asks that come and go."""

    before: Merit
    after: Merit
    added: tuple[AskCandidate, ...]
    dropped: tuple[AskCandidate, ...]


@dataclass(frozen=True, slots=True)
class SlotWorth:
    """What the plan gains in introductions and in worth if one connector could take one ask more."""

    connector: Party
    introductions: float
    worth: float
    missing: int


def difference(before: WeekPlan, after: WeekPlan) -> Difference:
    """Set two plans of one week side by side."""
    old, new = ({_of(ask): ask for ask in plan.asks} for plan in (before, after))
    return Difference(
        before=before.merit,
        after=after.merit,
        added=tuple(ask for key, ask in new.items() if key not in old),
        dropped=tuple(ask for key, ask in old.items() if key not in new),
    )


def slot_worths(
    candidates: Sequence[AskCandidate], reps: Sequence[Rep], policy: Policy, given: Conditions
) -> list[SlotWorth]:
    """Return what one more slot is worth for the connectors where it counts most, best first; ties by id.

    Each is found by planning anew with that slot. Whom to try is told by the prices of the limits, as they are where
    asks can be split.
    """
    week = week_of(candidates, reps, policy, given)
    if not week.problem.asks:
        return []
    before = week.problem.merit(choose(week.problem, policy).places)
    prices = zip(week.problem.limits, slot_prices(week.problem), strict=True)
    scarce = [(price, limit) for limit, price in prices if limit.kind is Kind.CONNECTOR and price > 0]
    scarce.sort(key=lambda one: (-one[0], one[1].id))
    worths = []
    for _, limit in scarce[: policy.plan.slots_shown]:
        extra = _one_more(given.extra_slots, limit.id)
        after = _merit(candidates, reps, policy, replace(given, extra_slots=extra))
        gains = after.introductions - before.introductions, after.worth - before.worth, before.missing - after.missing
        worths.append(SlotWorth(Party(limit.id, limit.name), *gains))
    return sorted(worths, key=lambda one: (-one.worth, -one.missing, one.connector.id))


def _merit(candidates: Sequence[AskCandidate], reps: Sequence[Rep], policy: Policy, given: Conditions) -> Merit:
    week: Week = week_of(candidates, reps, policy, given)
    return week.problem.merit(choose(week.problem, policy).places)


def _one_more(slots: Mapping[EntityId, int], connector: EntityId) -> dict[EntityId, int]:
    return {**slots, connector: slots.get(connector, 0) + 1}


def _of(ask: AskCandidate) -> Ask:
    return ask.rep, ask.connector.id, ask.target.id
