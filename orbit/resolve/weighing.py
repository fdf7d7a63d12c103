"""Everybody's records laid out to be weighed: how much any two are alike, where they meet, and who comes as near.

It is what resolving weighs by, so that what it says of two records is why they were joined, asked about or left.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from orbit.errors import NotFound
from orbit.model import EntityId, EntityKind, RecordKey
from orbit.resolve.alike import not_alone
from orbit.resolve.counted import Counted, borne_in
from orbit.resolve.doubts import Shared, doubts, shared_of
from orbit.resolve.linkage.bands import Policy
from orbit.resolve.linkage.blocking import Overfull, marks
from orbit.resolve.linkage.collapse import Collapsed
from orbit.resolve.linkage.columns import Floats, Ints, Levels, Marks, Table
from orbit.resolve.linkage.fitting import fitted
from orbit.resolve.linkage.levels import level_vectors
from orbit.resolve.linkage.model import Model
from orbit.resolve.linkage.people import PEOPLE
from orbit.resolve.linkage.plan import Key
from orbit.resolve.linkage.scoring import Scorer
from orbit.resolve.linkage.waterfall import WhyNot, why_not
from orbit.resolve.matching import Matching
from orbit.resolve.people import table_of
from orbit.resolve.profile import PersonProfile
from orbit.resolve.reading import Reading, read_companies, read_people, workplaces
from orbit.store.base import Store


class Blocks(Protocol):
    """Tells which records are looked at together; they are given by their places among the distinct ones."""

    def meetings(self, one: int, other: int) -> Iterator[Meeting]:
        """Yield the keys that two records share."""
        ...

    def met(self, node: int) -> set[int]:
        """Return whom a record is compared with, itself among them."""
        ...


@dataclass(frozen=True, slots=True)
class Weighing:
    """The records of people by key, each distinct one once, and the weights as they are fitted to so many.

    Where these are only some of all, `counted` and `blocks` still tell of all.
    """

    keys: list[RecordKey]
    distinct: Collapsed
    counted: Counted
    version: str
    policy: Policy
    scorer: Scorer
    shared: Shared
    blocks: Blocks

    @property
    def model(self) -> Model:
        """The weights."""
        return self.counted.model

    def row(self, key: RecordKey) -> int:
        """Return the place of a record; raises NotFound for one that is not there."""
        at = bisect_left(self.keys, key)
        if at == len(self.keys) or self.keys[at] != key:
            raise NotFound(
                f"there is no person record {key} to weigh; `orbit review list` shows what records are called"
            )
        return at


@dataclass(frozen=True, slots=True)
class Meeting:
    """A key that two records share: so many records share it, of which at most `cap` are compared with each other."""

    key: str
    records: int
    cap: int

    @property
    def is_full(self) -> bool:
        """Say whether so many share it that nobody was compared under it."""
        return self.records > self.cap


@dataclass(frozen=True, slots=True)
class Rival:
    """A third record that is about as much like one of two (`near`) as these are like each other, and by how much."""

    key: RecordKey
    near: RecordKey
    bits: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """How two records compare: the waterfall, the keys that they share, what keeps likeness from joining them, a rival.

    What is hardly likely has neither doubts nor rival. `version` names the weights; from the probability `sure_from`
    on, two are joined without asking.
    """

    why: WhyNot
    meetings: tuple[Meeting, ...]
    doubts: tuple[str, ...]
    rival: Rival | None
    version: str
    sure_from: float


def read_as_it_stands(store: Store) -> Reading[PersonProfile]:
    """Read every record of a person, with the companies as they stand resolved."""
    companies = read_companies(store)
    entity = dict(store.members(EntityKind.COMPANY))
    groups: defaultdict[EntityId | int, list[int]] = defaultdict(list)
    for place, seq in enumerate(companies.seqs):
        groups[entity.get(seq, seq)].append(place)
    return read_people(store, workplaces(companies, list(groups.values())))


def weighing(reading: Reading[PersonProfile], matching: Matching) -> Weighing:
    """Fit the weights to the records that were read: those of all people."""
    distinct, model = fitted(PEOPLE, table_of(reading.cells), matching.model)
    borne = {one.name: borne_in(distinct.table.columns[one.column], distinct.copies) for one in not_alone()}
    counted = Counted(model, len(reading.keys), borne, frozenset(), frozenset(), frozenset())
    return weighing_of(reading, matching, distinct, counted, _AllBlocks(distinct.table))


def weighing_of(
    reading: Reading[PersonProfile], matching: Matching, distinct: Collapsed, counted: Counted, blocks: Blocks
) -> Weighing:
    """Lay records out to be weighed by what was counted of all."""
    scorer, shared = Scorer.of(PEOPLE, counted.model, distinct.table), shared_of(reading.profiles)
    return Weighing(reading.keys, distinct, counted, matching.model.version, matching.policy, scorer, shared, blocks)


def weighed_people(found: Weighing, left: RecordKey, right: RecordKey, beside: Collection[RecordKey] = ()) -> Weighed:
    """Weigh two records of people as resolving does; the records `beside` them are theirs and so are no rivals."""
    rows = [found.row(key) for key in (left, right)]
    one, other = (int(found.distinct.of_row[row]) for row in rows)
    table, meetings = found.distinct.table, tuple(found.blocks.meetings(one, other))
    full = tuple(Overfull(each.key, 1, each.records, each.records) for each in meetings if each.is_full)
    why = why_not(PEOPLE, found.model, table.taken(np.array([one, other], dtype=np.int64)), full)
    told: tuple[tuple[str, ...], Rival | None] = ((), None)
    if why.waterfall.probability >= found.policy.hint:
        levels = tuple(_levels(found, one, np.array([other], dtype=np.int64))[:, 0].tolist())
        barred = tuple(doubts(found.shared, found.distinct, found.counted, (rows[0], rows[1]), levels))
        theirs = {int(found.distinct.of_row[found.row(key)]) for key in (left, right, *beside)}
        told = barred, _nearest(found, [(left, one), (right, other)], theirs, why.waterfall.score)
    return Weighed(why, meetings, *told, found.version, found.policy.auto)


def _nearest(
    found: Weighing, ends: Sequence[tuple[RecordKey, int]], theirs: Collection[int], bits: float
) -> Rival | None:
    """Find who is about as much like one of two as these are like each other."""
    met = (found.blocks.met(node) - set(theirs) for _, node in ends)
    rivals = (_rival(found, key, node, others) for (key, node), others in zip(ends, met, strict=True))
    near = [each for each in rivals if each and each.bits > bits - found.policy.margin]
    return max(near, key=lambda each: each.bits, default=None)


def _rival(found: Weighing, near: RecordKey, node: int, met: Collection[int]) -> Rival | None:
    """Find the one of some rows that is most like another."""
    if not met:
        return None
    others = np.array(sorted(met), dtype=np.int64)
    bits = _bits(found, node, others)
    best = int(np.argmax(bits))
    row = int(np.flatnonzero(found.distinct.of_row == others[best])[0])
    return Rival(found.keys[row], near, float(bits[best]))


def _bits(found: Weighing, node: int, others: Ints) -> Floats:
    left = np.full(len(others), node, dtype=np.int64)
    sums = found.scorer.sums(found.distinct.table, _levels(found, node, others), left)
    return sums.with_prior(found.model.start)


def _levels(found: Weighing, node: int, others: Ints) -> Levels:
    left = np.full(len(others), node, dtype=np.int64)
    return level_vectors(found.distinct.table, PEOPLE.comparisons, left, others, found.model.kin)


class _AllBlocks:
    """The blocks of a table that holds everybody."""

    def __init__(self, table: Table) -> None:
        self._keys = [(key, [marks(table, way) for way in key.ways]) for key in PEOPLE.keys]

    def meetings(self, one: int, other: int) -> Iterator[Meeting]:
        """Yield the keys that two records share, each with its smallest block."""
        for key, told in self._keys:
            shared = _marks_of(told, one) & _marks_of(told, other)
            if shared:
                yield Meeting(key.name, min(_size(told, block) for block in shared), key.cap)

    def met(self, node: int) -> set[int]:
        """Return whom a record is compared with."""
        return {row for key, told in self._keys for row in _met(key, told, node)}


def _met(key: Key, told: Sequence[Marks], node: int) -> Iterator[int]:
    for block in _marks_of(told, node):
        if _size(told, block) <= key.cap:
            yield from (int(row) for way in told for row in np.flatnonzero(way == np.uint64(block)))


def _marks_of(told: Sequence[Marks], row: int) -> set[int]:
    return {int(way[row]) for way in told} - {0}


def _size(told: Sequence[Marks], block: int) -> int:
    return sum(int(np.count_nonzero(way == np.uint64(block))) for way in told)
