"""The Neo4j store as its readers see it; writing is in `batch`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Lock

from orbit.access import ApiKey, Session, SignInLink, User
from orbit.errors import NotFound, StoreBusy
from orbit.model import EntityId, EntityKind, FactId, RecordKey, Revision
from orbit.store.access_rows import api_key_of, link_of, session_of, user_of
from orbit.store.ask_rows import ask_event_of, kept_answer_of
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
from orbit.store.copying import back_up_to_file
from orbit.store.neo4j.address import read_address
from orbit.store.neo4j.asks import read_asks
from orbit.store.neo4j.batch import Neo4jBatch
from orbit.store.neo4j.copying import load, page
from orbit.store.neo4j.link import Link
from orbit.store.neo4j.said import read_said
from orbit.store.neo4j.schema import admit
from orbit.store.neo4j.touched import read_touched
from orbit.store.neo4j.transaction import Transaction
from orbit.store.neo4j.upkeep import findings
from orbit.store.rows import event_of, fact_of, import_of, judgement_of, record_of, spells_of
from orbit.store.told import Row, Table, Told


def open_neo4j(address: str, *, create: bool = False, wait: float = 5.0) -> Neo4jStore:
    """Open the store in a database; with `create`, make it if there is none.

    `wait` is how many seconds to wait for another writer before StoreBusy. Raises StoreUnavailable for a server that
    cannot be reached or a database that is not a store, StoreTooNew for one of a newer Orbit.
    """
    link = Link(read_address(address))
    try:
        admit(link, create=create)
    except BaseException:
        link.close()
        raise
    return Neo4jStore(link, wait=wait)


class Neo4jStore:
    """A workspace in one Neo4j database. Safe to share between threads; one of them writes at a time.

    Every answer shows one committed state, also an iterator: it is read to its end before the first row is given.
    """

    def __init__(self, link: Link, *, wait: float) -> None:
        self._link = link
        self._wait = wait
        self._writing = Lock()

    @property
    def link(self) -> Link:
        """The connection, for what is derived from the facts and kept beside them."""
        return self._link

    def identity(self) -> str:
        """What tells this store from every other: 16 hexadecimal digits, made with it."""
        return str(self._link.ask("identity")[0][0])

    def revision(self) -> Revision:
        """The number of committed changes so far."""
        return Revision(self._link.moment().revision)

    def moment(self) -> Moment:
        """How far the store has come."""
        return Moment(*self._link.ask("moment")[0])

    def asks(self, *, after: int = 0) -> list[AskRecord]:
        """The asks that follow a number, by number."""
        return read_asks(self._link, after)

    def ask_events(self, *, after: int = 0) -> list[AskEventRecord]:
        """The events of all asks that follow a number, by number."""
        return [ask_event_of(row) for row in self._link.settled("ask_events", after=after)]

    def ask_answer(self, key: str) -> KeptAnswer | None:
        """What was answered to the call of a key, if that is kept."""
        return next(map(kept_answer_of, self._link.ask("ask_answer", key=key)), None)

    @contextmanager
    def writing(self) -> Iterator[Neo4jBatch]:
        """Open the one writing transaction; commit on leaving, roll back on an exception."""
        with self._transaction() as tx:
            batch = Neo4jBatch(tx)
            yield batch
            if batch.wrote or batch.asks.wrote or batch.access.wrote:
                tx.commit(changed=batch.changed)

    @contextmanager
    def _transaction(self) -> Iterator[Transaction]:
        self._link.check_open()
        if not self._writing.acquire(timeout=self._wait):
            raise StoreBusy("another part of this program is writing to the store; try again in a moment")
        try:
            tx = Transaction(self._link, wait=self._wait)
            try:
                yield tx
            finally:
                tx.roll_back()
        finally:
            self._writing.release()

    def records(self, kind: EntityKind, *, after: int = 0) -> Iterator[StoredRecord]:
        """All records of a kind with `seq` > `after`, by seq."""
        return map(record_of, self._link.pages("records", kind=kind.value, after=after))

    def records_of(self, entity: EntityId) -> list[StoredRecord]:
        """The records of one entity (old ids are followed), by seq; empty when there is none."""
        living = self.canonical(entity)
        return [] if living is None else [record_of(row) for row in self._link.settled("records_of", entity=living)]

    def records_of_each(self, entities: Sequence[EntityId]) -> dict[EntityId, list[StoredRecord]]:
        """The records of each of these living entities, by seq; those that have none are left out."""
        found: dict[EntityId, list[StoredRecord]] = {}
        for entity, *row in self._link.settled("records_of_each", rows=list(entities)):
            found.setdefault(EntityId(entity), []).append(record_of(row))
        return found

    def records_at(self, kind: EntityKind, seqs: Sequence[int]) -> list[StoredRecord]:
        """The records of a kind with these numbers, by seq; numbers of none are left out."""
        rows = self._link.settled("records_at", kind=kind.value, rows=sorted(set(seqs)))
        return list(map(record_of, rows))

    def members(self, kind: EntityKind) -> Iterator[Member]:
        """Every resolved record with its entity, by seq."""
        return (Member(seq, EntityId(entity)) for seq, entity in self._link.pages("members", kind=kind.value))

    def unresolved(self) -> int:
        """How many records belong to no entity yet."""
        return int(self._link.ask("unresolved")[0][0])

    def canonical(self, entity: EntityId) -> EntityId | None:
        """The id that an old or current entity id stands for today; None for an unknown one."""
        asked: set[EntityId] = set()
        while entity not in asked:
            asked.add(entity)
            rows = self._link.ask("canonical", entity=entity)
            if not rows:
                return None
            living, alias, _ = rows[0]
            if living is not None:
                return EntityId(living)
            entity = EntityId(alias)
        return None

    def find(self, identifier: Identifier) -> list[EntityId]:
        """The entities that carry a normalised identifier, by id."""
        rows = self._link.settled("find", kind=identifier.kind, value=identifier.value)
        return [EntityId(entity) for (entity,) in rows]

    def identifier_after(self, identifier: Identifier) -> str | None:
        """The next greater identifier of that kind, by its letters, whoever carries it; None after the last."""
        rows = self._link.ask("identifier_after", kind=identifier.kind, value=identifier.value)
        return str(rows[0][0]) if rows else None

    def spells(self) -> Iterator[SpellRow]:
        """Every spell as plain values, by fact id."""
        return spells_of(self._link.pages("spells"))

    def spells_at(self, seqs: Sequence[int]) -> list[SpellRow]:
        """The spells of the records of people with these numbers, by `person`, then by fact id."""
        return list(spells_of(self._link.settled("spells_at", rows=sorted(set(seqs)))))

    def facts(self, kind: FactKind) -> Iterator[StoredFact]:
        """Every fact of a kind, by fact id."""
        return map(fact_of, self._link.pages("facts", kind=kind.value))

    def opportunities(self, first: date, last: date) -> list[StoredFact]:
        """The opportunities that were created or close between two days, both counted, by fact id."""
        rows = self._link.pages("opportunities", first=first.isoformat(), last=last.isoformat())
        return [fact_of(row) for row in rows]

    def first_opportunity(self) -> date | None:
        """The day on which the first of all opportunities was created; None where there is none."""
        rows = self._link.settled("opportunity_first")
        return date.fromisoformat(rows[0][0]) if rows else None

    def facts_by_id(self, ids: Sequence[FactId]) -> list[StoredFact]:
        """The named facts in the order of `ids`; unknown ids raise NotFound."""
        rows = self._link.settled("fact", rows=sorted(set(ids)))
        found = {fact.id: fact for fact in map(fact_of, rows)}
        missing = sorted(set(ids) - found.keys())
        if missing:
            raise NotFound(f"there is no fact with the id {missing[0]}")
        return [found[wanted] for wanted in ids]

    def said(self, table: Table, slots: Sequence[Row]) -> dict[Row, list[Told]]:
        """What each upload told of records or facts, and what all that is nobody's upload told."""
        return read_said(self._link, table, slots)

    def entities(self, kind: EntityKind, keys: Sequence[RecordKey]) -> dict[RecordKey, EntityId]:
        """The entity of each of these records; records that belong to none yet are left out."""
        asked = [[key.source, key.id] for key in dict.fromkeys(keys)]
        rows = self._link.settled("entity_of", kind=kind.value, rows=asked)
        found = {RecordKey(source, id_): EntityId(entity) for source, id_, entity in rows}
        return {key: found[key] for key in dict.fromkeys(keys) if key in found}

    def numbers(self, kind: EntityKind) -> dict[RecordKey, int]:
        """The record number (`seq`) of every record key of a kind."""
        return {RecordKey(source, key): seq for source, key, seq in self._link.pages("keys", kind=kind.value)}

    def touched(self, since: Revision, *, most: int) -> Touched | None:
        """What changed after a revision; None when only reading everything anew is right."""
        return read_touched(self._link, since, most)

    def judgements(
        self, kind: EntityKind, *, live: bool = True, verdict: Verdict | None = None, rule: str | None = None
    ) -> list[Judgement]:
        """Judgements by id; only those not revoked unless `live` is False, only of a verdict and a rule if told."""
        asked = {"kind": kind.value, "verdict": verdict, "rule": rule}
        rows = (
            self._link.pages("judgements_by_rule", **asked)
            if rule is not None and live
            else self._link.pages("judgements", live=live, **asked)
        )
        return [judgement_of(row) for row in rows]

    def judgement(self, number: int) -> Judgement | None:
        """One judgement, revoked or not; None for an unknown number."""
        return next((judgement_of(row) for row in self._link.settled("judgement_find", id=number)), None)

    def judgements_about(self, kind: EntityKind, keys: Sequence[RecordKey]) -> list[Judgement]:
        """The standing judgements with one of these records on either side, by id."""
        asked = [[key.source, key.id] for key in dict.fromkeys(keys)]
        return [judgement_of(row) for row in self._link.settled("judgements_about", kind=kind.value, rows=asked)]

    def entity_events(self, *, after: Revision = NO_REVISION) -> list[EntityEvent]:
        """What became of entities after a revision, by revision and id."""
        return [event_of(row) for row in self._link.settled("events", after=after)]

    def imports(self) -> list[ImportLog]:
        """Every import, oldest first."""
        return [import_of(row) for row in self._link.settled("imports")]

    def suppressed(self, hashes: Sequence[str]) -> set[str]:
        """Which of these hashes are suppressed."""
        return {value for (value,) in self._link.settled("suppressed", rows=list(hashes))}

    def suppressions(self) -> list[str]:
        """Every suppressed hash, in order: what a restored backup must be told of."""
        return [value for (value,) in self._link.settled("suppressions")]

    def keys(self) -> list[ApiKey]:
        """Every API key, by id."""
        return [api_key_of(row) for row in self._link.settled("api_keys")]

    def users(self) -> list[User]:
        """Every user, by id."""
        return [user_of(row) for row in self._link.settled("users")]

    def user(self, number: str) -> User | None:
        """The user of an id."""
        return next(map(user_of, self._link.ask("user_find", id=number)), None)

    def session(self, number: str) -> Session | None:
        """The session of an id, also one that nobody used for long."""
        return next(map(session_of, self._link.ask("session_find", id=number)), None)

    def sign_in_link(self, number: str) -> SignInLink | None:
        """The link of an id, also one that was used or has ended."""
        return next(map(link_of, self._link.ask("sign_in_link_find", id=number)), None)

    def meta(self, name: str) -> str | None:
        """One small named value, or None."""
        rows = self._link.ask("meta", name=name)
        return str(rows[0][0]) if rows else None

    def rows(self, table: str, *, after: PlainRow | None = None, limit: int) -> list[PlainRow]:
        """Up to `limit` rows of a table that follow the key `after`, by key: for copying."""
        return page(self._link, table, after, limit)

    def load(self, table: str, rows: Sequence[PlainRow], *, mark: str) -> None:
        """Add rows of another store as they are and keep `mark`, in one transaction."""
        with self._transaction() as tx:
            load(tx, table, rows, mark=mark)
            tx.commit(changed=False)

    def check(self) -> list[str]:
        """Look for damage; return a sentence for each finding, none when all is well."""
        return findings(self._link)

    def backup(self, target: str) -> None:
        """Write a consistent copy of the store to a new file while it stays in use."""
        back_up_to_file(self, Path(target))

    def close(self) -> None:
        """Release the store; safe to call twice."""
        self._link.close()
