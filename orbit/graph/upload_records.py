"""The records of people and companies without what some uploads told of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

import numpy as np

from orbit.graph.advance import LeftOut
from orbit.graph.arrays import Array
from orbit.graph.snapshot import Snapshot
from orbit.graph.uploads import Facts, Owners, Tellers, Uploads, find_listers, tellers_of
from orbit.model import EntityId, RecordKey, Ref
from orbit.store.base import StoredRecord
from orbit.store.said import record_said
from orbit.store.telling import folded
from orbit.store.told import Table
from orbit.uploads import PERSONAL, is_owner, named_by

OfEach = Mapping[EntityId, Sequence[StoredRecord]]
_AT_ONCE = 5_000


class Records(Facts, Protocol):
    """Says which records people and companies have; a store does."""

    def records_of_each(self, entities: Sequence[EntityId]) -> dict[EntityId, list[StoredRecord]]: ...


def records_without(
    store: Records, whole: Snapshot, uploads: Uploads, unseen: Owners, entities: Sequence[EntityId]
) -> dict[EntityId, list[StoredRecord]]:
    """The records of people or companies, each as those tell it who are not among `unseen`; none that no other tells.

    That somebody has an upload, and how they are called, is no secret: the records of owners stay.
    """
    found: dict[EntityId, list[StoredRecord]] = {}
    for first in range(0, len(entities), _AT_ONCE):
        records = store.records_of_each(entities[first : first + _AT_ONCE])
        tellers = _tellers(store, whole, uploads, records)
        for entity, of_entity in records.items():
            left = (_left(stored, tellers.get(stored.seq, {}), unseen) for stored in of_entity)
            found[entity] = [stored for stored in left if stored is not None]
    return found


def left_out(store: Records, whole: Snapshot, uploads: Uploads, unseen: Owners) -> LeftOut:
    """What of a snapshot would not be there, or would be something else, if `unseen` had uploaded nothing."""
    people = list(map(whole.person_entity, people_told_by(whole, uploads, unseen).tolist()))
    companies = list(map(whole.company_entity, companies_told_by(whole, uploads, unseen).tolist()))
    return LeftOut(
        *uploads.told_by(unseen),
        uploads.rows_without(whole, unseen),
        _changed_records(store, whole, uploads, unseen, people),
        _changed_records(store, whole, uploads, unseen, companies),
    )


def people_told_by(whole: Snapshot, uploads: Uploads, unseen: Owners) -> Array:
    """The numbers of the people whom these uploads list, and of their owners (ascending)."""
    rows = uploads.ties[np.array([owner in unseen for owner in uploads.tie_owners], dtype=np.bool_)]
    return np.union1d(whole.tie_left[rows], whole.tie_right[rows])


def companies_told_by(whole: Snapshot, uploads: Uploads, unseen: Owners) -> Array:
    """The numbers of the companies that these uploads name (ascending)."""
    rows = uploads.spells[np.array([not by.keys().isdisjoint(unseen) for by in uploads.tellers], dtype=np.bool_)]
    return np.unique(whole.fact_company[rows])


def _changed_records(
    store: Records, whole: Snapshot, uploads: Uploads, unseen: Owners, entities: Sequence[EntityId]
) -> dict[EntityId, list[StoredRecord]]:
    """Of these people or companies, those who have other records without `unseen`, but still some."""
    found: dict[EntityId, list[StoredRecord]] = {}
    for first in range(0, len(entities), _AT_ONCE):
        some = entities[first : first + _AT_ONCE]
        before, left = store.records_of_each(some), records_without(store, whole, uploads, unseen, some)
        found |= {entity: records for entity, records in left.items() if records and records != before[entity]}
    return found


def _left(stored: StoredRecord, tellers: Tellers, unseen: Owners) -> StoredRecord | None:
    seen = [told for owner, told in tellers.items() if owner not in unseen]
    if len(seen) == len(tellers):
        return stored
    told = folded(seen)
    return None if told is None else record_said(stored, told)


def _tellers(store: Records, whole: Snapshot, uploads: Uploads, records: OfEach) -> dict[int, Tellers]:
    """Who told each record of which uploads tell, by its number."""
    personal = [one for of_entity in records.values() for one in of_entity if _is_personal(one)]
    said = {seq: told for (seq,), told in store.said(Table.RECORD, [(one.seq,) for one in personal]).items()}
    unknown = {one.seq for one in personal if any(told.sighting.owner is None for told in said[one.seq])}
    numbers = (whole.person(entity) for entity, of in records.items() if any(one.seq in unknown for one in of))
    people = np.array(sorted(number for number in numbers if number is not None), dtype=np.int64)
    listers = find_listers(store, whole, people, uploads.owners) if len(people) else {}
    return {
        one.seq: tellers_of(said[one.seq], uploads.owners, _listers_of(one, listers, uploads.owners.values()))
        for one in personal
    }


def _listers_of(
    stored: StoredRecord, listers: Mapping[RecordKey, Mapping[RecordKey | None, Ref]], owners: Collection[RecordKey]
) -> Mapping[RecordKey | None, Ref | None]:
    alone = named_by(stored.record.key)
    return listers.get(stored.record.key, {}) if alone is None else {alone if alone in owners else None: None}


def _is_personal(stored: StoredRecord) -> bool:
    return stored.record.key.source in PERSONAL and not is_owner(stored.record.key)
