"""Which rows of a snapshot stand there only because of somebody's own upload."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np

from orbit.graph.arrays import Array, ranges
from orbit.graph.snapshot import Snapshot
from orbit.model import Fact, FactId, RecordKey, Spell, Tie
from orbit.store.base import StoredFact
from orbit.uploads import PERSONAL, is_owner, named_by

Owners = frozenset[RecordKey]
# Who told something, and the fact that says so: their tie with whom it is about, or it is that fact itself.
Tellers = Mapping[RecordKey, FactId]
_AT_ONCE = 20_000


class Facts(Protocol):
    """Says what was told by the facts of these ids; a store does."""

    def facts_by_id(self, ids: Sequence[FactId]) -> list[StoredFact]: ...


class Telling(NamedTuple):
    """A fact from an upload: the record of its owner, where the fact names it, and the record that it is about."""

    owner: RecordKey | None
    about: RecordKey


class Tellings:
    """Reads which facts come from uploads, each once: what makes a fact that fact decides it, so it never changes."""

    def __init__(self, store: Facts) -> None:
        self._store = store
        self._known: dict[FactId, Telling | None] = {}

    def of(self, ids: Array) -> list[Telling | None]:
        """What each of these facts of a snapshot tells of whose upload; None for one that is from no upload."""
        wanted = [FactId(one.decode()) for one in ids.tolist()]
        missing = [one for one in dict.fromkeys(wanted) if one not in self._known]
        for first in range(0, len(missing), _AT_ONCE):
            some = self._store.facts_by_id(missing[first : first + _AT_ONCE])
            self._known.update((stored.id, _telling(stored.fact)) for stored in some)
        return [self._known[one] for one in wanted]


@dataclass(frozen=True, slots=True)
class Uploads:
    """What some uploads told: rows of pair ties and of spells in a snapshot, ascending, and who told each.

    `records`: who lists whom, by the record that uploads keep of somebody.
    """

    ties: Array
    tie_owners: tuple[RecordKey, ...]
    spells: Array
    tellers: tuple[Tellers, ...]
    records: Mapping[RecordKey, Tellers]

    def told_by(self, owners: Owners) -> tuple[Array, Array]:
        """The rows of spells and of pair ties that none but these owners told."""
        spells = [one.keys() <= owners for one in self.tellers]
        ties = [one in owners for one in self.tie_owners]
        return self.spells[np.array(spells, dtype=np.bool_)], self.ties[np.array(ties, dtype=np.bool_)]

    def known_to(self, owner: RecordKey) -> tuple[Array, Array]:
        """The rows of spells and of pair ties that an owner told, whoever told them too."""
        spells = [owner in one for one in self.tellers]
        ties = [one == owner for one in self.tie_owners]
        return self.spells[np.array(spells, dtype=np.bool_)], self.ties[np.array(ties, dtype=np.bool_)]


def find_uploads(snapshot: Snapshot, owners: Mapping[RecordKey, int], tellings: Tellings) -> Uploads:
    """Find what the uploads of these owners (person numbers by their records) told.

    A spell of somebody who is in several uploads counts as told by all of their owners.
    """
    people = np.unique(np.array(list(owners.values()), dtype=np.int64))
    rows = _ties_of(snapshot, people)
    told = list(zip(rows.tolist(), tellings.of(snapshot.tie_id[rows]), strict=True))
    own = [(row, one.owner, one.about) for row, one in told if one is not None and one.owner in owners]
    tie_rows = np.array([row for row, _, _ in own], dtype=np.int64)
    ends = np.concatenate([snapshot.tie_left[tie_rows], snapshot.tie_right[tie_rows], people]).astype(np.int64)
    named = np.unique(ends)
    tellers = _tellers(snapshot, named, tellings)
    spells = _spells_of(snapshot, named)
    found: list[tuple[int, Tellers]] = []
    ids = snapshot.fact_id[spells]
    for row, fact, one in zip(spells.tolist(), ids.tolist(), tellings.of(ids), strict=True):
        of_row = {} if one is None else _tellers_of(one, FactId(fact.decode()), tellers)
        if not of_row.keys().isdisjoint(owners):
            found.append((row, of_row))
    return Uploads(
        ties=tie_rows,
        tie_owners=tuple(owner for _, owner, _ in own if owner is not None),
        spells=np.array([row for row, _ in found], dtype=np.int64),
        tellers=tuple(of_row for _, of_row in found),
        records=tellers,
    )


def _telling(fact: Fact) -> Telling | None:
    if fact.ref.source not in PERSONAL:
        return None
    if isinstance(fact, Tie):
        ends = (fact.left, fact.right)
        owner = next(filter(is_owner, ends), None)
        return None if owner is None else Telling(owner, ends[0] if ends[1] == owner else ends[1])
    if isinstance(fact, Spell):
        return Telling(fact.person if is_owner(fact.person) else named_by(fact.person), fact.person)
    return None


def _tellers_of(telling: Telling, fact: FactId, tellers: Mapping[RecordKey, Tellers]) -> Tellers:
    return tellers.get(telling.about, {}) if telling.owner is None else {telling.owner: fact}


def _tellers(snapshot: Snapshot, people: Array, tellings: Tellings) -> dict[RecordKey, dict[RecordKey, FactId]]:
    """In whose uploads each record of some people is."""
    found: dict[RecordKey, dict[RecordKey, FactId]] = {}
    ids = snapshot.tie_id[_ties_of(snapshot, people)]
    for fact, one in zip(ids.tolist(), tellings.of(ids), strict=True):
        if one is not None and one.owner is not None:
            found.setdefault(one.about, {})[one.owner] = FactId(fact.decode())
    return found


def _ties_of(snapshot: Snapshot, people: Array) -> Array:
    """The rows of pair ties of some people (ascending)."""
    asked = np.zeros(snapshot.persons, dtype=np.bool_)
    asked[people] = True
    rows: Array = np.flatnonzero(asked[snapshot.tie_left] | asked[snapshot.tie_right])
    return rows


def _spells_of(snapshot: Snapshot, people: Array) -> Array:
    """The rows of spell facts of some people (ascending)."""
    wanted = people.astype(snapshot.fact_person.dtype)
    first, end = (np.searchsorted(snapshot.fact_person, wanted, side=side) for side in ("left", "right"))
    return ranges(first, end - first)
