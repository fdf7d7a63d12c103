"""Whom likeness ties to newcomers: who meets them, who is so much like them that it matters, whose blocks overflow."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from orbit.resolve.alike import Known, Weighed
from orbit.resolve.linkage.bands import Policy
from orbit.resolve.linkage.blocking import Shut
from orbit.resolve.linkage.collapse import Collapsed
from orbit.resolve.linkage.columns import Bools, Ints, Marks
from orbit.resolve.linkage.fitting import scored_under
from orbit.resolve.linkage.match import prepared_distinct
from orbit.resolve.linkage.model import Model
from orbit.resolve.linkage.people import PEOPLE
from orbit.resolve.matching import Matching
from orbit.resolve.newcomers.everybody import nodes_of
from orbit.resolve.newcomers.index import Index, told_at
from orbit.resolve.newcomers.kept import Kept
from orbit.resolve.newcomers.marks import Kind, Told, cell_marks, heard_in, of_kinds, way_marks
from orbit.resolve.newcomers.meeting import meet
from orbit.resolve.people import known_of, table_of
from orbit.resolve.profile import PersonProfile
from orbit.resolve.reading import Reading
from orbit.resolve.ruling import Ruling

# Bits beyond which no probability is told apart from certainty, and how finely they are told apart.
_MOST_BITS, _HALVINGS = 200.0, 60


class Nodes:
    """What each record says as it is compared, by its number: the marks of those weighed anew above the kept ones."""

    def __init__(self, node: Marks) -> None:
        self._node = node
        self._put: dict[int, int] = {}

    def put(self, seqs: Ints, nodes: Marks) -> None:
        """Say what some records say now."""
        self._put |= dict(zip(seqs.tolist(), nodes.tolist(), strict=True))

    def of(self, seq: Ints) -> Ints:
        """Return the mark of each record as a plain number; one of which nothing is known has its own: int64[n]."""
        found = told_at(self._node, seq, 0)
        if self._put:
            told = [self._put.get(one, kept) for one, kept in zip(seq.tolist(), found.tolist(), strict=True)]
            found = np.array(told, dtype=np.uint64)
        unknown = found == 0
        found[unknown] = seq[unknown].astype(np.uint64)
        return found.view(np.int64)

    def now(self) -> Marks:
        """Return all of them as they are now."""
        size = max([len(self._node), *(seq + 1 for seq in self._put)])
        found = np.zeros(size, dtype=np.uint64)
        found[: len(self._node)] = self._node
        found[list(self._put)] = np.fromiter(self._put.values(), dtype=np.uint64, count=len(self._put))
        return found


@dataclass(frozen=True, slots=True)
class Seen:
    """The records looked at, who of them is ruled on anew (bool[rows]), what other rules know, and all that weighed.

    `fresh` (bool[rows]): those of the inner ones that stand in blocks as another one than before.
    """

    reading: Reading[PersonProfile]
    inner: Bools
    fresh: Bools
    known: Known
    weighed: Weighed


class Likeness:
    """How likeness is looked at where only some of all people are read."""

    def __init__(self, kept: Kept, index: Index, nodes: Nodes, matching: Matching) -> None:
        self._kept = kept
        self._index = index
        self._nodes = nodes
        self._before = Nodes(kept.standing.node)
        self._matching = matching

    def partners(self, inner: Marks) -> set[int]:
        """Return who meets those who have these marks."""
        found: set[int] = set()
        for number, key in enumerate(PEOPLE.keys):
            asked = np.unique(of_kinds(inner, [Kind.WAY + number]))
            found |= meet(self._index, asked, key.cap, self._nodes.of).everybody()
        return found

    def seen(self, reading: Reading[PersonProfile], inner: Collection[int], found: Sequence[Ruling]) -> Seen:
        """Weigh the inner records against all that were read, given what other rules say of them."""
        counted = self._kept.counted
        known = known_of(reading, found, counted.records)
        seqs = np.array(reading.seqs, dtype=np.int64)
        mine = np.isin(seqs, np.fromiter(inner, dtype=np.int64, count=len(inner)))
        table = table_of(reading.cells)
        told = nodes_of(cell_marks(table), seqs, known.named)
        fresh = mine & (told.view(np.int64) != self._before.of(seqs))
        self._nodes.put(seqs[mine], told[mine])
        # Those beside are copies of each other or not as they were, whatever of what is known of them was read.
        stood = np.flatnonzero(~mine & (self._before.of(seqs) != cell_marks(table).view(np.int64)))
        named = known.named[mine[known.named]]
        distinct = prepared_distinct(PEOPLE, table, counted.model, alone=np.union1d(named, stood))
        scored = scored_under(PEOPLE, distinct, counted.model, self._shut(distinct, mine))
        weighed = Weighed(scored, self._matching.model.version, counted)
        return Seen(reading, mine, fresh, known, weighed)

    def reaching(self, seen: Seen) -> tuple[set[int], set[int]]:
        """Return who beside the inner ones is to be ruled on anew too, and of whom else somebody may be asked."""
        scored, policy = seen.weighed.scored, self._matching.policy
        mine = np.zeros(scored.distinct.table.rows, dtype=np.bool_)
        np.logical_or.at(mine, scored.distinct.of_row, seen.inner)
        left, right = scored.pairs.left, scored.pairs.right
        outward = mine[left] != mine[right]
        others = np.where(mine[left], right, left)
        near = outward & (scored.bits >= spread(self._kept.counted.model, policy))
        asked = outward & ~near & (scored.model.probability(scored.bits) >= policy.review)
        return self._rows(seen, others[near]), self._rows(seen, others[asked])

    def crossed(self, seen: Seen, former: Told) -> set[int]:
        """Return who met under keys that overflow now, or do no longer, because of who stands there as another one."""
        seqs = np.array(seen.reading.seqs, dtype=np.int64)[seen.fresh]
        heard = heard_in(seen.weighed.scored.distinct.table)
        rows = seen.weighed.scored.distinct.of_row[seen.fresh]
        gone = former[0][np.isin(former[1], seqs)]
        found: set[int] = set()
        for number, key in enumerate(PEOPLE.keys):
            ways = [way_marks(heard, number, way)[rows] for way in key.ways]
            asked = np.unique(np.concatenate([*ways, of_kinds(gone, [Kind.WAY + number])]))
            asked = asked[asked != 0]
            now = meet(self._index, asked, key.cap, self._nodes.of)
            then = meet(self._kept.people, asked, key.cap, self._before.of)
            crossing = now.full != then.full
            for meeting in (now, then):
                found |= set(meeting.seq[crossing[meeting.place]].tolist())
        return found

    def _shut(self, distinct: Collapsed, mine: Bools) -> Shut:
        """Leave out of each way who meets no inner record there, and blocks in which too many meet."""
        heard = heard_in(distinct.table)
        inner = np.zeros(distinct.table.rows, dtype=np.bool_)
        np.logical_or.at(inner, distinct.of_row, mine)
        return [list(self._shut_ways(heard, number, inner)) for number in range(len(PEOPLE.keys))]

    def _shut_ways(self, heard: dict[str, Marks], number: int, inner: Bools) -> Iterator[Bools]:
        key = PEOPLE.keys[number]
        ways = [way_marks(heard, number, way) for way in key.ways]
        asked = np.unique(np.concatenate([way[inner] for way in ways]))
        asked = asked[asked != 0]
        open_ = asked[~meet(self._index, asked, key.cap, self._nodes.of).full]
        for way in ways:
            yield ~np.isin(way, open_)

    def _rows(self, seen: Seen, nodes: Ints) -> set[int]:
        rows = np.isin(seen.weighed.scored.distinct.of_row, nodes)
        return set(np.array(seen.reading.seqs, dtype=np.int64)[rows].tolist())


def spread(model: Model, policy: Policy) -> float:
    """Return from how many bits on a pair may be joined, or stand in the way of another that is."""
    low, high = -_MOST_BITS, _MOST_BITS
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if float(model.probability(np.array([middle]))[0]) >= policy.auto:
            high = middle
        else:
            low = middle
    return min(policy.bar, low - policy.margin)
