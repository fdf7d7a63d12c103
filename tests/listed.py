"""A reading store made of a list: each record is an entity of its own. For tests of what is computed from facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import numpy as np

from orbit.graph.build import build_snapshot
from orbit.graph.doubts import doubt_arrays
from orbit.graph.snapshot import Snapshot
from orbit.graph.view import View, make_view
from orbit.model import Company, EntityId, EntityKind, Fact, Item, Person, RecordKey, Spell
from orbit.policy import Policy, load_policy
from orbit.store.base import FactKind, Judgement, Member, SpellRow, StoredFact, StoredRecord
from orbit.store.codec import encode_fact


class ListedFacts:
    """Answers the reading questions of a store that a snapshot asks."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._records = [item for item in items if isinstance(item, Person | Company)]
        self._facts = sorted(
            ((encode_fact(item).id, item) for item in items if not isinstance(item, Person | Company)),
            key=lambda pair: pair[0],
        )
        self._numbers = {(_kind(record), record.key): number for number, record in enumerate(self._records, 1)}

    def records(self, kind: EntityKind, *, after: int = 0) -> Iterator[StoredRecord]:
        for number, record in enumerate(self._records, 1):
            if _kind(record) == kind and number > after:
                yield StoredRecord(number, record, record.seen_on, record.seen_on)

    def members(self, kind: EntityKind) -> Iterator[Member]:
        for number, record in enumerate(self._records, 1):
            if _kind(record) == kind:
                yield Member(number, entity_of(record.key))

    def numbers(self, kind: EntityKind) -> dict[RecordKey, int]:
        return {key: number for (of, key), number in self._numbers.items() if of == kind}

    def spells(self) -> Iterator[SpellRow]:
        for identity, fact in self._facts:
            if isinstance(fact, Spell):
                yield SpellRow(
                    identity,
                    self._numbers[EntityKind.PERSON, fact.person],
                    self._numbers[EntityKind.COMPANY, fact.company],
                    fact.kind,
                    fact.title,
                    str(fact.start) if fact.start else None,
                    str(fact.end) if fact.end else None,
                    fact.seen_on,
                    fact.seen_on,
                )

    def facts(self, kind: FactKind) -> Iterator[StoredFact]:
        for identity, fact in self._facts:
            if encode_fact(fact).kind == kind:
                yield StoredFact(identity, fact, _seen(fact), _seen(fact))

    def judgements(self, kind: EntityKind, **_: object) -> list[Judgement]:
        return []


def _kind(record: Person | Company) -> EntityKind:
    return EntityKind.PERSON if isinstance(record, Person) else EntityKind.COMPANY


def _seen(fact: Fact) -> date | None:
    seen = getattr(fact, "seen_on", None)
    return seen if isinstance(seen, date) else None


def entity_of(key: RecordKey) -> EntityId:
    """The entity id that a listed record gets: its own id."""
    return EntityId(key.id)


def snapshot_of(items: Sequence[Item]) -> Snapshot:
    """Build a snapshot from a list of records and facts."""
    return build_snapshot(ListedFacts(items))  # type: ignore[arg-type]  # answers only what a snapshot asks


def view_of(
    items: Sequence[Item],
    willing: dict[str, float],
    as_of: date,
    policy: Policy | None = None,
    sure: Mapping[str, float] = MappingProxyType({}),
) -> View:
    """Build a view from a list of records and facts and the record ids of our people, and of whom may be two."""
    snapshot = snapshot_of(items)
    doubts = {EntityId(name): value for name, value in sure.items()}
    snapshot = replace(snapshot, **doubt_arrays(snapshot.person_id, doubts))
    weights = np.zeros(snapshot.persons)
    for name, weight in willing.items():
        weights[number_of(snapshot, name)] = weight
    return make_view(snapshot, policy or load_policy(), weights, as_of)


def number_of(snapshot: Snapshot, name: str) -> int:
    """The person number of a listed record."""
    number = snapshot.person(EntityId(name))
    if number is None:
        raise KeyError(name)
    return number
