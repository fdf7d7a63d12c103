"""Ways for tests to fill a store in one line, and to compare two stores whatever the order they were filled in."""

from __future__ import annotations

from datetime import date
from typing import Any

from orbit.model import EntityId, EntityKind, Item, RecordKey
from orbit.store.base import Change, FactKind, ImportLog, Member, Store
from tests.factories import DAY, AnyKey, import_log, key

# Days on which tests let deals begin and end.
WINDOWS = [date(2026, 1, 1), date(2026, 1, 3), DAY]


def put(store: Store, *items: Item, observed_on: str | date = DAY) -> list[Change]:
    """Take items in as one import of one file."""
    return put_as(store, import_log(observed_on=observed_on), *items)


def put_as(store: Store, log: ImportLog, *items: Item) -> list[Change]:
    """Take items in as one import of the file that the log entry names."""
    with store.writing() as batch:
        return batch.put(items, import_id=batch.begin_import(log))


def seq(store: Store, of: AnyKey, kind: EntityKind = EntityKind.PERSON) -> int:
    """The number of a record."""
    return store.numbers(kind)[key(of)]


def resolve(store: Store, entity: str, *records: AnyKey, kind: EntityKind = EntityKind.PERSON) -> int:
    """Make records one entity; return how many changed."""
    members = [Member(seq(store, record, kind), EntityId(entity)) for record in records]
    with store.writing() as batch:
        return batch.assign(kind, members)


def state(store: Store) -> dict[str, list[Any]]:
    """Everything that a store says of the graph, free of the numbers that depend on the order of arrival."""
    names: dict[int, tuple[EntityKind, RecordKey]] = {
        number: (kind, record) for kind in EntityKind for record, number in store.numbers(kind).items()
    }
    return {
        "records": sorted(
            (str(names[row.seq]), row.record, row.seen_first, row.seen_last)
            for kind in EntityKind
            for row in store.records(kind)
        ),
        "facts": [row for kind in FactKind for row in store.facts(kind)],
        "opportunities": [(day, row.id) for day in WINDOWS for row in store.opportunities(day, day)],
        "spells": [row._replace(person=names[row.person], company=names[row.company]) for row in store.spells()],  # type: ignore[arg-type]  # names instead
        "keys": sorted(map(str, names.values())),
        "members": sorted((str(names[row.seq]), row.entity) for kind in EntityKind for row in store.members(kind)),
        "judgements": [row for kind in EntityKind for row in store.judgements(kind, live=False)],
    }
