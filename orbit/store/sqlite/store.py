"""The SQLite store as its readers see it; writing is in `batch`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakSet

import apsw

from orbit.access import ApiKey, Session, SignInLink, User
from orbit.errors import NotFound, StoreBusy, StoreUnavailable
from orbit.model import EntityId, EntityKind, FactId, RecordKey, Revision
from orbit.store.access_rows import api_key_of, link_of, session_of, user_of
from orbit.store.ask_rows import ask_event_of, ask_record_of, kept_answer_of
from orbit.store.asking import AskEventRecord, AskRecord, KeptAnswer, Moment
from orbit.store.base import (
    NO_REVISION,
    EntityEvent,
    FactKind,
    Identifier,
    ImportLog,
    Judgement,
    Member,
    PlainRow,
    SpellRow,
    StoredFact,
    StoredRecord,
    Touched,
    Verdict,
)
from orbit.store.rows import Row, event_of, fact_of, import_of, judgement_of, record_of, spells_of
from orbit.store.sqlite.batch import SqliteBatch
from orbit.store.sqlite.connection import connect, connect_reader, immediate, prepare_writer
from orbit.store.sqlite.copying import load, page
from orbit.store.sqlite.faults import faults
from orbit.store.sqlite.migrate import admit, migrate
from orbit.store.sqlite.put import SqliteShelf
from orbit.store.sqlite.touched import read_touched
from orbit.store.sqlite.upkeep import copy, findings, make_file, wipe
from orbit.store.telling import said_by_each
from orbit.store.told import Row as Slot
from orbit.store.told import Table, Told
from queries import migrations, statement

T = TypeVar("T")


def open_sqlite(path: str | Path, *, create: bool = False, wait: float = 5.0) -> SqliteStore:
    """Open the store in a file; with `create`, make it if there is none.

    `wait` is how many seconds to wait for another writer before StoreBusy. Raises StoreUnavailable for a file
    that is missing or not a store, StoreTooNew for one of a newer Orbit.
    """
    file = Path(path)
    if create:
        make_file(file)
    if not file.is_file():
        raise StoreUnavailable(f"there is no store at {file}; make one with `orbit init`")
    return SqliteStore(str(file), _open_writer(str(file), create=create, wait=wait), wait=wait)


def _open_writer(path: str, *, create: bool, wait: float) -> apsw.Connection:
    with faults(), ExitStack() as undo:
        db = connect(path, wait=wait)
        undo.callback(db.close)
        admit(db, migrations("sqlite"), create=create)
        prepare_writer(db)
        migrate(db, migrations("sqlite"))
        undo.pop_all()
        return db


class SqliteStore:
    """A workspace in one SQLite file. Safe to share between threads; one of them writes at a time.

    Short questions share a connection and read it to the end at once; every iterator has a connection of its
    own, so it shows the state of the moment it was asked for, whatever is written meanwhile. No answer shows
    what has not been committed, not even inside `writing()`.
    """

    def __init__(self, path: str, writer: apsw.Connection, *, wait: float) -> None:
        self._path = path
        self._wait = wait
        self._writer = writer
        self._writing = Lock()
        self._reader = connect_reader(path, wait=wait)
        self._reading = Lock()
        self._streams: WeakSet[apsw.Connection] = WeakSet()
        self._closed = False
        self._wipe_due = bool(self._value("wipe_due"))

    def identity(self) -> str:
        """What tells this store from every other: 16 hexadecimal digits, made with it."""
        return str(self._value("identity"))

    def revision(self) -> Revision:
        """The number of committed changes so far."""
        return Revision(self._value("revision"))

    def moment(self) -> Moment:
        """How far the store has come."""
        return Moment(*self._rows("moment")[0])

    def asks(self, *, after: int = 0) -> list[AskRecord]:
        """The asks that follow a number, by number."""
        rows, led = self._rows("asks", after), self._rows("asks_led")
        living = {str(row[0]): str(row[1]) for row in led}
        return [ask_record_of(row, living) for row in rows]

    def ask_events(self, *, after: int = 0) -> list[AskEventRecord]:
        """The events of all asks that follow a number, by number."""
        return self._list(ask_event_of, "ask_events", after)

    def ask_answer(self, key: str) -> KeptAnswer | None:
        """What was answered to the call of a key, if that is kept."""
        return next(iter(self._list(kept_answer_of, "ask_answer", key)), None)

    @contextmanager
    def writing(self) -> Iterator[SqliteBatch]:
        """Open the one writing transaction; commit on leaving, roll back on an exception."""
        self._check_open()
        if not self._writing.acquire(timeout=self._wait):
            raise StoreBusy("another part of this program is writing to the store; try again in a moment")
        try:
            with faults(), immediate(self._writer):
                batch = SqliteBatch(self._writer)
                yield batch
                if batch.changed:
                    self._writer.execute(statement("sqlite", "revision_grow"))
            self._wipe_due |= batch.erased
            self._wipe()
        finally:
            self._writing.release()

    def records(self, kind: EntityKind, *, after: int = 0) -> Iterator[StoredRecord]:
        """All records of a kind with `seq` > `after`, by seq."""
        return map(record_of, self._stream("records", kind, after))

    def records_of(self, entity: EntityId) -> list[StoredRecord]:
        """The records of one entity (old ids are followed), by seq; empty when there is none."""
        return self._list(record_of, "records_of", self.canonical(entity))

    def records_of_each(self, entities: Sequence[EntityId]) -> dict[EntityId, list[StoredRecord]]:
        """The records of each of these living entities, by seq; those that have none are left out."""
        found = ((entity, self._list(record_of, "records_of", entity)) for entity in entities)
        return {entity: records for entity, records in found if records}

    def records_at(self, kind: EntityKind, seqs: Sequence[int]) -> list[StoredRecord]:
        """The records of a kind with these numbers, by seq; numbers of none are left out."""
        return self._list(record_of, "records_at", json.dumps(sorted(set(seqs))), kind)

    def members(self, kind: EntityKind) -> Iterator[Member]:
        """Every resolved record with its entity, by seq."""
        return map(Member._make, self._stream("members", kind))

    def unresolved(self) -> int:
        """How many records belong to no entity yet."""
        return int(self._value("unresolved"))

    def canonical(self, entity: EntityId) -> EntityId | None:
        """The id that an old or current entity id stands for today; None for an unknown one."""
        found = self._value("canonical", entity)
        return None if found is None else EntityId(found)

    def find(self, identifier: Identifier) -> list[EntityId]:
        """The entities that carry a normalised identifier, by id."""
        return [EntityId(row[0]) for row in self._rows("find", *identifier)]

    def identifier_after(self, identifier: Identifier) -> str | None:
        """The next greater identifier of that kind, by its letters, whoever carries it; None after the last."""
        [(found,)] = self._rows("identifier_after", *identifier)
        return None if found is None else str(found)

    def spells(self) -> Iterator[SpellRow]:
        """Every spell as plain values, by fact id."""
        return spells_of(self._stream("spells"))

    def spells_at(self, seqs: Sequence[int]) -> list[SpellRow]:
        """The spells of the records of people with these numbers, by `person`, then by fact id."""
        return list(spells_of(self._many("spells_at", [(seq,) for seq in sorted(set(seqs))])))

    def facts(self, kind: FactKind) -> Iterator[StoredFact]:
        """Every fact of a kind, by fact id."""
        return map(fact_of, self._stream("facts", kind))

    def opportunities(self, first: date, last: date) -> list[StoredFact]:
        """The opportunities that were created or close between two days, both counted, by fact id."""
        return self._list(fact_of, "opportunities", first.isoformat(), last.isoformat())

    def first_opportunity(self) -> date | None:
        """The day on which the first of all opportunities was created; None where there is none."""
        ((day,),) = self._rows("opportunity_first")
        return None if day is None else date.fromisoformat(day)

    def facts_by_id(self, ids: Sequence[FactId]) -> list[StoredFact]:
        """The named facts in the order of `ids`; unknown ids raise NotFound."""
        # One statement for all: each takes a lock on the file and waits for its turn among threads.
        facts = self._list(fact_of, "facts_by_id", json.dumps(ids))
        if len(facts) < len(ids):
            missing = sorted(set(ids) - {fact.id for fact in facts})
            raise NotFound(f"there is no fact with the id {missing[0]}")
        return facts

    def said(self, table: Table, slots: Sequence[Slot]) -> dict[Slot, list[Told]]:
        """What each upload told of records or facts, and what all that is nobody's upload told."""
        with faults(), closing(self._connect()) as db:
            db.execute(statement("sqlite", "begin_reading"))
            return said_by_each(SqliteShelf(db, 0), table, slots)

    def entities(self, kind: EntityKind, keys: Sequence[RecordKey]) -> dict[RecordKey, EntityId]:
        """The entity of each of these records; records that belong to none yet are left out."""
        asked = [(kind, key.source, key.id) for key in dict.fromkeys(keys)]
        return {RecordKey(source, id_): EntityId(entity) for source, id_, entity in self._many("entity_of", asked)}

    def numbers(self, kind: EntityKind) -> dict[RecordKey, int]:
        """The record number (`seq`) of every record key of a kind."""
        return {RecordKey(source, key): seq for source, key, seq in self._stream("keys", kind)}

    def touched(self, since: Revision, *, most: int) -> Touched | None:
        """What changed after a revision; None when only reading everything anew is right."""
        with faults(), closing(self._connect()) as db:
            return read_touched(db, since, most)

    def judgements(
        self, kind: EntityKind, *, live: bool = True, verdict: Verdict | None = None, rule: str | None = None
    ) -> list[Judgement]:
        """Judgements by id; only those not revoked unless `live` is False, only of a verdict and a rule if told."""
        if rule is not None and live:
            return self._list(judgement_of, "judgements_by_rule", kind, rule, verdict)
        return self._list(judgement_of, "judgements", kind, live, verdict, rule)

    def judgement(self, number: int) -> Judgement | None:
        """One judgement, revoked or not; None for an unknown number."""
        return next(iter(self._list(judgement_of, "judgement_find", number)), None)

    def judgements_about(self, kind: EntityKind, keys: Sequence[RecordKey]) -> list[Judgement]:
        """The standing judgements with one of these records on either side, by id."""
        asked = [(kind, key.source, key.id) for key in dict.fromkeys(keys)]
        found = {one.id: one for one in map(judgement_of, self._many("judgements_about", asked))}
        return [found[number] for number in sorted(found)]

    def entity_events(self, *, after: Revision = NO_REVISION) -> list[EntityEvent]:
        """What became of entities after a revision, by revision and id."""
        return self._list(event_of, "events", after)

    def imports(self) -> list[ImportLog]:
        """Every import, oldest first."""
        return self._list(import_of, "imports")

    def suppressed(self, hashes: Sequence[str]) -> set[str]:
        """Which of these hashes are suppressed."""
        return {found for (found,) in self._many("suppressed", [(value,) for value in hashes])}

    def suppressions(self) -> list[str]:
        """Every suppressed hash, in order: what a restored backup must be told of."""
        return [value for (value,) in self._rows("suppressions")]

    def keys(self) -> list[ApiKey]:
        """Every API key, by id."""
        return self._list(api_key_of, "api_keys")

    def users(self) -> list[User]:
        """Every user, by id."""
        return self._list(user_of, "users")

    def user(self, number: str) -> User | None:
        """The user of an id."""
        return next(iter(self._list(user_of, "user_find", number)), None)

    def session(self, number: str) -> Session | None:
        """The session of an id, also one that nobody used for long."""
        return next(iter(self._list(session_of, "session_find", number)), None)

    def sign_in_link(self, number: str) -> SignInLink | None:
        """The link of an id, also one that was used or has ended."""
        return next(iter(self._list(link_of, "sign_in_link_find", number)), None)

    def meta(self, name: str) -> str | None:
        """One small named value, or None."""
        found = self._value("meta", name)
        return None if found is None else str(found)

    def rows(self, table: str, *, after: PlainRow | None = None, limit: int) -> list[PlainRow]:
        """Up to `limit` rows of a table of `orbit.store.tables` that follow the key `after`, by key: for copying."""
        name, values = page(table, after, limit)
        return self._list(tuple, name, *values)

    def load(self, table: str, rows: Sequence[PlainRow], *, mark: str) -> None:
        """Add rows of another store as they are and keep `mark` as the named value `copying`, in one transaction."""
        with self.writing():
            load(self._writer, table, rows, mark=mark)

    def check(self) -> list[str]:
        """Look for damage; return a sentence for each finding, none when all is well."""
        with faults(), closing(self._connect()) as db:
            return findings(db)

    def backup(self, target: str) -> None:
        """Write a consistent copy of the store to a new file while it stays in use."""
        with faults(), closing(self._connect()) as db:
            copy(db, Path(target))

    def close(self) -> None:
        """Release the store; safe to call twice."""
        if not self._closed:
            self._wipe()
        self._closed = True
        with faults():
            for db in (*self._streams, self._reader, self._writer):
                db.close()

    def _wipe(self) -> None:
        if self._wipe_due:
            with faults():
                self._wipe_due = not wipe(self._writer)

    def _check_open(self) -> None:
        if self._closed:
            raise StoreUnavailable("the store was closed")

    def _connect(self) -> apsw.Connection:
        self._check_open()
        return connect_reader(self._path, wait=self._wait)

    def _rows(self, name: str, *values: Any) -> list[Row]:
        self._check_open()
        with self._reading, faults():
            return [*self._reader.execute(statement("sqlite", name), values)]

    def _many(self, name: str, asked: Sequence[Row]) -> list[Row]:
        self._check_open()
        with self._reading, faults():
            return [*self._reader.executemany(statement("sqlite", name), asked)]

    def _list(self, make: Callable[[Row], T], name: str, *values: Any) -> list[T]:
        return [make(row) for row in self._rows(name, *values)]

    def _value(self, name: str, *values: Any) -> Any:
        rows = self._rows(name, *values)
        return rows[0][0] if rows else None

    def _stream(self, name: str, *values: Any) -> Iterator[Row]:
        with faults():
            db = self._connect()
            self._streams.add(db)
            return _drain(db, db.execute(statement("sqlite", name), values))


def _drain(db: apsw.Connection, cursor: apsw.Cursor) -> Iterator[Row]:
    with faults():
        try:
            yield from cursor
        finally:
            db.close()
