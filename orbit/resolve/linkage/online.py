"""One record against all: look up who shares a key, compare with the same levels, weigh with the same weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from orbit.resolve.linkage.blocking import marks, mix
from orbit.resolve.linkage.columns import Column, Marks, Table
from orbit.resolve.linkage.levels import level_of
from orbit.resolve.linkage.model import Model
from orbit.resolve.linkage.plan import SAME, Comparison, Plan
from orbit.resolve.linkage.scoring import Scorer, Sums

_ALL = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Found:
    """A record that may be the one asked for, and how many bits the next record is behind it."""

    row: int
    key: str
    bits: float
    probability: float
    lead: float


@dataclass(frozen=True, slots=True)
class Against:
    """Weighs one record against those of a prepared table."""

    plan: Plan
    model: Model
    table: Table
    scorer: Scorer

    @classmethod
    def of(cls, plan: Plan, model: Model, table: Table) -> Against:
        """Prepare a table, and lay the weights out along it."""
        made = plan.prepared(table, model.generic)
        return cls(plan, model, made, Scorer.of(plan, model, made))

    def scores(self, said: Mapping[str, str], rows: NDArray[np.int64]) -> list[float]:
        """Return the log2 odds that some rows are the same as a record that says this, derived columns and all."""
        total, borne = [0.0] * len(rows), [False] * len(rows)
        for place, comparison in enumerate(self.plan.comparisons):
            value = said.get(comparison.column)
            if value is not None:
                column = self.table.columns[comparison.column]
                parts = self._parts(place, value, column, column.codes[rows].tolist())
                bears = comparison.name not in self.plan.alone
                for at, bits in parts:
                    total[at] += bits
                    borne[at] = borne[at] or (bears and bits > 0)
        found: list[float] = Sums(np.array(total), np.array(borne)).with_prior(self.scorer.prior).tolist()
        return found

    def _parts(self, place: int, value: str, column: Column, codes: list[int]) -> Iterator[tuple[int, float]]:
        """Yield what one comparison says of each candidate; candidates that say the same are compared once."""
        comparison = self.plan.comparisons[place]
        known: dict[int, float] = {}
        for at, code in enumerate(codes):
            if code < 0:
                continue
            bits = known.get(code)
            if bits is None:
                bits = known[code] = self._part(place, comparison, value, column, code)
            yield at, bits

    def _part(self, place: int, comparison: Comparison, value: str, column: Column, code: int) -> float:
        level = level_of(comparison, value, column.values[code], self.model.kin.get(comparison.name, frozenset()))
        bits, rarity = self.scorer.bits[place][level], self.scorer.rarity[place]
        return float(bits + rarity[code]) if level == SAME and rarity is not None else float(bits)


@dataclass(frozen=True, slots=True)
class Index:
    """All records ready to be asked: the marks of all ways to meet in order (uint64[…]), and the row behind each."""

    against: Against
    mark: Marks
    row: NDArray[np.int32]

    @classmethod
    def of(cls, plan: Plan, model: Model, table: Table) -> Index:
        """Index the records of a table that is not prepared yet."""
        against = Against.of(plan, model, table)
        told = [_salted(marks(against.table, way), number) for number, key in enumerate(plan.keys) for way in key.ways]
        mark = np.concatenate([one[one != 0] for one in told])
        row = np.concatenate([np.flatnonzero(one).astype(np.int32) for one in told])
        order = np.argsort(mark)
        return cls(against, mark[order], row[order])

    def find(self, record: Mapping[str, str], limit: int = 3) -> list[Found]:
        """Return the records likeliest to be the same one, best first; `record` holds comparable values by field."""
        against = self.against
        said = all_said(against.plan, against.model, record)
        rows = self._meeting(said)
        if not rows:
            return []
        bits = against.scores(said, np.array(rows))
        ranked = sorted(zip([-one for one in bits], rows, strict=True))[: limit + 1]
        told = against.model.probability(np.array([-one for one, _ in ranked]))
        following = [*(-one for one, _ in ranked[1:]), -np.inf]
        return [
            Found(row, against.table.keys[row], -one, float(chance), float(-one - after))
            for (one, row), chance, after in zip(ranked[:limit], told, following, strict=False)
        ]

    def candidates(self, record: Mapping[str, str]) -> list[int]:
        """Return the rows that the record would be compared with, in order."""
        return self._meeting(all_said(self.against.plan, self.against.model, record))

    def _meeting(self, said: Mapping[str, str]) -> list[int]:
        """Look up all ways at once; with the record itself in it, a block must still be within its cap."""
        asked: dict[int, tuple[int, int]] = {}
        heard = {name: (hash(value) & _ALL) | 1 for name, value in said.items()}
        for number, key in enumerate(self.against.plan.keys):
            for way in key.ways:
                if all(name in heard for name in way):
                    mark = stirred(mixed_by(heard, way), number + 1)
                    asked[mark] = (asked.get(mark, (0, 0))[0] + 1, key.cap)
        told = np.array(list(asked), dtype=np.uint64)
        begins, ends = (np.searchsorted(self.mark, told, side).tolist() for side in ("left", "right"))
        found: set[int] = set()
        for (times, cap), begin, end in zip(asked.values(), begins, ends, strict=True):
            if end - begin + times <= cap:
                found.update(self.row[begin:end].tolist())
        return sorted(found)


def all_said(plan: Plan, model: Model, record: Mapping[str, str]) -> dict[str, str]:
    """Return what a record says, derived columns and all, without what says nothing; values by column."""
    said = spoken(model, record)
    for made in plan.derived:
        value = made.change(said[made.column]) if made.column in said else None
        if value:
            said[made.name] = value
    return said


def spoken(model: Model, record: Mapping[str, str]) -> dict[str, str]:
    """Return what a record says, without what says nothing; values by column."""
    silent = model.generic
    return {name: value for name, value in record.items() if value and value not in silent.get(name, ())}


def _salted(told: Marks, number: int) -> Marks:
    """Tell the marks of one key from those of all others."""
    salted = mix(told, np.full(len(told), number + 1, dtype=np.uint64))
    salted[told == 0] = 0
    return salted


def mixed_by(heard: Mapping[str, int], way: tuple[str, ...]) -> int:
    """Do for one record what `marks` does for a table."""
    mixed = len(way)
    for name in way:
        mixed = stirred(mixed, heard[name])
    return mixed


def stirred(seen: int, more: int) -> int:
    """Do for one number what `mix` does for an array."""
    stirred = (seen * 0x9E3779B97F4A7C15 & _ALL) ^ (more + 0x632BE59BD9B4E019 & _ALL)
    stirred = (stirred ^ (stirred >> 30)) * 0xBF58476D1CE4E5B9 & _ALL
    stirred = (stirred ^ (stirred >> 27)) * 0x94D049BB133111EB & _ALL
    return (stirred ^ (stirred >> 31)) | 1
