"""What is counted over all people of a workspace when they are matched from the beginning.

Until that is done again, newcomers are weighed by the same numbers, so that they touch only those whom they meet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from orbit.model import EntityId
from orbit.resolve.linkage.columns import Column, Floats, Ints, Marks
from orbit.resolve.linkage.model import Model
from orbit.resolve.linkage.weights import value_counts

# Up to so many records may share a slip; how many more share it makes no difference.
SLIPS = 2


@dataclass(frozen=True, slots=True)
class Counted:
    """The weights fitted to all records, and who is common among them.

    `records` is how many there were. `borne` says of comparisons that do not suffice alone how many records bear each
    value, where more than a slip; `common` are the names that several people bear, `large` the companies at which many
    work, `names` what companies were called.
    """

    model: Model
    records: int
    borne: Mapping[str, Mapping[str, float]]
    common: Collection[str]
    large: Collection[EntityId]
    names: Collection[str]

    def bearers(self, comparison: str, column: Column) -> Floats:
        """Return how many records bear each value of a column: float64[values]."""
        known = self.borne[comparison]
        told = (known.get(value, 0.0) for value in column.values)
        return np.fromiter(told, dtype=np.float64, count=len(column.values))


def borne_in(column: Column, copies: Ints) -> dict[str, float]:
    """Count how many records bear each value, where more than a slip."""
    counts = value_counts(column, copies)
    often = np.flatnonzero(counts > SLIPS)
    return {column.values[place]: float(counts[place]) for place in often.tolist()}


def stable(text: str) -> int:
    """Return the number of a text, the same for ever and everywhere; never 0."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little") | 1


def stable_marks(texts: Collection[str]) -> Marks:
    """Return the numbers of texts: uint64[n]."""
    return np.fromiter(map(stable, texts), dtype=np.uint64, count=len(texts))


@dataclass(frozen=True, slots=True)
class Tally(Mapping[str, float]):
    """Numbers by text, kept by the numbers of the texts (ascending): they can be looked up, but not listed."""

    marks: Marks
    numbers: Floats

    @classmethod
    def of(cls, told: Mapping[str, float]) -> Tally:
        """Keep numbers by text."""
        marks = stable_marks(told)
        numbers = np.fromiter(told.values(), dtype=np.float64, count=len(told))
        order = np.argsort(marks)
        return cls(marks[order], numbers[order])

    @classmethod
    def among(cls, texts: Iterable[str]) -> Tally:
        """Keep which texts there are."""
        return cls.of(dict.fromkeys(texts, 1.0))

    def __getitem__(self, text: str) -> float:
        mark = stable(text)
        at = int(self.marks.searchsorted(np.uint64(mark)))
        if at == len(self.marks) or int(self.marks[at]) != mark:
            raise KeyError(text)
        return float(self.numbers[at])

    def __len__(self) -> int:
        return len(self.marks)

    def __iter__(self) -> Iterator[str]:
        raise TypeError("the texts themselves are not kept")
