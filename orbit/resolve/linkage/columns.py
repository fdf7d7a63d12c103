"""Records as columns of small integers: each distinct value is kept once, and all comparing is done on those."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from orbit.errors import UsageError

Codes = NDArray[np.int32]
Rows = NDArray[np.integer[Any]]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Levels = NDArray[np.uint8]
Marks = NDArray[np.uint64]

SILENT = -1


@dataclass(frozen=True, slots=True)
class Column:
    """One field of all records; `codes`: int32[rows], the place of each value in `values`, -1 where silent."""

    codes: Codes
    values: Sequence[str]

    @classmethod
    def of(cls, cells: Iterable[str | None]) -> Column:
        """Number the values in the order in which they come; empty cells are silent."""
        numbers: dict[str, int] = {}
        codes = [numbers.setdefault(cell, len(numbers)) if cell else SILENT for cell in cells]
        return cls(np.array(codes, dtype=np.int32), list(numbers))

    def mapped(self, change: Callable[[str], str | None]) -> Column:
        """Return the column whose values are made from these; each distinct value is looked at once."""
        made = Column.of(change(value) for value in self.values)
        return Column(np.append(made.codes, np.int32(SILENT))[self.codes], made.values)

    def silenced(self, values: Set[str]) -> Column:
        """Return the column with some values unsaid."""
        if not values:
            return self
        said = np.fromiter((value not in values for value in self.values), dtype=np.bool_, count=len(self.values))
        kept = np.append(np.where(said, np.arange(len(said)), SILENT), SILENT).astype(np.int32)
        return Column(kept[self.codes], self.values)

    def taken(self, rows: Ints) -> Column:
        """Return the column of some of the rows, with the same numbers."""
        return Column(self.codes[rows], self.values)

    def marks(self) -> Marks:
        """Return a number for what each row says, 0 where it is silent: uint64[rows].

        Equal values have equal numbers in all columns of one process; two different ones share a number about once in
        2**64. The numbers are not for keeping.
        """
        marks = np.fromiter(map(hash, self.values), dtype=np.int64, count=len(self.values)).view(np.uint64)
        return np.append(marks | np.uint64(1), np.uint64(0))[self.codes]


@dataclass(frozen=True, slots=True)
class Table:
    """Records in the order of their keys, so that whatever is computed does not depend on how they arrived."""

    keys: Sequence[str]
    columns: Mapping[str, Column]

    @classmethod
    def of(cls, keys: Sequence[str], cells: Mapping[str, Sequence[str | None]]) -> Table:
        """Gather cells by field into a table; raises UsageError where two records have one key."""
        order = sorted(range(len(keys)), key=keys.__getitem__)
        ordered = [keys[place] for place in order]
        if any(one == other for one, other in pairwise(ordered)):
            raise UsageError("two records have the same key; give each record a key of its own")
        columns = {name: Column.of(several[place] for place in order) for name, several in cells.items()}
        return cls(ordered, columns)

    @property
    def rows(self) -> int:
        """How many records there are."""
        return len(self.keys)

    def said(self, row: int) -> dict[str, str]:
        """Return what one record says, by column; where it is silent, nothing."""
        told = ((name, column, int(column.codes[row])) for name, column in self.columns.items())
        return {name: column.values[code] for name, column, code in told if code != SILENT}

    def with_columns(self, more: Mapping[str, Column]) -> Table:
        """Return the table with further columns."""
        return Table(self.keys, {**self.columns, **more})

    def taken(self, rows: Ints) -> Table:
        """Return some of the records; the numbers of the values stay."""
        keys = [self.keys[row] for row in rows.tolist()]
        return Table(keys, {name: column.taken(rows) for name, column in self.columns.items()})


def summed(places: NDArray[np.integer[Any]], weights: Floats, size: int) -> Floats:
    """Return the sum of the weights at each place: float64[size]."""
    found: Floats = np.bincount(places, weights=weights, minlength=size).astype(np.float64)
    return found
