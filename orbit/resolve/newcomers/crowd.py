"""The few records that newcomers may reach, read as they are asked for, with the marks of each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Generic

import numpy as np

from orbit.model import EntityKind, RecordKey
from orbit.resolve.linkage.columns import Ints, Marks
from orbit.resolve.linkage.model import Model
from orbit.resolve.linkage.people import PEOPLE
from orbit.resolve.newcomers.index import Index, Layer
from orbit.resolve.newcomers.marks import Kind, Told, of_people
from orbit.resolve.people import table_of
from orbit.resolve.profile import PersonProfile
from orbit.resolve.reading import Cells, Reading, Workplaces, people_from
from orbit.resolve.settle import Profile
from orbit.store.base import Identifier, Store, StoredRecord

Read = Callable[[list[StoredRecord]], Reading[Profile]]
Mark = Callable[[Reading[Profile]], Mapping[int, Told]]


class Crowd(Generic[Profile]):
    """Records of a kind by their numbers; each is read once."""

    def __init__(self, store: Store, kind: EntityKind, read: Read[Profile], mark: Mark[Profile]) -> None:
        self._store = store
        self._kind = kind
        self._read: Read[Profile] = read
        self._mark: Mark[Profile] = mark
        self.stored: dict[int, StoredRecord] = {}
        self.profiles: dict[int, Profile] = {}
        self._cells: dict[int, tuple[Cells, str]] = {}
        self._identifiers: dict[int, list[Identifier]] = {}
        self._told: list[tuple[Ints, Marks, Ints]] = []

    def load(self, seqs: Iterable[int]) -> None:
        """Read some records, as far as they were not read."""
        fresh = sorted(set(seqs) - self.stored.keys())
        if not fresh:
            return
        records = self._store.records_at(self._kind, fresh)
        reading = self._read(records)
        self.stored |= {stored.seq: stored for stored in records}
        self.profiles |= dict(zip(reading.seqs, reading.profiles, strict=True))
        self._cells |= dict(zip(reading.seqs, zip(reading.cells, reading.employers, strict=True), strict=False))
        for seq, identifier in reading.identifiers:
            self._identifiers.setdefault(seq, []).append(identifier)
        seq_of = np.array(reading.seqs, dtype=np.int64)
        for kind, (mark, row) in self._mark(reading).items():
            self._told.append((np.full(len(mark), kind, dtype=np.int64), mark, seq_of[row]))

    def marks(self, seqs: Collection[int], kinds: Collection[int] | None = None) -> Told:
        """Return the marks of some records that were read, of some kinds: uint64[n], and whose they are: int64[n]."""
        self.load(seqs)
        if not self._told:
            return np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64)
        kind, mark, seq = (np.concatenate([batch[part] for batch in self._told]) for part in range(3))
        self._told = [(kind, mark, seq)]
        wanted = np.isin(seq, np.fromiter(seqs, dtype=np.int64, count=len(seqs)))
        if kinds is not None:
            wanted &= np.isin(kind, list(kinds))
        return mark[wanted], seq[wanted]

    def changed(self, before: Index, seqs: Collection[int]) -> set[int]:
        """Return those of some records that say something else than they did."""
        if not seqs:
            return set()
        known = set(_pairs(before.marks_of(np.fromiter(seqs, dtype=np.int64, count=len(seqs)))))
        told = _pairs(self.marks(seqs, [Kind.CELLS, Kind.REST]))
        return {seq for mark, seq in told if (mark, seq) not in known}

    def layer(self, seqs: Collection[int], more: Told | None = None) -> Layer:
        """Return a layer of all marks of some records, and of more of theirs."""
        mark, seq = self.marks(seqs)
        if more is not None:
            mark, seq = np.concatenate([mark, more[0]]), np.concatenate([seq, more[1]])
        return Layer.of(mark, seq, np.fromiter(seqs, dtype=np.int64, count=len(seqs)))

    def reading(self, seqs: Iterable[int], firms: Sequence[str] = ()) -> Reading[Profile]:
        """Return some records as if they were all, ordered by key."""
        wanted = sorted(set(seqs))
        self.load(wanted)
        ordered = sorted((seq for seq in wanted if seq in self.stored), key=self._place)
        told = [self._cells[seq] for seq in ordered if seq in self._cells]
        identifiers = [(seq, one) for seq in ordered for one in self._identifiers.get(seq, ())]
        return Reading(
            [self.profiles[seq] for seq in ordered],
            ordered,
            identifiers,
            [cells for cells, _ in told],
            firms,  # type: ignore[arg-type]  # ids are texts
            [employer for _, employer in told],
        )

    def keys(self, seqs: Iterable[int]) -> set[RecordKey]:
        """Return the keys of some records that were read."""
        return {self.stored[seq].record.key for seq in seqs}

    def _place(self, seq: int) -> tuple[str, str]:
        key = self.stored[seq].record.key
        return key.source, key.id


def people_crowd(store: Store, places: Workplaces, model: Model) -> Crowd[PersonProfile]:
    """Return a crowd of people who worked at these places, marked as weights want them."""

    def read(records: list[StoredRecord]) -> Reading[PersonProfile]:
        return people_from(records, store.spells_at([stored.seq for stored in records]), places)

    def mark(reading: Reading[PersonProfile]) -> dict[int, Told]:
        table = table_of(reading.cells)
        return of_people(reading, table, PEOPLE.prepared(table, model.generic))

    return Crowd(store, EntityKind.PERSON, read, mark)


def _pairs(told: Told) -> Iterable[tuple[int, int]]:
    mark, seq = told
    return zip(mark.tolist(), seq.tolist(), strict=True)
