"""Weighing two records against all others by what is kept of these: only who meets one of the two is read."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np

from orbit.model import EntityKind, RecordKey
from orbit.resolve.linkage.columns import Marks, Table
from orbit.resolve.linkage.match import prepared_distinct
from orbit.resolve.linkage.people import PEOPLE
from orbit.resolve.matching import Matching
from orbit.resolve.newcomers.crowd import people_crowd
from orbit.resolve.newcomers.firms import places_in
from orbit.resolve.newcomers.kept import Kept
from orbit.resolve.newcomers.likeness import Nodes
from orbit.resolve.newcomers.marks import Kind, heard_in, of_kinds, way_marks
from orbit.resolve.newcomers.meeting import meet
from orbit.resolve.people import table_of
from orbit.resolve.weighing import Meeting, Weighed, weighed_people, weighing_of
from orbit.store.base import Store


def weighed_by_kept(
    store: Store, kept: Kept, matching: Matching, pair: tuple[RecordKey, RecordKey], beside: Collection[RecordKey]
) -> Weighed:
    """Weigh two records of people as matching does; those `beside` them are theirs and so are no rivals."""
    places = places_in(kept.firms, kept.companies)
    crowd = people_crowd(store, places, kept.counted.model)
    keys = sorted({*pair, *beside})
    entities = sorted(set(store.entities(EntityKind.PERSON, keys).values()))
    stored = (record for entity in entities for record in store.records_of(entity))
    seq = {record.record.key: record.seq for record in stored if record.record.key in {*pair, *beside}}
    nodes = Nodes(kept.standing.node)
    asked = crowd.marks([seq[key] for key in pair])[0]
    met: set[int] = set()
    for number, key in enumerate(PEOPLE.keys):
        told = np.unique(of_kinds(asked, [Kind.WAY + number]))
        met |= meet(kept.people, told, key.cap, nodes.of).everybody()
    reading = crowd.reading({*seq.values(), *met}, places.firms)
    distinct = prepared_distinct(PEOPLE, table_of(reading.cells), kept.counted.model)
    blocks = _KeptBlocks(kept, nodes, distinct.table)
    return weighed_people(weighing_of(reading, matching, distinct, kept.counted, blocks), *pair, beside)


class _KeptBlocks:
    """The blocks of some records among all that are kept."""

    def __init__(self, kept: Kept, nodes: Nodes, table: Table) -> None:
        self._kept = kept
        self._nodes = nodes
        heard = heard_in(table)
        self._keys = [
            (key, [way_marks(heard, number, way) for way in key.ways]) for number, key in enumerate(PEOPLE.keys)
        ]

    def meetings(self, one: int, other: int) -> Iterator[Meeting]:
        """Yield the keys that two records share, each with its smallest block."""
        for key, told in self._keys:
            shared = np.intersect1d(_marks_at(told, one), _marks_at(told, other))
            if len(shared):
                count = meet(self._kept.people, shared, key.cap, self._nodes.of).count
                yield Meeting(key.name, int(count.min()), key.cap)

    def met(self, node: int) -> set[int]:
        """Return whom a record is compared with, as far as they were read."""
        found: set[int] = set()
        for key, told in self._keys:
            asked = _marks_at(told, node)
            open_ = asked[~meet(self._kept.people, asked, key.cap, self._nodes.of).full]
            for way in told:
                found |= set(np.flatnonzero(np.isin(way, open_)).tolist())
        return found


def _marks_at(told: Collection[Marks], row: int) -> Marks:
    found: Marks = np.unique(np.array([way[row] for way in told], dtype=np.uint64))
    spoken: Marks = found[found != 0]
    return spoken
