"""What changed after a revision, read from the SQLite file: by the indexes on `rev`, never the whole of a table."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

import apsw

from orbit.model import EntityId, EntityKind, Revision
from orbit.store.base import StoredFact, StoredRecord, Touched
from orbit.store.rows import fact_of, record_of
from queries import statement

_Row = tuple[Any, ...]


def read_touched(db: apsw.Connection, since: Revision, most: int) -> Touched | None:
    """Read what changed after a revision; None after an erasure, or once it is more than `most` records and facts.

    Leaves `db` in a reading transaction: it is to be closed.
    """
    db.execute(statement("sqlite", "begin_reading"))
    if db.execute(statement("sqlite", "erased")).get > since:
        return None
    entities = _entities(db, since, most)
    records = None if entities is None else _records(db, entities, most)
    if entities is None or records is None:
        return None
    facts = _facts(db, since, most - sum(map(len, records.values())))
    if facts is None:
        return None
    people, companies = (
        {EntityId(entity): records[entity] for of, entity in entities if of == kind}
        for kind in (EntityKind.PERSON, EntityKind.COMPANY)
    )
    return Touched(people, companies, facts)


def _entities(db: apsw.Connection, since: Revision, most: int) -> list[_Row] | None:
    """The touched entities by kind and id; each row of the first two statements is a record that is to be read."""
    found: set[_Row] = set()
    for name in ("touched_by_record", "touched_by_move"):
        rows = _up_to(most, db.execute(statement("sqlite", name), (since,)))
        if rows is None:
            return None
        found.update(rows)
    found.update(db.execute(statement("sqlite", "touched_by_departure"), (since,)))
    return sorted(found)


def _records(db: apsw.Connection, entities: Iterable[_Row], most: int) -> dict[str, list[StoredRecord]] | None:
    found = {}
    for _, entity in entities:
        rows = _up_to(most, db.execute(statement("sqlite", "records_of"), (entity,)))
        if rows is None:
            return None
        most -= len(rows)
        found[entity] = [record_of(row) for row in rows]
    return found


def _facts(db: apsw.Connection, since: Revision, most: int) -> list[StoredFact] | None:
    ids: set[bytes] = set()
    for (fact,) in db.execute(statement("sqlite", "touched_facts"), (since,)):
        ids.add(fact)
        if len(ids) > most:
            return None
    asked = [(fact,) for fact in sorted(ids)]
    return [fact_of(row) for row in db.executemany(statement("sqlite", "fact"), asked)]


def _up_to(most: int, rows: apsw.Cursor) -> list[_Row] | None:
    found = list(islice(rows, most + 1))
    return found if len(found) <= most else None
