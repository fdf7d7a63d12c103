"""Sorted rows of which some go and others come, a column at a time: rows that stay are never handled one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from orbit.graph.arrays import Array

Texts = tuple[Array, Array]


@dataclass(frozen=True, slots=True)
class Merge:
    """What became of a table. Its rows are numbered with the `former` ones first, the `new` ones after them.

    `order`: int64[rows now]. `runs`: the same as ranges (first, end) of rows that stay side by side, former or new.
    """

    former: int
    new: int
    order: Array
    runs: list[tuple[int, int]]

    @property
    def place(self) -> Array:
        """Where each former row and then each new one is now (int64[former + new]); -1: gone."""
        place = np.full(self.former + self.new, -1, dtype=np.int64)
        place[self.order] = np.arange(len(self.order))
        return place

    def column(self, former: Array, new: Array) -> Array:
        """One column as it is now."""
        if self._is_same:
            return former
        whole = [
            former[first:end] if first < self.former else new[first - self.former : end - self.former]
            for first, end in self.runs
        ]
        return np.concatenate(whole) if whole else former[:0]

    def texts(self, former: Texts, new: Texts) -> Texts:
        """A column of texts, packed as by `pack_texts`."""
        if self._is_same:
            return former
        blob = np.concatenate([former[0], new[0]])
        bounds = np.concatenate([former[1], former[1][-1] + new[1][1:]])
        whole = [blob[bounds[first] : bounds[end]] for first, end in self.runs]
        lengths = self.column(np.diff(former[1]), np.diff(new[1]))
        return np.concatenate(whole) if whole else blob[:0], np.concatenate(([0], np.cumsum(lengths)))

    @property
    def _is_same(self) -> bool:
        return self.runs == [(0, self.former)]


def merge_at(keep: Array, at: Array) -> Merge:
    """Keep some rows (bool[former]) and put each new row before the kept row of number `at` (ascending)."""
    former, new = len(keep), len(at)
    order = np.insert(np.flatnonzero(keep), at, former + np.arange(new))
    return Merge(former, new, order, _runs(order, former))


def _runs(order: Array, former: int) -> list[tuple[int, int]]:
    if not len(order):
        return []
    cuts = np.flatnonzero((np.diff(order) != 1) | (order[1:] == former)) + 1
    firsts, lasts = order[np.append(0, cuts)], order[np.append(cuts - 1, -1)]
    return list(zip(firsts.tolist(), (lasts + 1).tolist(), strict=True))


def merge_sorted(keep: Array, former: Sequence[Array], new: Sequence[Array]) -> Merge:
    """Keep some rows (bool[former]) and put new ones among them, where both are sorted by the same columns."""
    return merge_at(keep, _sorted_before(former, np.flatnonzero(keep), new))


def _sorted_before(former: Sequence[Array], rows: Array, new: Sequence[Array]) -> Array:
    """How many of `rows` sort before each new row: a binary search for all of them at once."""
    low, high = np.zeros(len(new[0]), dtype=np.int64), np.full(len(new[0]), len(rows), dtype=np.int64)
    while (open_ := low < high).any():
        middle = (low[open_] + high[open_]) // 2
        is_before = np.zeros(len(middle), dtype=np.bool_)
        for column, told in zip(reversed(former), reversed(new), strict=True):
            there, here = column[rows[middle]], told[open_]
            is_before = (there < here) | ((there == here) & is_before)
        low[open_] = np.where(is_before, middle + 1, low[open_])
        high[open_] = np.where(is_before, high[open_], middle)
    return low


def are_among(few: Array, ids: Array) -> Array:
    """Which ids are among a few sorted ones (bool[ids]); both are byte strings of one length, a multiple of 8.

    Numbers compare several times faster than strings: whole ids are only looked up where their last 8 bytes are known.
    """
    likely = np.flatnonzero(np.isin(_last_bytes(ids), _last_bytes(few)))
    among = np.zeros(len(ids), dtype=np.bool_)
    among[likely] = find_sorted(few, ids[likely]) >= 0
    return among


def _last_bytes(ids: Array) -> Array:
    return np.ascontiguousarray(ids).view(np.uint64).reshape(len(ids), ids.dtype.itemsize // 8)[:, -1]


def find_sorted(ids: Array, wanted: Array) -> Array:
    """The place of each wanted id among sorted ids (int64); -1 where it is not among them."""
    if not len(ids):
        return np.full(len(wanted), -1, dtype=np.int64)
    at = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
    return np.where(ids[at] == wanted, at, -1)
