"""Which fields are compared, how finely, and under which keys records meet: data, so that one engine serves any kind.

Levels of a comparison are tried in order, the same value first; the first that holds is the level of the pair. Level 0
is silence (one of the two says nothing), and after the last comes "differs", which always holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from orbit.errors import UsageError
from orbit.resolve.linkage.columns import Table

SILENCE = 0
SAME = 1


class Measure(StrEnum):
    """Ways to compare two values; each gives a number, and a level asks for at least `bar` of it."""

    SAME = "same"
    JARO_WINKLER = "jaro_winkler"
    EDITS = "edits"
    HEAD = "head"
    TAIL = "tail"
    RELATED = "related"
    INITIAL = "initial"
    PART = "part"
    DOMAIN = "domain"
    LEARNED = "learned"


@dataclass(frozen=True, slots=True)
class Level:
    """One degree of likeness: `says` tells a reader what holds.

    `rare` (of SAME only) weighs it by how rare the shared value is; `against` says that it can never speak for one
    person more than "differs" does: two addresses at one company look alike because the company is the same.
    """

    says: str
    measure: Measure
    bar: float = 1.0
    rare: bool = False
    against: bool = False

    def __post_init__(self) -> None:
        if self.rare and self.measure is not Measure.SAME:
            raise UsageError(f"only the same value can be rare, not {self.says!r}")


@dataclass(frozen=True, slots=True)
class Comparison:
    """How one column is compared; `differs` tells a reader that no level held."""

    name: str
    column: str
    levels: tuple[Level, ...]
    differs: str

    @property
    def size(self) -> int:
        """How many levels there are, silence and "differs" among them."""
        return len(self.levels) + 2

    def says(self, level: int) -> str:
        """Return what a level says in words; nothing for silence."""
        if level == SILENCE:
            return ""
        return self.levels[level - 1].says if level <= len(self.levels) else self.differs


@dataclass(frozen=True, slots=True)
class Key:
    """Records meet that agree in all columns of any of the `ways`; blocks of more than `cap` records are dropped.

    From pairs that met under a key that does not teach no weights are learned.

    The ways may name different columns: what one record says in one then meets what another says in the other.
    """

    name: str
    ways: tuple[tuple[str, ...], ...]
    cap: int = 100
    teaches: bool = True


@dataclass(frozen=True, slots=True)
class Derived:
    """A column made of another one, value by value: a first letter, a year, how a name sounds."""

    name: str
    column: str
    change: Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Generic:
    """A value of `column` that more than `most` different values of `by` go with says nothing: a switchboard."""

    column: str
    by: str
    most: int

    def found(self, table: Table) -> frozenset[str]:
        """Return the values of a table that say nothing."""
        column, by = table.columns[self.column], table.columns[self.by]
        both = (column.codes >= 0) & (by.codes >= 0)
        pairs = np.unique(column.codes[both].astype(np.int64) * len(by.values) + by.codes[both])
        many = np.bincount(pairs // max(len(by.values), 1), minlength=len(column.values))
        return frozenset(column.values[at] for at in np.flatnonzero(many > self.most).tolist())


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that says how records of one kind are matched.

    `apart` names columns of which two different values hold two records apart unless a person says otherwise; `alone`
    names comparisons that do not suffice: where nothing but these speaks for a pair, it is for a person to decide.
    """

    name: str
    comparisons: tuple[Comparison, ...]
    keys: tuple[Key, ...]
    derived: tuple[Derived, ...] = ()
    apart: tuple[str, ...] = ()
    generic: tuple[Generic, ...] = ()
    alone: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        names = [comparison.name for comparison in self.comparisons]
        if len(set(names)) != len(names):
            raise UsageError(f"two comparisons of the plan {self.name!r} have the same name")
        if any(one.levels[0].measure is not Measure.SAME for one in self.comparisons):
            raise UsageError(f"in the plan {self.name!r} a comparison does not begin with the same value")

    def generic_values(self, table: Table) -> dict[str, frozenset[str]]:
        """Return by column the values of a table that say nothing."""
        return {one.column: one.found(table) for one in self.generic}

    def prepared(self, table: Table, generic: Mapping[str, Set[str]]) -> Table:
        """Return the table with the derived columns, and with what says nothing unsaid."""
        columns = {name: column.silenced(generic.get(name, frozenset())) for name, column in table.columns.items()}
        table = Table(table.keys, columns)
        return table.with_columns({one.name: columns[one.column].mapped(one.change) for one in self.derived})

    def fixed_by(self, key: Key) -> frozenset[str]:
        """Return the columns, as comparisons name them, that meeting under a key settles in part or whole."""
        source = {one.name: one.column for one in self.derived}
        return frozenset(source.get(column, column) for way in key.ways for column in way)
