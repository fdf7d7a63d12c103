"""What passes between the hot loop of an import and a store: things told, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from orbit.model import EntityKind, RecordKey
from orbit.store.sighting import Sighting

Row = tuple[Any, ...]


class Table(StrEnum):
    """The two kinds of things that are put."""

    RECORD = "record"
    FACT = "fact"


class Told(NamedTuple):
    """One item on its way in: what identifies it, its other values, when it was seen.

    A record: (seq,) and (detail,). A fact: (kind, id) and (person, other, company, investor, type, title, since,
    until, detail), the first four being numbers of keys.
    """

    slot: Row
    content: Row
    sighting: Sighting


class Stood(NamedTuple):
    """What stands in a slot, and the revision with which it was written."""

    sighting: Sighting
    rev: int


class Telling(NamedTuple):
    """What one import (`run`) told of a thing that others told of too; run 0 stands for all that is final.

    What two uploads told within one import are two tellings, told apart by the owners in their sightings.
    """

    run: int
    told: Told


class Kept(NamedTuple):
    """What one import told, as it is kept: as `orbit.store.telling` writes it, from each upload."""

    run: int
    text: str


class Standing(Protocol):
    """Where records and facts stand."""

    def standing(self, table: Table, slots: Sequence[Row]) -> dict[Row, Stood]:
        """What stands in these slots; those that hold nothing are left out."""
        ...

    def kept(self, table: Table, slots: Sequence[Row]) -> dict[Row, list[Kept]]:
        """What is kept of these slots, by import; slots of which nothing is kept are left out."""
        ...


class Shelf(Standing, Protocol):
    """Where records and facts stand while one transaction lasts.

    `run` is the import that is under way, `revision` the one that the transaction makes; `keeps` says that it has kept
    a telling already.
    """

    run: int
    revision: int
    keeps: bool

    def numbers(self, kind: EntityKind, keys: Sequence[RecordKey | None]) -> list[int | None]:
        """The number of each key, None for None; a new key is given one."""
        ...

    def contents(self, table: Table, slots: Sequence[Row]) -> dict[Row, Row]:
        """The content of what stands in these slots, as in `Told`."""
        ...

    def put(self, table: Table, rows: Sequence[Told]) -> None:
        """Write new items, and new contents of old ones."""
        ...

    def widen(self, table: Table, rows: Sequence[Told]) -> None:
        """Write only the days vouched for."""
        ...

    def remove(self, table: Table, slots: Sequence[Row]) -> None:
        """Delete what stands in these slots, and what was worked out of the records among it."""
        ...

    def run_of(self, rev: int) -> int:
        """The import that made a revision and can still be undone; else 0."""
        ...

    def repeat(self, run: int) -> None:
        """Remember that the import under way says again, word for word, what another one said."""
        ...

    def keep(self, table: Table, tellings: Sequence[Telling]) -> None:
        """Keep what imports told, or replace it: of each slot and import all that it told."""
        ...

    def drop(self, table: Table, run: int, slots: Sequence[Row]) -> None:
        """Keep no longer what an import told of these slots."""
        ...
