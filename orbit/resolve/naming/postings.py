"""Which spellings hold a key: one flat array of numbers, and where in it each key's begin."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]
_NOBODY: Numbers = np.empty(0, np.int32)


@dataclass(frozen=True, slots=True)
class Postings:
    """For each key the numbers that hold it, ascending (`numbers`: int32[all], `starts`: int64[keys + 1])."""

    places: dict[Hashable, int]
    starts: NDArray[np.int64]
    numbers: Numbers

    def of(self, key: Hashable) -> Numbers:
        """Return the numbers that hold the key."""
        place = self.places.get(key)
        return _NOBODY if place is None else self.numbers[self.starts[place] : self.starts[place + 1]]

    def count(self, key: Hashable) -> int:
        """Say how many numbers hold the key."""
        place = self.places.get(key)
        return 0 if place is None else int(self.starts[place + 1] - self.starts[place])


def postings(keys: Iterable[Iterable[Hashable]]) -> Postings:
    """Gather which numbers hold which keys; the n-th item of `keys` holds the keys of number n, each once."""
    places: dict[Hashable, int] = {}
    held, holders = [], []
    for number, several in enumerate(keys):
        for key in several:
            held.append(places.setdefault(key, len(places)))
            holders.append(number)
    at, by = np.array(held, np.int32), np.array(holders, np.int32)
    starts = np.concatenate([[0], np.cumsum(np.bincount(at, minlength=len(places)))]).astype(np.int64)
    return Postings(places, starts, by[np.argsort(at, kind="stable")])
