"""Ways for tests to plan an ask of one connector and to log what becomes of it, in one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from orbit.asks.gate.load import known_asks, load_reasons, slots
from orbit.asks.log.ask import Ask, AskId, Event, EventKind, Plan, ask_of
from orbit.asks.log.book import Entry, Gate, plan_ask
from orbit.asks.terms import PastAsk, Status, Verdict
from orbit.model import Circle, EntityId
from orbit.policy import load_policy
from orbit.store.asking import AskWriter
from tests.factories import DAY, NOON

POLICY = load_policy()
BO = EntityId("per_bo")
PLAN = Plan(BO, EntityId("per_dana"), EntityId("com_snow"), EntityId("per_ana"), Circle.CHAMPION)
REP = "ana@tidewell.example"
PICK = "linkedin_recommendation"


def entry(kind: EventKind = EventKind.PLANNED, on: date = DAY, **more: Any) -> Entry:
    """Make what somebody logs."""
    return Entry(kind, on, NOON, REP, **more)


def event(number: int, kind: EventKind, on: date = DAY, **more: Any) -> Event:
    """Make an event of an ask."""
    at = datetime.combine(on, NOON.timetz())
    return Event(number, kind, on, at, REP, **more)


def ask(*steps: EventKind | tuple[EventKind, int] | Event, plan: Plan = PLAN, number: int = 1) -> Ask:
    """Make an ask planned with something in return; each step is a kind, or a kind with days after the plan."""
    events = [event(1, EventKind.PLANNED, reciprocity=PICK)]
    for place, step in enumerate(steps, 2):
        if isinstance(step, Event):
            events.append(replace(step, number=place))
            continue
        kind, days = step if isinstance(step, tuple) else (step, 0)
        events.append(event(place, kind, DAY + timedelta(days=days)))
    return ask_of(AskId(number), plan, events)


def gate_of(connector: EntityId, day: date = DAY, circle: Circle = Circle.CHAMPION) -> Gate:
    """Make a gate that looks at nothing but how much is asked of the connector."""

    def gate(history: Sequence[PastAsk]) -> Verdict:
        asks = known_asks(history, day)
        reasons = tuple(load_reasons({circle}, asks, day, POLICY.load))
        status = Status.BLOCKED if reasons else Status.OPEN
        return Verdict(connector, status, reasons, (circle,), slots=slots({circle}, asks, day, POLICY.load))

    return gate


def rival(number: int) -> Plan:
    """Make one of many plans that want the same connector, each for another person."""
    return replace(PLAN, target=EntityId(f"per_target{number}"))


def asked(asks: AskWriter, plan: Plan, day: date = DAY) -> Ask:
    """Plan an ask on a day."""
    return plan_ask(asks, plan, entry(on=day, reciprocity=PICK), gate_of(plan.connector or BO, day), POLICY)
