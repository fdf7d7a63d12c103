"""The questions that the engine asks a database. No query text, driver type or row dictionary crosses this line.

Every answer is ordered by id (`seq` for records, fact id for facts), so that two stores with the same facts
give the same bytes. A store that fails raises `StoreError`; it never answers with less.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from orbit.access import ApiKey
from orbit.model import (
    EntityId,
    EntityKind,
    Fact,
    FactId,
    Item,
    Record,
    RecordKey,
    Revision,
    SpellKind,
)
from orbit.store.access import AccessReader, AccessWriter
from orbit.store.asking import AskReader, AskWriter
from orbit.store.import_log import ImportLog as ImportLog
from orbit.store.import_log import ImportWriter
from orbit.store.opportunities import OpportunityReader
from orbit.store.saying import SaidReader

NO_REVISION = Revision(0)


class FactKind(StrEnum):
    """One value per class of `orbit.model.Fact`."""

    SPELL = "spell"
    TIE = "tie"
    ROLE = "role"
    INVESTMENT = "investment"
    SIGNAL = "signal"
    ACCOUNT_STATE = "account_state"
    CHAMPION_STATE = "champion_state"
    TRIGGER = "trigger"
    SHARING = "sharing"
    OPPORTUNITY = "opportunity"


class Change(StrEnum):
    """What putting one item did."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


class Event(StrEnum):
    """What became of an entity that records have left: all of it is another now, or a part of it is."""

    MERGED = "merged"
    SPLIT = "split"


class Verdict(StrEnum):
    """What a judgement says of two records."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A source record with its number in this store and the first and last day a source vouched for it."""

    seq: int
    record: Record
    seen_first: date
    seen_last: date


@dataclass(frozen=True, slots=True)
class StoredFact:
    """A fact with its id and the first and last day a source vouched for it (None: for no day).

    The versions say which content of its file vouched for it on that day: 1, or more where a file was corrected
    and taken in again. Of two states of one thing on one day, that of the greater version holds.
    """

    id: FactId
    fact: Fact
    seen_first: date | None
    seen_last: date | None
    first_version: int = 1
    last_version: int = 1


class SpellRow(NamedTuple):
    """A spell as plain values for the snapshot; `person` and `company` are record numbers (`seq`)."""

    fact: FactId
    person: int
    company: int
    kind: SpellKind
    title: str | None
    start: str | None
    end: str | None
    seen_first: date | None
    seen_last: date | None


class Member(NamedTuple):
    """Which entity a record belongs to."""

    seq: int
    entity: EntityId


@dataclass(frozen=True, slots=True)
class Judgement:
    """Two records are the same, different, or nobody is sure; by which rule or person, and why.

    `left` < `right`. A judgement is never deleted: undoing sets `revoked_at`. `grounds` is what it was weighed by, as
    `orbit.resolve.grounds` writes it; None where a rule without weights or a person decided.
    """

    id: int
    kind: EntityKind
    left: RecordKey
    right: RecordKey
    verdict: Verdict
    rule: str
    because: str
    actor: str
    at: datetime
    revoked_at: datetime | None = None
    grounds: str | None = None


@dataclass(frozen=True, slots=True)
class NewJudgement:
    """A judgement before the store has numbered it."""

    kind: EntityKind
    left: RecordKey
    right: RecordKey
    verdict: Verdict
    rule: str
    because: str
    actor: str
    at: datetime
    grounds: str | None = None


class EntityEvent(NamedTuple):
    """Records went from the entity `old` to the entity `new` with this revision."""

    revision: Revision
    kind: EntityKind
    event: Event
    old: EntityId
    new: EntityId


