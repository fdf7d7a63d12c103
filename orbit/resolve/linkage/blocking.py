"""Candidate pairs: only records that meet under a key are compared; what a cap dropped is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from orbit.resolve.linkage.columns import Bools, Codes, Ints, Marks, Table
from orbit.resolve.linkage.plan import Key

_NOTHING = np.uint64(0)


@dataclass(frozen=True, slots=True)
class Overfull:
    """What the cap of one key dropped: so many blocks with so many records in all, the largest of them."""

    key: str
    blocks: int
    records: int
    largest: int


@dataclass(frozen=True, slots=True)
class Met:
    """The pairs that met under one key, in order, as left * rows + right: int64[pairs]; and what its cap dropped."""

    packed: Ints
    rows: int
    dropped: tuple[Overfull, ...] = ()

    def __len__(self) -> int:
        return len(self.packed)

    def every(self, step: int) -> tuple[Ints, Ints]:
        """Return the two rows of every so many-th pair, left < right."""
        left, right = np.divmod(self.packed[::step], np.int64(self.rows))
        return left, right


@dataclass(frozen=True, slots=True)
class Pairs:
    """Candidate pairs of rows, left < right, each once and in order: int32[pairs]; and what caps dropped."""

    left: Codes
    right: Codes
    dropped: tuple[Overfull, ...] = ()

    def __len__(self) -> int:
        return len(self.left)

    def packed(self, rows: int) -> Ints:
        """Return each pair as one number, left * rows + right: int64[pairs]."""
        found: Ints = self.left * np.int64(rows) + self.right
        return found


# Of each way of each key, the rows that meet nobody under it: bool[rows] each.
Shut = Sequence[Sequence[Bools]]


def met_under(table: Table, keys: Sequence[Key], shut: Shut = ()) -> list[Met]:
    """Return the pairs of rows that meet under each key.

    A table that holds only some of all records does not see that a block is too large: `shut` tells.
    """
    return [_met(table, key, shut[number] if shut else ()) for number, key in enumerate(keys)]


def all_pairs(met: Sequence[Met], rows: int) -> Pairs:
    """Return every pair that meets under at least one key."""
    packed = distinct(np.concatenate([np.zeros(0, dtype=np.int64), *(one.packed for one in met)]))
    many = np.int64(max(rows, 1))
    left = (packed // many).astype(np.int32)
    packed %= many
    return Pairs(left, packed.astype(np.int32), tuple(one for pairs in met for one in pairs.dropped))


def distinct(numbers: Ints) -> Ints:
    """Return the different numbers in order, sorting in place; quicker than numpy's own for tens of millions."""
    numbers.sort()
    first = np.ones(len(numbers), dtype=np.bool_)
    first[1:] = numbers[1:] != numbers[:-1]
    return numbers[first]


def marks(table: Table, way: Sequence[str]) -> Marks:
    """Return one number per row for what it says in some columns, 0 where any of them is silent: uint64[rows]."""
    mixed = np.full(table.rows, np.uint64(len(way)), dtype=np.uint64)
    silent = np.zeros(table.rows, dtype=np.bool_)
    for name in way:
        told = table.columns[name].marks()
        silent |= told == _NOTHING
        mixed = mix(mixed, told)
    mixed[silent] = _NOTHING
    return mixed


def mix(seen: Marks, more: Marks) -> Marks:
    """Stir numbers into numbers (the finaliser of SplitMix64); never 0."""
    stirred = (seen * np.uint64(0x9E3779B97F4A7C15)) ^ (more + np.uint64(0x632BE59BD9B4E019))
    stirred = (stirred ^ (stirred >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    stirred = (stirred ^ (stirred >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    found: Marks = (stirred ^ (stirred >> np.uint64(31))) | np.uint64(1)
    return found


def _met(table: Table, key: Key, shut: Sequence[Bools]) -> Met:
    rows = np.arange(table.rows, dtype=np.int32)
    told = [marks(table, way) for way in key.ways]
    for way, closed in zip(told, shut, strict=False):
        way[closed] = _NOTHING
    mark = np.concatenate(told)
    row = np.concatenate([rows] * len(told))[mark != _NOTHING]
    mark = mark[mark != _NOTHING]
    order = np.argsort(mark)
    mark, row = mark[order], row[order]
    starts = np.flatnonzero(np.r_[True, mark[1:] != mark[:-1]]) if len(mark) else np.zeros(0, dtype=np.int64)
    sizes = np.diff(np.r_[starts, len(mark)])
    some = (sizes > 1) & (sizes <= key.cap)
    found = [np.zeros(0, dtype=np.int64), *_within(row, starts[some], sizes[some], table.rows)]
    return Met(distinct(np.concatenate(found)), max(table.rows, 1), _overfull(key, sizes))


def _overfull(key: Key, sizes: Ints) -> tuple[Overfull, ...]:
    full = sizes[sizes > key.cap]
    return (Overfull(key.name, len(full), int(full.sum()), int(full.max())),) if len(full) else ()


def _within(row: Codes, starts: Ints, sizes: Ints, rows: int) -> Iterator[Ints]:
    """Yield the pairs of all blocks of one size at a time."""
    order = np.argsort(sizes, kind="stable")
    starts, sizes = starts[order], sizes[order]
    for group in np.split(np.arange(len(sizes)), np.flatnonzero(np.diff(sizes)) + 1):
        if not len(group):
            continue
        size = int(sizes[group[0]])
        members = row[starts[group][:, None] + np.arange(size)]
        one, other = np.triu_indices(size, k=1)
        ones, others = members[:, one].ravel(), members[:, other].ravel()
        low, high = np.minimum(ones, others), np.maximum(ones, others)
        yield (low * np.int64(rows) + high)[low != high]
