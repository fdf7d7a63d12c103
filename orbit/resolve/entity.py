"""The ids of people and companies: each is named after its oldest record, so that it keeps its id when it grows."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from orbit.model import EntityId, EntityKind, RecordKey
from orbit.store.base import Member

_PREFIX = {EntityKind.PERSON: "per_", EntityKind.COMPANY: "com_"}


def entity_id(kind: EntityKind, oldest: RecordKey) -> EntityId:
    """Return the id of the entity whose oldest record has this key."""
    digest = hashlib.blake2b(f"{oldest.source}\0{oldest.id}".encode(), digest_size=6)
    return EntityId(_PREFIX[kind] + digest.hexdigest())


def entity_of(kind: EntityKind, records: Sequence[tuple[int, RecordKey]]) -> EntityId:
    """Return the id of the entity of records (seq, key)."""
    _, oldest = min(records, key=lambda each: each[0])
    return entity_id(kind, oldest)


def members_of(kind: EntityKind, records: Sequence[tuple[int, RecordKey]]) -> list[Member]:
    """Return one entity of records (seq, key)."""
    entity = entity_of(kind, records)
    return [Member(seq, entity) for seq, _ in records]
