"""From all of a store's facts to the arrays of a snapshot; `advance` brings one forward instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from orbit.graph.arrays import Array
from orbit.graph.doubts import doubt_arrays, doubts_in
from orbit.graph.entities import company_arrays, person_arrays
from orbit.graph.rows import (
    Numbering,
    SpanRow,
    SpellTold,
    TieRow,
    span_arrays,
    span_row,
    spell_row,
    tie_arrays,
    tie_row,
)
from orbit.graph.snapshot import Snapshot
from orbit.model import EntityId, EntityKind, RecordKey
from orbit.store.base import FactKind, Store, StoredRecord


class _Entities(NamedTuple):
    """Entity ids in order, the dense number of each record `seq` (-1: unresolved), and the records of each."""

    ids: list[EntityId]
    number: Array
    records: list[list[StoredRecord]]


def build_snapshot(store: Store) -> Snapshot:
    """Read everything that paths need from the store; rows of unresolved records wait for the next resolution."""
    persons = _entities(store, EntityKind.PERSON)
    companies = _entities(store, EntityKind.COMPANY)
    numbers = Numbering(
        _by_key(persons, store.numbers(EntityKind.PERSON)), _by_key(companies, store.numbers(EntityKind.COMPANY))
    )
    spans = [*_spell_rows(store, persons, companies), *_investor_rows(store, numbers)]
    return Snapshot(
        **person_arrays(persons.ids, persons.records),
        **company_arrays(companies.ids, companies.records),
        **span_arrays(sorted(spans)),
        **tie_arrays(sorted(_tie_rows(store, numbers))),
        **doubt_arrays(np.array(persons.ids, dtype="S16"), doubts_in(store)),
    )


def empty_snapshot() -> Snapshot:
    """A snapshot of a store without any fact."""
    return Snapshot(**person_arrays([], []), **company_arrays([], []), **span_arrays([]), **tie_arrays([]))


def _entities(store: Store, kind: EntityKind) -> _Entities:
    members = {member.seq: member.entity for member in store.members(kind)}
    ids = sorted(set(members.values()))
    place = {entity: index for index, entity in enumerate(ids)}
    number = np.full(max(members, default=0) + 1, -1, dtype=np.int64)
    records: list[list[StoredRecord]] = [[] for _ in ids]
    for stored in store.records(kind):
        entity = members.get(stored.seq)
        if entity is not None:
            number[stored.seq] = place[entity]
            records[place[entity]].append(stored)
    return _Entities(ids, number, records)


def _by_key(entities: _Entities, seqs: dict[RecordKey, int]) -> Callable[[RecordKey], int]:
    return lambda key: _at(entities.number, seqs.get(key, 0))


def _at(number: Array, seq: int) -> int:
    return int(number[seq]) if 0 < seq < len(number) else -1


def _spell_rows(store: Store, persons: _Entities, companies: _Entities) -> Iterator[SpanRow]:
    for spell in store.spells():
        told = SpellTold(spell.kind, spell.title, spell.start, spell.end, spell.seen_first, spell.seen_last)
        row = spell_row(spell.fact, _at(persons.number, spell.person), _at(companies.number, spell.company), told)
        if row is not None:
            yield row


def _investor_rows(store: Store, numbers: Numbering) -> Iterator[SpanRow]:
    rows = (span_row(stored, numbers) for stored in store.facts(FactKind.INVESTMENT))
    return (row for row in rows if row is not None)


def _tie_rows(store: Store, numbers: Numbering) -> Iterator[TieRow]:
    rows = (tie_row(stored, numbers) for stored in store.facts(FactKind.TIE))
    return (row for row in rows if row is not None)
