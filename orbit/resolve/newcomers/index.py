"""Under which marks records stand, kept in layers: what changed since lies above what stood before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from orbit.graph.arrays import Array, ranges
from orbit.graph.merge import find_sorted
from orbit.resolve.linkage.columns import Bools, Ints, Marks

Seqs = NDArray[np.integer]


@dataclass(frozen=True, slots=True)
class Layer:
    """Marks (uint64, ascending) and under each the number of a record; `owner` (ascending): all records it tells of."""

    mark: Marks
    seq: Seqs
    owner: Seqs

    @classmethod
    def of(cls, mark: Marks, seq: Seqs, owner: Seqs) -> Layer:
        """Put marks in order; one that a record bears twice stands once."""
        order = np.lexsort((seq, mark))
        mark, seq = mark[order], seq[order].astype(np.int32)
        kept = np.ones(len(mark), dtype=np.bool_)
        kept[1:] = (mark[1:] != mark[:-1]) | (seq[1:] != seq[:-1])
        return cls(mark[kept], seq[kept], np.unique(owner).astype(np.int32))

    def bounds(self, asked: Marks) -> tuple[Ints, Ints]:
        """Return from where to where each of some marks stands: int64[n] each."""
        return np.searchsorted(self.mark, asked), np.searchsorted(self.mark, asked, side="right")

    def under(self, asked: Marks) -> list[Seqs]:
        """Return who stands under each of some marks; nothing is copied."""
        first, last = self.bounds(asked)
        return [self.seq[start:end] for start, end in zip(first.tolist(), last.tolist(), strict=True)]


NO_LAYER = Layer(np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32))


@dataclass(frozen=True, slots=True)
class Index:
    """Layers, the oldest first; what a later one tells of a record takes the place of all that earlier ones do."""

    layers: tuple[Layer, ...]

    def over(self, layer: Layer) -> Index:
        """Return the index with a further layer."""
        return Index((*self.layers, layer))

    def most(self, asked: Marks) -> Ints:
        """Return how many records may stand under each mark, at most: int64[n]."""
        found = np.zeros(len(asked), dtype=np.int64)
        for layer in self.layers:
            first, last = layer.bounds(asked)
            found += last - first
        return found

    def find(self, asked: Marks) -> tuple[Ints, Ints]:
        """Return who stands under marks: the places of the marks (ascending) and the records, int64[m] each."""
        if len(self.layers) == 1 or not any(len(layer.owner) for layer in self.layers[1:]):
            return _found(self.layers[0], asked)
        places, seqs = [], []
        for number, layer in enumerate(self.layers):
            first, last = layer.bounds(asked)
            place = np.repeat(np.arange(len(asked)), last - first)
            seq = layer.seq[ranges(first, last - first)].astype(np.int64)
            kept = ~self._told_later(number, seq)
            places.append(place[kept])
            seqs.append(seq[kept])
        place, seq = np.concatenate(places), np.concatenate(seqs)
        order = np.lexsort((seq, place))
        return place[order], seq[order]

    def under(self, asked: Marks) -> list[Seqs]:
        """Return who stands under each of a few marks: as `find` tells, and quicker."""
        if not any(len(layer.owner) for layer in self.layers[1:]):
            return self.layers[0].under(asked)
        told = zip(*(layer.under(asked) for layer in self.layers), strict=True)
        return [np.concatenate([self._left(number, seq) for number, seq in enumerate(each)]) for each in told]

    def marks_of(self, people: Seqs) -> tuple[Marks, Ints]:
        """Return under which marks some records stand: uint64[m], int64[m]; this looks at all there is."""
        marks, seqs = [], []
        for number, layer in enumerate(self.layers):
            seq = layer.seq
            asked = np.zeros(int(max(seq.max(initial=0), np.max(people, initial=0))) + 1, dtype=np.bool_)
            asked[people] = True
            rows = np.flatnonzero(asked[seq])
            rows = rows[~self._told_later(number, seq[rows])]
            marks.append(layer.mark[rows])
            seqs.append(seq[rows].astype(np.int64))
        return np.concatenate(marks), np.concatenate(seqs)

    def flattened(self, above: int) -> Index:
        """Return the index with all layers from the one numbered `above` on made one."""
        lower, upper = self.layers[:above], self.layers[above:]
        if len(upper) < 2:
            return self
        parts = []
        for number, layer in enumerate(upper, start=above):
            kept = ~self._told_later(number, layer.seq)
            parts.append((layer.mark[kept], layer.seq[kept]))
        mark, seq = (np.concatenate(part) for part in zip(*parts, strict=True))
        owner = np.concatenate([layer.owner for layer in upper])
        return Index((*lower, Layer.of(mark, seq, owner)))

    def _left(self, number: int, seq: Seqs) -> Seqs:
        return seq[~self._told_later(number, seq)] if len(seq) else seq

    def _told_later(self, number: int, seq: Seqs) -> Bools:
        found = np.zeros(len(seq), dtype=np.bool_)
        for later in self.layers[number + 1 :]:
            found |= find_sorted(later.owner, seq.astype(np.int32)) >= 0
        return found


def _found(layer: Layer, asked: Marks) -> tuple[Ints, Ints]:
    """Look marks up where nothing was told later: what stands under one mark is in order already."""
    first, last = layer.bounds(asked)
    count = last - first
    return np.repeat(np.arange(len(asked)), count), layer.seq[ranges(first, count)].astype(np.int64)


def told_at(column: Array, places: Ints, missing: int) -> Array:
    """Return what a column holds at some places, `missing` beyond its end; the column is not copied."""
    found = np.full(len(places), missing, dtype=column.dtype)
    within = places < len(column)
    found[within] = column[places[within]]
    return found


def arrays_of(layer: Layer, name: str) -> dict[str, Array]:
    """Return a layer as named arrays."""
    return {f"{name}_mark": layer.mark, f"{name}_seq": layer.seq, f"{name}_owner": layer.owner}


def layer_of(arrays: dict[str, Array], name: str) -> Layer:
    """Read back what `arrays_of` named."""
    return Layer(arrays[f"{name}_mark"], arrays[f"{name}_seq"], arrays[f"{name}_owner"])


def in_groups(place: Ints, seq: Ints, size: int) -> Sequence[Ints]:
    """Cut what `Index.find` returns by the places of the marks: the records of each of so many."""
    return np.split(seq, np.searchsorted(place, np.arange(1, size))) if size else []
