"""Who meets under marks, and where so many do that nobody looks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from orbit.resolve.linkage.columns import Bools, Codes, Ints, Marks
from orbit.resolve.newcomers.index import Index, Seqs, told_at
from orbit.resolve.newcomers.marks import marks_of

# Under a mark that more records bear than this there are too many, whatever each of them counts for.
_MOST_READ = 100_000

Of = Callable[[Ints], Ints]


@dataclass(frozen=True, slots=True)
class Meeting:
    """Who stands under marks: the place of the mark and the record, int64[n] each.

    By mark: how many that are (`count`), and whether these are too many (`full`).
    """

    place: Ints
    seq: Ints
    count: Ints
    full: Bools

    def everybody(self) -> set[int]:
        """Return all who meet where not too many do."""
        return set(self.seq[~self.full[self.place]].tolist())


def _each(seq: Ints) -> Ints:
    return seq


def meet(index: Index, asked: Marks, cap: int | Ints, of: Of = _each) -> Meeting:
    """Look up who stands under marks, each with a cap of its own or all with the same.

    `of` says what several records together count for once.
    """
    count = index.most(asked)
    some = np.flatnonzero(count <= _MOST_READ)
    place, seq = index.find(asked[some])
    place = some[place]
    counted = np.unique(np.stack([place, of(seq).astype(np.int64)], axis=1), axis=0)
    count[some] = np.bincount(counted[:, 0], minlength=len(asked))[some]
    return Meeting(place, seq, count, count > cap)


def met_under(index: Index, caps: Mapping[int, int], of: Of = _each) -> tuple[list[int], set[int]]:
    """Return who stands under a few marks, ascending, and the marks under which more do than the cap of each.

    Those who stand under such a mark alone are left out; all this is as `meet` tells.
    """
    asked = np.fromiter(caps, dtype=np.uint64, count=len(caps))
    found: set[int] = set()
    full: set[int] = set()
    for seq, (mark, cap) in zip(index.under(asked), caps.items(), strict=True):
        if len(seq) > _MOST_READ or (len(seq) > cap and _are_more(seq, cap, of)):
            full.add(mark)
        else:
            found.update(seq.tolist())
    return sorted(found), full


def _are_more(seq: Seqs, cap: int, of: Of) -> bool:
    """Say whether records count for more than a cap; of many, the first mostly show it."""
    looked = 4 * (cap + 1)
    while len(set(of(seq[:looked].astype(np.int64)).tolist())) <= cap:
        if looked >= len(seq):
            return False
        looked *= 8
    return True


class Heads:
    """What several records count for once: the first record of the whole that each is part of."""

    def __init__(self, head: Codes) -> None:
        self._head = head
        self.put_so_far: dict[int, int] = {}

    def put(self, heads: Mapping[int, int]) -> None:
        """Say of some records that they are part of another whole now."""
        self.put_so_far |= heads

    def now(self) -> Codes:
        """Return all of them as they are now."""
        return _now(self._head, self.put_so_far)

    def of(self, seq: Ints) -> Ints:
        """Return the head of each record; one of which nothing is known stands for itself: int64[n]."""
        known = told_at(self._head, seq, -1).astype(np.int64)
        found: Ints = np.where(known < 0, seq, known)
        if self.put_so_far:
            told = [self.put_so_far.get(one, -1) for one in seq.tolist()]
            found = np.where(np.array(told, dtype=np.int64) < 0, found, told)
        return found


def _now(column: Codes, put: Mapping[int, int]) -> Codes:
    found = _longest(column, put)
    found[list(put)] = list(put.values())
    return found


def _longest(column: Codes, put: Mapping[int, int]) -> Codes:
    found = np.full(max([len(column), *(seq + 1 for seq in put)]), -1, dtype=np.int32)
    found[: len(column)] = column
    return found


def full_among(index: Index, kind: int, texts: Collection[str], cap: int, of: Of = _each) -> frozenset[str]:
    """Return the texts that more bear than are looked at."""
    several = sorted(texts)
    meeting = meet(index, marks_of(kind, several), cap, of)
    return frozenset(text for text, full in zip(several, meeting.full.tolist(), strict=True) if full)


def closed(index: Index, seqs: Iterable[int], marks_of: Callable[[set[int]], Marks], cap: int) -> set[int]:
    """Return some records with all that meet them, and all that meet those, and so on."""
    found: set[int] = set()
    fresh = set(seqs)
    while fresh:
        found |= fresh
        fresh = meet(index, np.unique(marks_of(fresh)), cap).everybody() - found
    return found
