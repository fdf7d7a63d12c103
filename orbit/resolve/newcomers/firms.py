"""The companies of a workspace as they stood at the last matching, and where people worked as far as these tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from orbit.graph.arrays import Array, pack_texts, text_at
from orbit.model import EntityId
from orbit.resolve.linkage.columns import Bools, Codes, Ints, Marks
from orbit.resolve.newcomers.index import Index, told_at
from orbit.resolve.newcomers.marks import Kind, mark_of
from orbit.resolve.reading import Workplaces

_NONE = -1
# What is looked up is remembered, and forgotten again before it takes more than some megabytes.
_MOST_KNOWN = 1 << 14


class Firm(NamedTuple):
    """A company: its id, what it is called where people are compared, and the numbers of its records.

    `real`: it is one, and not what only looks like one; `anchored`: it is known by more than a name.
    """

    id: EntityId
    name: str
    seqs: Sequence[int]
    real: bool
    anchored: bool


@dataclass(frozen=True, slots=True)
class Firms:
    """Companies by number: id (S16), name, whether real and anchored.

    And of each record, by its number in the store: the number of its company (`of_seq`, int32; -1: none) and the first
    record that identifiers make one with it (`head`, int32).
    """

    id: Array
    name: Array
    name_at: Array
    real: Bools
    anchored: Bools
    of_seq: Codes
    head: Codes

    @classmethod
    def of(cls, firms: Iterable[Firm], heads: Mapping[int, int]) -> Firms:
        """Number some companies."""
        nothing = np.zeros(0, dtype=np.bool_)
        number = np.zeros(0, dtype=np.int32)
        empty = cls(np.zeros(0, dtype="S16"), *pack_texts([]), nothing, nothing, number, number)
        return empty.changed(list(firms), heads)

    def changed(self, firms: Sequence[Firm], heads: Mapping[int, int]) -> Firms:
        """Return the companies with some as they are now; a former one without records leads nowhere any more."""
        last = max([*heads, *(seq for firm in firms for seq in firm.seqs)], default=-1)
        of_seq, head = (_longer(column, last + 1) for column in (self.of_seq, self.head))
        for number, firm in enumerate(firms, start=len(self.id)):
            of_seq[list(firm.seqs)] = number
        head[list(heads)] = list(heads.values())
        text, ends = pack_texts(firm.name for firm in firms)
        return Firms(
            np.concatenate([self.id, np.array([firm.id for firm in firms], dtype="S16")]),
            np.concatenate([self.name, text]),
            np.concatenate([self.name_at, self.name_at[-1] + ends[1:]]),
            np.concatenate([self.real, np.array([firm.real for firm in firms], dtype=np.bool_)]),
            np.concatenate([self.anchored, np.array([firm.anchored for firm in firms], dtype=np.bool_)]),
            of_seq,
            head,
        )

    def number(self, seq: int) -> int | None:
        """Return the number of a record's company; None for one that is not known."""
        found = int(self.of_seq[seq]) if 0 <= seq < len(self.of_seq) else _NONE
        return None if found == _NONE else found

    def real_number(self, seq: int) -> int | None:
        """Return the number of a record's company where it is a real one."""
        number = self.number(seq)
        return number if number is not None and self.real[number] else None

    def firm_of(self, seq: int) -> EntityId | None:
        """Return the id of a record's company; None for one that is not known."""
        number = self.number(seq)
        return None if number is None else self.told(number)[0]

    def with_all_of(self, seqs: Iterable[int]) -> set[int]:
        """Return some records with all others of their companies."""
        given = set(seqs)
        numbers = [number for number in map(self.number, given) if number is not None]
        return given.union(np.flatnonzero(np.isin(self.of_seq, numbers)).tolist())

    def told(self, number: int) -> tuple[EntityId, str]:
        """Return the id of a company and what it is called."""
        return EntityId(self.id[number].decode()), text_at(self.name, self.name_at, number)

    def is_anchored(self, seq: int) -> bool:
        """Say whether a record's company is known by more than a name."""
        number = self.number(seq)
        return number is not None and bool(self.anchored[number])

    def anchored_seqs(self) -> list[int]:
        """Return the records of all companies that are known by more than a name."""
        known = np.append(self.anchored, np.False_)
        found: list[int] = np.flatnonzero(known[self.of_seq]).tolist()
        return found


class _Ids(Sequence[EntityId]):
    """The ids of companies, read one by one."""

    def __init__(self, firms: Firms) -> None:
        self._firms = firms

    def __len__(self) -> int:
        return len(self._firms.id)

    def __getitem__(self, number: int) -> EntityId:  # type: ignore[override]  # nobody asks for several at once
        return self._firms.told(number)[0]


class _Names(Sequence[str]):
    """What companies are called, read one by one."""

    def __init__(self, firms: Firms) -> None:
        self._firms = firms

    def __len__(self) -> int:
        return len(self._firms.id)

    def __getitem__(self, number: int) -> str:  # type: ignore[override]  # nobody asks for several at once
        return self._firms.told(number)[1]


class _BySeq:
    def __init__(self, firms: Firms) -> None:
        self._firms = firms

    def get(self, seq: int, /) -> int | None:
        """Return the number of the real company of a record."""
        return self._firms.real_number(seq)


class _ByMark:
    """Finds the one real company that bears something."""

    def __init__(self, firms: Firms, index: Index, kind: Kind) -> None:
        self._firms = firms
        self._index = index
        self._kind = kind
        self._known: dict[str, int | None] = {}

    def get(self, text: str, /) -> int | None:
        """Return its number; None where there is none, or several."""
        known = self._known
        if text not in known:
            if len(known) >= _MOST_KNOWN:
                # Another thread may still be looking into the one before.
                known = self._known = {}
            known[text] = self._looked_up(text)
        return known[text]

    def _looked_up(self, text: str) -> int | None:
        [seqs] = self._index.under(np.array([mark_of(self._kind, text)], dtype=np.uint64))
        numbers = set(map(self._firms.real_number, seqs.tolist())) - {None}
        return numbers.pop() if len(numbers) == 1 else None


def bearers(firms: Firms, index: Index, asked: Marks) -> Ints:
    """Return the number of the one real company that bears each of some marks; -1 where there is none, or several."""
    place, seq = index.find(asked)
    if not len(seq):
        return np.full(len(asked), _NONE, dtype=np.int64)
    number = told_at(firms.of_seq, seq, _NONE).astype(np.int64)
    is_real = told_at(firms.real, np.where(number == _NONE, len(firms.real), number), 0)
    pairs = np.unique(np.stack([place[is_real], number[is_real]], axis=1), axis=0)
    found: Ints = np.full(len(asked), _NONE, dtype=np.int64)
    found[pairs[:, 0]] = pairs[:, 1]
    several = np.bincount(pairs[:, 0], minlength=len(asked)) > 1
    found[several] = _NONE
    return found


def places_in(firms: Firms, index: Index) -> Workplaces:
    """Return where people worked by these companies, whose records stand in an index."""
    return Workplaces(
        _Ids(firms),
        _Names(firms),
        _BySeq(firms),
        _ByMark(firms, index, Kind.CORE),
        _ByMark(firms, index, Kind.DOMAIN),
    )


def _longer(column: Codes, size: int) -> Codes:
    found = np.full(max(size, len(column)), _NONE, dtype=np.int32)
    found[: len(column)] = column
    return found
