"""Counting what is read from a store, so that whoever waits for it sees how far that has come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, TypeVar, cast

from orbit.model import EntityKind
from orbit.store.base import FactKind, Member, SpellRow, Store, StoredFact, StoredRecord

RowT = TypeVar("RowT")
# What is being read, and how many rows more.
Count = Callable[[str, int], None]
Watch = Callable[[], AbstractContextManager[Count]]
_AT_ONCE = 1_000
_READ = {EntityKind.PERSON: "Reading people", EntityKind.COMPANY: "Reading companies"}


@contextmanager
def nobody_watches() -> Iterator[Count]:
    """Count for nobody."""
    yield lambda _what, _rows: None


def watched(store: Store, count: Count) -> Store:
    """Return the same store, which tells of its long lists how many rows were read."""
    return cast("Store", _Watched(store, count))


class _Watched:
    """Passes everything on to a store."""

    def __init__(self, store: Store, count: Count) -> None:
        self._store = store
        self._count = count

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def members(self, kind: EntityKind) -> Iterator[Member]:
        return self._counting("Reading who is who", self._store.members(kind))

    def records(self, kind: EntityKind, *, after: int = 0) -> Iterator[StoredRecord]:
        return self._counting(_READ[kind], self._store.records(kind, after=after))

    def spells(self) -> Iterator[SpellRow]:
        return self._counting("Reading careers", self._store.spells())

    def facts(self, kind: FactKind) -> Iterator[StoredFact]:
        return self._counting("Reading what else is known", self._store.facts(kind))

    def _counting(self, what: str, rows: Iterator[RowT]) -> Iterator[RowT]:
        number = 0
        for number, row in enumerate(rows, 1):
            if number % _AT_ONCE == 0:
                self._count(what, _AT_ONCE)
            yield row
        self._count(what, number % _AT_ONCE)
