"""Asks and their events as the plain rows that a store keeps, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from orbit.asks.log.ask import Ask, AskId, Chance, Event, EventKind, Plan, ask_of
from orbit.errors import StoreError, UsageError
from orbit.model import Circle, EntityId, TriggerKind
from orbit.store.asking import AskEventRecord, AskRecord, LoggedAsk, NewAsk, NewAskEvent

_NOBODY = EntityId("")


def new_ask(plan: Plan) -> NewAsk:
    """Write a plan as the row of an ask."""
    detail = {
        "circle": plan.circle.value,
        "trigger": plan.trigger.value if plan.trigger else None,
        "ask_by": _text(plan.ask_by),
        "closes_on": _text(plan.closes_on),
        "joint": plan.joint or None,
        "chance": asdict(plan.chance) if plan.chance else None,
    }
    return NewAsk(
        connector=plan.connector or _NOBODY,
        target=plan.target or _NOBODY,
        account=plan.account or _NOBODY,
        requester=plan.requester or _NOBODY,
        reason=plan.reason,
        detail=_json(detail),
    )


def new_event(ask: AskId, event: Event) -> NewAskEvent:
    """Write an event as a row."""
    detail = {
        "next_on": _text(event.next_on),
        "reciprocity": event.reciprocity,
        "takes_back": event.takes_back,
    }
    return NewAskEvent(ask, event.kind.value, event.on, event.at, event.by, event.note, _json(detail))


def read_ask(logged: LoggedAsk) -> Ask:
    """Fold the ask that rows tell; raises StoreError where they tell of none."""
    try:
        events = [_event(number, row) for number, row in enumerate(logged.events, 1)]
        return ask_of(AskId(logged.ask.id), _plan(logged.ask), events)
    except (ValueError, KeyError, TypeError, UsageError) as error:
        number = logged.ask.id
        raise StoreError(f"ask {number} was not written by this Orbit: upgrade it, or restore a backup") from error


def read_asks(asks: Iterable[AskRecord], events: Iterable[AskEventRecord]) -> list[Ask]:
    """Fold asks, each with those of the events that are its own, by number."""
    of: dict[int, list[AskEventRecord]] = {}
    for event in events:
        of.setdefault(event.ask, []).append(event)
    return [read_ask(LoggedAsk(ask, tuple(of.get(ask.id, ())))) for ask in asks]


def _plan(row: AskRecord) -> Plan:
    detail = json.loads(row.detail)
    chance, trigger = detail.get("chance"), detail.get("trigger")
    return Plan(
        connector=row.connector,
        target=row.target,
        account=row.account,
        requester=row.requester,
        circle=Circle(detail["circle"]),
        reason=row.reason,
        trigger=TriggerKind(trigger) if trigger else None,
        ask_by=_day(detail.get("ask_by")),
        closes_on=_day(detail.get("closes_on")),
        joint=bool(detail.get("joint")),
        chance=Chance(**chance) if chance else None,
    )


def _event(number: int, row: AskEventRecord) -> Event:
    detail = json.loads(row.detail)
    return Event(
        number=number,
        kind=EventKind(row.kind),
        on=row.on,
        at=row.at,
        by=row.by,
        note=row.note,
        next_on=_day(detail.get("next_on")),
        reciprocity=detail.get("reciprocity"),
        takes_back=detail.get("takes_back"),
    )


def _json(detail: dict[str, Any]) -> str:
    told = {name: value for name, value in detail.items() if value is not None}
    return json.dumps(told, sort_keys=True, separators=(",", ":"))


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
