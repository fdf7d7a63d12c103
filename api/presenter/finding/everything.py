"""Everything that is kept about one person, as they may ask for it: records and facts as told, and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from enum import Enum
from typing import Any

from api.presenter.asks.asks import ask_form, known_asks
from api.presenter.finding.people import person_answer
from api.presenter.forms import Json, ref_form
from api.workspace import Scene
from orbit.asks.log.ask import Ask
from orbit.dates import PartialDate
from orbit.model import EntityId, Fact, Person, RecordKey, Ref
from orbit.store.base import FactKind, Store, StoredFact

_PLAIN = (str, int, float, bool, type(None))


def everything_answer(store: Store, scene: Scene, number: int) -> Json:
    """All records of a person with all they say, and every fact and ask that names them: what they may ask to see."""
    entity = scene.view.snapshot.person_entity(number)
    records = [stored.record for stored in store.records_of(entity)]
    keys = {record.key for record in records}
    told = [stored for kind in FactKind for stored in store.facts(kind) if keys & set(_named(stored.fact))]
    return person_answer(store, scene, number) | {
        "records": [_fields(record) for record in records if isinstance(record, Person)],
        "facts": [_fact_form(stored) for stored in told],
        "asks": [ask_form(scene, ask) for ask in known_asks(scene) if entity in _parties(ask)],
    }


def _parties(ask: Ask) -> tuple[EntityId | None, ...]:
    return ask.plan.connector, ask.plan.target, ask.plan.requester


def _named(fact: Fact) -> Iterator[RecordKey]:
    values = (getattr(fact, field.name) for field in fields(fact))
    return (value for value in values if isinstance(value, RecordKey))


def _fact_form(stored: StoredFact) -> Json:
    seen = {"seen_first": _value(stored.seen_first), "seen_last": _value(stored.seen_last)}
    return {"fact": type(stored.fact).__name__.lower(), **_fields(stored.fact), **seen}


def _fields(told: Person | Fact) -> Json:
    return {field.name: _value(getattr(told, field.name)) for field in fields(told)}


def _value(value: Any) -> Any:
    if isinstance(value, Ref):
        return ref_form(value)
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, RecordKey | PartialDate):
        return str(value)
    return value if isinstance(value, _PLAIN) else str(value)
