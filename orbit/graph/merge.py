"""Sorted rows of which some go and others come, a column at a time: rows that stay are never handled one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from orbit.graph.arrays import Array, taken, text_bounds

Texts = tuple[Array, Array]
_NONE = np.zeros(0, dtype=np.int64)
_AT_ONCE = 1024
# From so many former rows per new one on, rows that stay are moved run by run.
_LONG_RUN = 64


@dataclass(frozen=True, slots=True)
class Merge:
    """What became of a table of `former` rows.

    `gone`: the former rows that are no more (int64, ascending). `at`: the former row before which each new one stands
    (int64[new], ascending; `former`: behind them all). `order`: which former row stands at each place now (int32[rows
    now]; any, or one beyond the end, where a new one stands; none where nothing changed), `fresh`: where each new row
    is now (int64[new]).
    """

    former: int
    gone: Array
    at: Array
    order: Array
    fresh: Array

    @property
    def is_same(self) -> bool:
        """Whether no row went and none came."""
        return not (len(self.gone) or len(self.at))

    @property
    def place(self) -> Array:
        """Where each former row is now (int32[former]); -1: gone."""
        place = _stepped(self.former, self.at, self.gone + 1)
        place[self.gone] = -1
        return place

    def carried(self, former: Array) -> Array:
        """One column as it is now, but for the new rows: what stands in their places is to be written over."""
        if self.is_same:
            return former
        if len(self.gone) or former.ndim > 1 or len(self.at) * _LONG_RUN > self.former:
            return taken(former, self.order)
        now = np.empty(len(self.order), dtype=former.dtype)
        stands = np.ones(len(now), dtype=np.bool_)
        stands[self.fresh] = False
        # As bytes without a meaning: texts would be moved one by one, and no other thread could work meanwhile.
        plain = np.dtype((np.void, former.itemsize)) if former.dtype.kind == "S" else former.dtype
        now.view(plain)[stands] = former.view(plain)
        return now

    def column(self, former: Array, new: Array) -> Array:
        """One column as it is now."""
        now = self.carried(former)
        if len(self.fresh):
            now[self.fresh] = new
        return now

    def texts(self, former: Texts, new: Texts) -> Texts:
        """A column of texts, packed as by `pack_texts`."""
        if self.is_same:
            return former
        lengths = self.column(np.diff(former[1]), np.diff(new[1]))
        whole = [piece for piece in self._pieces(former, new) if len(piece)]
        return np.concatenate(whole) if whole else former[0][:0], text_bounds(lengths)

    def _pieces(self, former: Texts, new: Texts) -> Iterator[Array]:
        """What stays between two changes, and after each what comes there."""
        (blob, bounds), (told, told_at) = former, new
        place = np.concatenate([self.at, self.gone])
        order = np.argsort(place, kind="stable")
        # A new row stands before the one that goes from its place.
        after = bounds[np.concatenate([self.at, self.gone + 1])[order]].tolist()
        comes = np.concatenate([np.arange(len(self.at)), np.full(len(self.gone), -1)])[order].tolist()
        first = 0
        for end, then, one in zip(bounds[place[order]].tolist(), after, comes, strict=True):
            yield blob[first:end]
            if one >= 0:
                yield told[told_at[one] : told_at[one + 1]]
            first = then
        yield blob[first:]


def merge_at(former: int, gone: Array, at: Array) -> Merge:
    """Drop some of so many rows (ascending) and put each new row before the former row of number `at` (ascending)."""
    if not (len(gone) or len(at)):
        return Merge(former, gone, at, _NONE, _NONE)
    left = np.arange(len(at)) - np.searchsorted(gone, at)
    before = gone - np.arange(len(gone))
    skipped = before + np.searchsorted(at + left - np.arange(len(at)), before, side="right")
    fresh = at + left
    order = _stepped(former - len(gone) + len(at), skipped, fresh + 1)
    return Merge(former, gone, at, order, fresh)


def merge_sorted(gone: Array, former: Sequence[Array], new: Sequence[Array]) -> Merge:
    """Drop some rows (ascending) and put new ones among the rest, where both are sorted by the same columns.

    The first column holds whole numbers; those of new rows may lie between two.
    """
    there, here = former[0], np.ceil(new[0]).astype(former[0].dtype)
    low, high = (np.searchsorted(there, here, side=side) for side in ("left", "right"))
    # Among rows of the same number only the other columns decide.
    return merge_at(len(there), gone, sorted_before(former[1:], new[1:], low, np.where(here == new[0], high, low)))


def sorted_before(former: Sequence[Array], new: Sequence[Array], low: Array, high: Array) -> Array:
    """How many rows sort before each new row, which is no less than `low` and no more than `high` (int64[new] each).

    A binary search for all of them at once; rows from `low` to `high` are sorted by these columns.
    """
    low, high = low.copy(), high.copy()
    open_ = np.flatnonzero(low < high)
    while len(open_):
        middle = (low[open_] + high[open_]) // 2
        is_before = np.zeros(len(middle), dtype=np.bool_)
        for column, told in zip(reversed(former), reversed(new), strict=True):
            there, here = column[middle], told[open_]
            is_before = (there < here) | ((there == here) & is_before)
        low[open_] = np.where(is_before, middle + 1, low[open_])
        high[open_] = np.where(is_before, high[open_], middle)
        open_ = open_[low[open_] < high[open_]]
    return low


def find_sorted(ids: Array, wanted: Array) -> Array:
    """The place of each wanted id among sorted ids (int64); -1 where it is not among them."""
    if not len(ids):
        return np.full(len(wanted), -1, dtype=np.int64)
    at = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
    return np.where(ids[at] == wanted, at, -1)


def _stepped(count: int, up: Array, down: Array) -> Array:
    """The numbers from 0, one more from each place in `up` on and one less from each in `down` (int32[count])."""
    places, steps = np.concatenate([up, down]), np.repeat(np.array([1, -1], dtype=np.int32), [len(up), len(down)])
    order = np.argsort(places, kind="stable")
    bounds = np.concatenate([[0], places[order], [count]])
    sizes, shift = np.diff(bounds), np.concatenate([np.zeros(1, np.int32), np.cumsum(steps[order], dtype=np.int32)])
    numbers: Array = np.arange(count, dtype=np.int32)
    # A few at a time: to get room for as many numbers again would take longer than to compute them.
    for first in range(0, len(shift), _AT_ONCE):
        some = slice(first, first + _AT_ONCE)
        rows = slice(int(bounds[first]), int(bounds[: first + _AT_ONCE + 1][-1]))
        numbers[rows] += np.repeat(shift[some], sizes[some])
    return numbers
