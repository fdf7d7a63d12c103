"""The questions about the log of asks, and what is written to it. Its rows are plain: `orbit.asks` knows their meaning.

Asks and events are added and never changed, but for an erasure, which leaves blanks. They are no part of the graph:
the revision does not grow with them, `Moment.asked` does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Protocol

from orbit.model import EntityId, Revision


class Moment(NamedTuple):
    """How far a store has come: committed changes of the graph, and the number of the last event of any ask."""

    revision: Revision
    asked: int


@dataclass(frozen=True, slots=True)
class NewAsk:
    """An ask before the store has numbered it; `detail` is JSON text that names nobody."""

    connector: EntityId
    target: EntityId
    account: EntityId
    requester: EntityId
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class AskRecord:
    """An ask in the store. Ids are those that stand today for the ones written down; None for who was erased."""

    id: int
    connector: EntityId | None
    target: EntityId | None
    account: EntityId | None
    requester: EntityId | None
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class NewAskEvent:
    """An event of an ask before the store has numbered it; `detail` is JSON text that names nobody."""

    ask: int
    kind: str
    on: date
    at: datetime
    by: str
    note: str
    detail: str


@dataclass(frozen=True, slots=True)
class AskEventRecord:
    """An event of an ask in the store; `seq` counts the events of all asks."""

    seq: int
    ask: int
    kind: str
    on: date
    at: datetime
    by: str
    note: str
    detail: str


class LoggedAsk(NamedTuple):
    """An ask with its events, in the order in which they were logged."""

    ask: AskRecord
    events: tuple[AskEventRecord, ...]


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What was answered to a call, by a hash of its idempotency key; `fingerprint` is that of the call.

    `answer` is None where somebody in it was erased.
    """

    key: str
    fingerprint: str
    ask: int
    answer: str | None
    at: datetime


class AskWriter(Protocol):
    """The log of asks within one writing transaction; it sees what the transaction has written."""

    def add(self, ask: NewAsk) -> int:
        """Add an ask and return its number."""
        ...

    def log(self, event: NewAskEvent) -> int:
        """Add an event of an ask that is there; return the event's number among those of all asks."""
        ...

    def one(self, number: int) -> LoggedAsk:
        """The ask of a number; raises NotFound."""
        ...

    def about(self, person: EntityId) -> list[LoggedAsk]:
        """The asks of which a person is connector or target (old ids are followed), by number."""
        ...

    def kept(self, key: str) -> KeptAnswer | None:
        """What was answered to the call of a key, if that is kept."""
        ...

    def keep(self, answer: KeptAnswer) -> None:
        """Keep the answer to a call, in the place of one that was kept under its key."""
        ...

    def forget(self, *, before: datetime) -> None:
        """Delete the answers that were kept before a moment."""
        ...


class AskReader(Protocol):
    """The log of asks as its readers see it."""

    def moment(self) -> Moment:
        """How far the store has come."""
        ...

    def asks(self, *, after: int = 0) -> list[AskRecord]:
        """The asks that follow a number, by number."""
        ...

    def ask_events(self, *, after: int = 0) -> list[AskEventRecord]:
        """The events of all asks that follow a number, by number."""
        ...

    def ask_answer(self, key: str) -> KeptAnswer | None:
        """What was answered to the call of a key, if that is kept."""
        ...
