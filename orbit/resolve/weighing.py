"""Everybody's records laid out to be weighed: how much any two are alike, where they meet, and who comes as near.

It is what resolving weighs by, so that what it says of two records is why they were joined, asked about or left.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from orbit.errors import NotFound
from orbit.model import EntityId, EntityKind, RecordKey
from orbit.resolve.doubts import Shared, doubts, shared_of
from orbit.resolve.linkage.bands import Policy
from orbit.resolve.linkage.blocking import Overfull, marks
from orbit.resolve.linkage.collapse import Collapsed
from orbit.resolve.linkage.columns import Floats, Ints, Levels, Marks
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

# Each key with one number per way and row for what the row says under it, 0 for nothing.
Blocks = Sequence[tuple[Key, Sequence[Marks]]]


@dataclass(frozen=True, slots=True)
class Weighing:
    """The records of people by key, each distinct one once, and the weights as they are fitted to so many."""

    keys: list[RecordKey]
    distinct: Collapsed
    model: Model
    version: str
    policy: Policy
    scorer: Scorer
    shared: Shared

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
    """Fit the weights to the records that were read."""
    distinct, model = fitted(PEOPLE, table_of(reading.cells), matching.model)
    scorer = Scorer.of(PEOPLE, model, distinct.table)
    shared = shared_of(reading.profiles)
    return Weighing(reading.keys, distinct, model, matching.model.version, matching.policy, scorer, shared)


def weighed_people(found: Weighing, left: RecordKey, right: RecordKey, beside: Collection[RecordKey] = ()) -> Weighed:
    """Weigh two records of people as resolving does; the records `beside` them are theirs and so are no rivals."""
    rows = [found.row(key) for key in (left, right)]
    one, other = (int(found.distinct.of_row[row]) for row in rows)
    table = found.distinct.table
    blocks = [(key, [marks(table, way) for way in key.ways]) for key in PEOPLE.keys]
    meetings = tuple(_meetings(blocks, one, other))
    full = tuple(Overfull(each.key, 1, each.records, each.records) for each in meetings if each.is_full)
    why = why_not(PEOPLE, found.model, table.taken(np.array([one, other], dtype=np.int64)), full)
    told: tuple[tuple[str, ...], Rival | None] = ((), None)
    if why.waterfall.probability >= found.policy.hint:
        levels = tuple(_levels(found, one, np.array([other], dtype=np.int64))[:, 0].tolist())
        barred = tuple(doubts(found.shared, found.distinct, found.model, (rows[0], rows[1]), levels))
        theirs = {int(found.distinct.of_row[found.row(key)]) for key in (left, right, *beside)}
        told = barred, _nearest(found, blocks, [(left, one), (right, other)], theirs, why.waterfall.score)
    return Weighed(why, meetings, *told, found.version, found.policy.auto)


def _nearest(
    found: Weighing, blocks: Blocks, ends: Sequence[tuple[RecordKey, int]], theirs: Collection[int], bits: float
) -> Rival | None:
    """Find who is about as much like one of two as these are like each other."""
    met = (({row for key, told in blocks for row in _met(key, told, node)} - set(theirs)) for _, node in ends)
    rivals = (_rival(found, key, node, others) for (key, node), others in zip(ends, met, strict=True))
    near = [each for each in rivals if each and each.bits > bits - found.policy.margin]
    return max(near, key=lambda each: each.bits, default=None)


def _meetings(blocks: Blocks, one: int, other: int) -> Iterator[Meeting]:
    """Yield the keys that two rows share, each with its smallest block."""
    for key, told in blocks:
        shared = _marks_of(told, one) & _marks_of(told, other)
        if shared:
            yield Meeting(key.name, min(_size(told, block) for block in shared), key.cap)


def _rival(found: Weighing, near: RecordKey, node: int, met: Collection[int]) -> Rival | None:
    """Find the one of some rows that is most like another."""
    if not met:
        return None
    others = np.array(sorted(met), dtype=np.int64)
    bits = _bits(found, node, others)
    best = int(np.argmax(bits))
    row = int(np.flatnonzero(found.distinct.of_row == others[best])[0])
    return Rival(found.keys[row], near, float(bits[best]))


def _met(key: Key, told: Sequence[Marks], node: int) -> Iterator[int]:
    """Yield the rows that one row is compared with under a key."""
    for block in _marks_of(told, node):
        if _size(told, block) <= key.cap:
            yield from (int(row) for way in told for row in np.flatnonzero(way == np.uint64(block)))


def _bits(found: Weighing, node: int, others: Ints) -> Floats:
    left = np.full(len(others), node, dtype=np.int64)
    sums = found.scorer.sums(found.distinct.table, _levels(found, node, others), left)
    return sums.with_prior(found.model.start)


def _levels(found: Weighing, node: int, others: Ints) -> Levels:
    left = np.full(len(others), node, dtype=np.int64)
    return level_vectors(found.distinct.table, PEOPLE.comparisons, left, others, found.model.kin)


def _marks_of(told: Sequence[Marks], row: int) -> set[int]:
    return {int(way[row]) for way in told} - {0}


def _size(told: Sequence[Marks], block: int) -> int:
    return sum(int(np.count_nonzero(way == np.uint64(block))) for way in told)