class Identifier(NamedTuple):
    """A normalised identifier: `kind` is email, linkedin, domain or id."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Touched:
    """What changed after some revision, as it stands now: enough to bring forward what was derived from it.

    `people` and `companies`: each entity that gained, lost or has changed records, with all the records it has now, by
    seq (none: it is gone). `facts`: those that changed, or that name a record whose entity changed, by id.
    """

    people: dict[EntityId, list[StoredRecord]]
    companies: dict[EntityId, list[StoredRecord]]
    facts: list[StoredFact]


# One row of one of the tables of `orbit.store.tables`, as plain values.
PlainRow = tuple[str | int | bytes | None, ...]


class Batch(ImportWriter, Protocol):
    """One transaction: all of it becomes visible at once, or none of it.

    `asks` is the log of asks within it, `access` who may sign in.
    """

    @property
    def asks(self) -> AskWriter: ...

    @property
    def access(self) -> AccessWriter: ...

    def put(self, items: Iterable[Item], *, import_id: int) -> list[Change]:
        """Put each record or fact once; idempotent; a later observation wins over an earlier one.

        For the day of the import itself, a later version of a file wins over the versions before it and over other
        files in their first version; taking an earlier version in again changes nothing.
        """
        ...

    def judge(self, judgements: Iterable[NewJudgement]) -> int:
        """Append judgements; one that stands already (same pair, verdict, rule) is not repeated."""
        ...

    def revoke(self, judgement: int, *, at: datetime) -> None:
        """Undo one judgement; raise NotFound when it does not exist or is revoked already."""
        ...

    def assign(self, kind: EntityKind, members: Iterable[Member]) -> int:
        """Set the entity of each record; remember the old id as an alias; return how many changed.

        What became of entities that records have left is kept as events of this revision.
        """
        ...

    def identify(self, identifiers: Iterable[tuple[int, Identifier]]) -> None:
        """Add normalised identifiers of records (`seq`, identifier) to the look-up index."""
        ...

    def suppress(self, hashes: Iterable[str], *, at: datetime) -> None:
        """Remember keyed hashes of identifiers that must never be taken in again."""
        ...

    def erase(self, entity: EntityId) -> int:
        """Delete a person's records, facts, judgements, identifiers and place in asks; return how many records.

        What only their own uploads told of others goes too: nobody is left who could say who may see it.
        """
        ...

    def put_key(self, key: ApiKey) -> None:
        """Add or replace an API key by id."""
        ...

    def set_meta(self, name: str, value: str) -> None:
        """Keep one small named value of the workspace (its name, its secret salt)."""
        ...


class Store(AskReader, AccessReader, OpportunityReader, SaidReader, Protocol):
    """A workspace's facts, judgements and settings."""

    def identity(self) -> str:
        """What tells this store from every other: 16 hexadecimal digits, made with it; a copy has its own."""
        ...

    def revision(self) -> Revision:
        """The number of committed changes so far."""
        ...

    def writing(self) -> AbstractContextManager[Batch]:
        """Open the one writing transaction; commit on leaving, roll back on an exception.

        The revision grows by one if anything changed. Raises StoreBusy when another process writes.
        """
        ...

    def records(self, kind: EntityKind, *, after: int = 0) -> Iterator[StoredRecord]:
        """All records of a kind with `seq` > `after`, by seq."""
        ...

    def records_of(self, entity: EntityId) -> list[StoredRecord]:
        """The records of one entity (old ids are followed), by seq; empty when there is none."""
        ...

    def records_at(self, kind: EntityKind, seqs: Sequence[int]) -> list[StoredRecord]:
        """The records of a kind with these numbers, by seq; numbers of none are left out."""
        ...

    def members(self, kind: EntityKind) -> Iterator[Member]:
        """Every resolved record with its entity, by seq."""
        ...

    def entities(self, kind: EntityKind, keys: Sequence[RecordKey]) -> dict[RecordKey, EntityId]:
        """The entity of each of these records; records that belong to none yet are left out."""
        ...

    def unresolved(self) -> int:
        """How many records belong to no entity yet."""
        ...

    def canonical(self, entity: EntityId) -> EntityId | None:
        """The id that an old or current entity id stands for today; None for an unknown one."""
        ...

    def find(self, identifier: Identifier) -> list[EntityId]:
        """The entities that carry a normalised identifier, by id."""
        ...

    def identifier_after(self, identifier: Identifier) -> str | None:
        """The next greater identifier of that kind, by its letters, whoever carries it; None after the last."""
        ...

    def spells(self) -> Iterator[SpellRow]:
        """Every spell as plain values, by fact id."""
        ...

    def spells_at(self, seqs: Sequence[int]) -> list[SpellRow]:
        """The spells of the records of people with these numbers, by `person`, then by fact id."""
        ...

    def facts(self, kind: FactKind) -> Iterator[StoredFact]:
        """Every fact of a kind, by fact id."""
        ...

    def facts_by_id(self, ids: Sequence[FactId]) -> list[StoredFact]:
        """The named facts in the order of `ids`; unknown ids raise NotFound."""
        ...

    def numbers(self, kind: EntityKind) -> dict[RecordKey, int]:
        """The record number (`seq`) of every record key of a kind."""
        ...

    def touched(self, since: Revision, *, most: int) -> Touched | None:
        """What changed after a revision; None when only reading everything anew is right.

        That is after an erasure, and when more than `most` records and facts would have to be read.
        """
        ...

    def judgements(
        self, kind: EntityKind, *, live: bool = True, verdict: Verdict | None = None, rule: str | None = None
    ) -> list[Judgement]:
        """Judgements by id; only those not revoked unless `live` is False, only of a verdict and a rule if told."""
        ...

    def judgement(self, number: int) -> Judgement | None:
        """One judgement, revoked or not; None for a number that was never given or whose record was erased."""
        ...

    def judgements_about(self, kind: EntityKind, keys: Sequence[RecordKey]) -> list[Judgement]:
        """The standing judgements with one of these records on either side, by id."""
        ...

    def entity_events(self, *, after: Revision = NO_REVISION) -> list[EntityEvent]:
        """What became of entities after a revision, by revision and id."""
        ...

    def imports(self) -> list[ImportLog]:
        """Every import, oldest first."""
        ...

    def suppressed(self, hashes: Sequence[str]) -> set[str]:
        """Which of these hashes are suppressed."""
        ...

    def suppressions(self) -> list[str]:
        """Every suppressed hash, in order: what a restored backup must be told of."""
        ...

    def keys(self) -> list[ApiKey]:
        """Every API key, by id."""
        ...

    def meta(self, name: str) -> str | None:
        """One small named value, or None."""
        ...

    def rows(self, table: str, *, after: PlainRow | None = None, limit: int) -> list[PlainRow]:
        """Up to `limit` rows of a table of `orbit.store.tables` that follow the key `after`, by key: for copying."""
        ...

    def load(self, table: str, rows: Sequence[PlainRow], *, mark: str) -> None:
        """Add rows of another store as they are and keep `mark` as the named value `copying`, in one transaction.

        Idempotent. Only a store that holds nothing of its own may be filled so.
        """
        ...

    def check(self) -> list[str]:
        """Look for damage; return a sentence for each finding, none when all is well."""
        ...

    def backup(self, target: str) -> None:
        """Write a consistent copy of the store to a new file while it stays in use."""
        ...

    def close(self) -> None:
        """Release the store; safe to call twice."""
        ...
