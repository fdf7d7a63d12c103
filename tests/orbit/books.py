"""Makes books of facts, through a real store or, where only the answer counts, without one.

The entity of a record is called like the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import cast

from orbit.book import Book
from orbit.model import (
    AccountState,
    ChampionState,
    EntityId,
    EntityKind,
    Fact,
    Item,
    RecordKey,
    Role,
    Sharing,
    Signal,
    Tie,
    Trigger,
)
from orbit.store.base import FactKind, Identifier, Member, Store, StoredFact
from orbit.store.codec import encode_fact, vouched_on
from orbit.store.sqlite import open_sqlite
from tests import factories as make


def stored(path: Path, *facts: Fact, emails: dict[str, str] | None = None) -> Store:
    """Put facts with bare records for all they name; `emails` gives addresses to records."""
    store = open_sqlite(path / "book.sqlite", create=True)
    with store.writing() as batch:
        number = batch.begin_import(make.import_log())
        batch.put([*_records(facts), *facts], import_id=number)
        batch.end_import(number, rows=1, outcomes={})
    with store.writing() as batch:
        for kind in EntityKind:
            numbers = store.numbers(kind)
            batch.assign(kind, [Member(seq, EntityId(key.id)) for key, seq in numbers.items()])
            by_id = {key.id: seq for key, seq in numbers.items()}
            known = [(who, address) for who, address in (emails or {}).items() if who in by_id]
            batch.identify((by_id[who], Identifier("email", address)) for who, address in known)
    return store


def book_of(path: Path, *facts: Fact, emails: dict[str, str] | None = None) -> Book:
    """Return the book of some facts that went through a store."""
    store = stored(path, *facts, emails=emails)
    book = Book.load(store)
    store.close()
    return book


def book_of_versions(path: Path, *states: AccountState | ChampionState) -> Book:
    """Return the book of states each of which came with another content of one file, for its own day."""
    store = stored(path, *states[:1])
    with store.writing() as batch:
        for number, state in enumerate(states):
            log = make.import_log("versions.csv", sha256=str(number), observed_on=state.seen_on)
            batch.put([state], import_id=batch.begin_import(log))
    book = Book.load(store)
    store.close()
    return book


def quick_book(*facts: Fact) -> Book:
    """Return the book of some facts, each told once."""
    return Book.load(cast(Store, _Shelf(facts)))


class _Shelf:
    """The questions of a store that a book asks, answered from a list."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self._facts = sorted((encode_fact(fact) for fact in facts), key=lambda encoded: encoded.id)
        self._told = {encode_fact(fact).id: fact for fact in facts}

    def facts(self, kind: FactKind) -> Iterator[StoredFact]:
        for encoded in self._facts:
            if encoded.kind is kind:
                day = vouched_on(self._told[encoded.id])
                yield StoredFact(encoded.id, self._told[encoded.id], day, day)

    def entities(self, _: EntityKind, keys: Sequence[RecordKey]) -> dict[RecordKey, EntityId]:
        return {key: EntityId(key.id) for key in keys}

    def find(self, _: Identifier) -> list[EntityId]:
        return []


def _records(facts: Iterable[Fact]) -> list[Item]:
    people: dict[str, Item] = {}
    companies: dict[str, Item] = {}
    for fact in facts:
        if isinstance(fact, ChampionState | Role | Signal | Trigger) and fact.person is not None:
            people[str(fact.person)] = make.person(fact.person)
        if not isinstance(fact, Tie | Sharing) and fact.company is not None:
            companies[str(fact.company)] = make.company(fact.company)
    return [*people.values(), *companies.values()]
