"""What changed after a revision, read from Neo4j: by the indexes on `rev`, never the whole of a label."""

from __future__ import annotations

from orbit.model import EntityId, EntityKind, Revision
from orbit.store.base import StoredRecord, Touched
from orbit.store.neo4j.link import Ask, Link
from orbit.store.rows import fact_of, record_of

_SECONDS = 60.0
_ENTITY_STATEMENTS = ("touched_by_record", "touched_by_move")


def read_touched(link: Link, since: Revision, most: int) -> Touched | None:
    """Read what changed after a revision; None after an erasure, or once it is more than `most` records and facts."""
    return link.at_once(lambda ask: _touched(ask, since, most), seconds=_SECONDS)


def _touched(ask: Ask, since: Revision, most: int) -> Touched | None:
    [[_, _, _, erased]] = ask("state_settled")
    found: set[tuple[str, str]] = set()
    for name in _ENTITY_STATEMENTS:
        rows = ask(name, since=since, most=most + 1)
        found.update((kind, entity) for kind, entity in rows)
        if erased > since or len(rows) > most:
            return None
    found.update((kind, entity) for kind, entity in ask("touched_by_departure", since=since))
    rows = ask("touched_records", rows=sorted(entity for _, entity in found), most=most + 1)
    ids = ask("touched_facts", since=since, most=most + 1)
    if len(rows) + len(ids) > most:
        return None
    records: dict[str, list[StoredRecord]] = {entity: [] for _, entity in found}
    for entity, *row in rows:
        records[entity].append(record_of(row))
    facts = [fact_of(row) for row in ask("fact", rows=sorted(fact for (fact,) in ids))]
    people, companies = (
        {EntityId(entity): records[entity] for of, entity in sorted(found) if of == kind.value}
        for kind in (EntityKind.PERSON, EntityKind.COMPANY)
    )
    return Touched(people, companies, sorted(facts, key=lambda fact: fact.id))
