"""Grouping the records around a decision anew: only those that judgements tie to it, so that it takes effect at once.

What comes out is what grouping all records would give: judgements tie records within a component, never across two.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from orbit.model import EntityKind, Person, RecordKey
from orbit.names import linkedin_slug
from orbit.resolve.cluster import clusters
from orbit.resolve.entity import members_of
from orbit.resolve.ruling import Ruling, of_judgement
from orbit.store.base import Judgement, Member, Store, StoredRecord, Verdict


def regrouped(
    store: Store,
    kind: EntityKind,
    about: Collection[RecordKey],
    more: Iterable[Ruling],
    revoked: Collection[int],
    new: Iterable[StoredRecord] = (),
) -> list[Member]:
    """Return the entity of every record tied to some records, as if `more` stood and the `revoked` did not.

    `new` are records of which the store does not know yet whose they are.
    """
    judgements = [one for one in _component(store, kind, about) if one.id not in revoked]
    rulings = [*map(of_judgement, judgements), *more]
    told = {key for one in rulings for key in (one.left, one.right)} | set(about)
    records = _records(store, kind, told) | {stored.record.key: stored for stored in new}
    keys = sorted(records, key=lambda key: (key.source, key.id))
    groups = clusters(keys, rulings, _identities(records.values()))
    members = [members_of(kind, [(records[keys[place]].seq, keys[place]) for place in group]) for group in groups]
    return [member for each in members for member in each]


def _component(store: Store, kind: EntityKind, about: Collection[RecordKey]) -> list[Judgement]:
    """Return the standing judgements on all records that "same" ties to some records, and on those beside them."""
    found: dict[int, Judgement] = {}
    reached: set[RecordKey] = set()
    frontier = set(about)
    while frontier:
        reached |= frontier
        told = store.judgements_about(kind, sorted(frontier, key=lambda key: (key.source, key.id)))
        found |= {one.id: one for one in told}
        same = (one for one in told if one.verdict is Verdict.SAME)
        frontier = {key for one in same for key in (one.left, one.right)} - reached
    return [found[number] for number in sorted(found) if {found[number].left, found[number].right} <= reached]


def _records(store: Store, kind: EntityKind, keys: Collection[RecordKey]) -> dict[RecordKey, StoredRecord]:
    ordered = sorted(keys, key=lambda key: (key.source, key.id))
    entities = sorted(set(store.entities(kind, ordered).values()))
    stored = (record for entity in entities for record in store.records_of(entity))
    return {one.record.key: one for one in stored if one.record.key in keys}


def _identities(records: Iterable[StoredRecord]) -> dict[RecordKey, str]:
    """Return the LinkedIn address of each record of a person that has one."""
    people = (one.record for one in records if isinstance(one.record, Person) and one.record.linkedin)
    slugs = ((person.key, linkedin_slug(person.linkedin or "")) for person in people)
    return {key: slug for key, slug in slugs if slug}
