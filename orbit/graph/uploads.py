"""Which rows of a snapshot stand there only because of somebody's own upload, and what they are without it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple, Protocol, TypeVar

import numpy as np

from orbit.graph.arrays import Array, ranges
from orbit.graph.rows import Numbering, SpanRow, span_row
from orbit.graph.snapshot import Snapshot
from orbit.model import FactId, RecordKey, Ref, Spell, Tie
from orbit.store.base import FactKind, StoredFact
from orbit.store.said import fact_said, fact_slots
from orbit.store.telling import folded
from orbit.store.told import Row, Table, Told
from orbit.uploads import PERSONAL, is_owner, named_by

ItemT = TypeVar("ItemT")
Owners = frozenset[RecordKey]
# Who told something, and what: owners of uploads by their records; None stands for everybody who shares all.
Tellers = Mapping[RecordKey | None, Told]
_AT_ONCE = 20_000


class Facts(Protocol):
    """Says what facts of these ids say, and who told of something; a store does."""

    def facts_by_id(self, ids: Sequence[FactId]) -> list[StoredFact]: ...

    def said(self, table: Table, slots: Sequence[Row]) -> dict[Row, list[Told]]: ...


class Owner(NamedTuple):
    """The owner of an upload: the number of the person in a snapshot, and that of their record in the store."""

    person: int
    record: int


@dataclass(frozen=True, slots=True)
class Uploads:
    """What some uploads told: rows of pair ties and of spells in a snapshot, ascending, and who told each.

    `owners`: whose uploads they are, by the numbers of their records. `facts`: of spells of which several told, all
    that is told of them together.
    """

    owners: Mapping[int, RecordKey]
    ties: Array
    tie_owners: tuple[RecordKey, ...]
    spells: Array
    tellers: tuple[Tellers, ...]
    facts: Mapping[int, StoredFact]

    def told_by(self, owners: Owners) -> tuple[Array, Array]:
        """The rows of spells and of pair ties that none but these owners told."""
        spells = [one.keys() <= owners for one in self.tellers]
        ties = [one in owners for one in self.tie_owners]
        return self.spells[np.array(spells, dtype=np.bool_)], self.ties[np.array(ties, dtype=np.bool_)]

    def known_to(self, owner: RecordKey) -> tuple[list[tuple[int, Told]], Array]:
        """The rows of spells that an owner told, with what they say of each, and the rows of their pair ties."""
        rows = zip(self.spells.tolist(), self.tellers, strict=True)
        ties = [one == owner for one in self.tie_owners]
        return [(row, one[owner]) for row, one in rows if owner in one], self.ties[np.array(ties, dtype=np.bool_)]

    def without(self, owners: Owners) -> dict[int, Told]:
        """Of the spells, by row, that these owners told and others too: what the others say."""
        found: dict[int, Told] = {}
        for row, tellers in zip(self.spells.tolist(), self.tellers, strict=True):
            left = folded(told for owner, told in tellers.items() if owner not in owners)
            if left is not None and not tellers.keys().isdisjoint(owners):
                found[row] = left
        return found

    def rows_without(self, snapshot: Snapshot, owners: Owners) -> dict[int, SpanRow]:
        """Of the spells that these owners told and others too, those that are other rows by what the others say."""
        found: dict[int, SpanRow] = {}
        for row, left in self.without(owners).items():
            now = self.row_said(snapshot, row, left)
            if now is not None and now != _row_of(snapshot, row, self.facts[row]):
                found[row] = now
        return found

    def row_said(self, snapshot: Snapshot, row: int, told: Told) -> SpanRow | None:
        """A spell of which several told, by what some of them say."""
        return _row_of(snapshot, row, fact_said(self.facts[row], told))


def find_uploads(snapshot: Snapshot, owners: Mapping[RecordKey, Owner], store: Facts) -> Uploads:
    """Find what the uploads of these owners told."""
    people = np.unique(np.array([owner.person for owner in owners.values()], dtype=np.int64))
    rows = _ties_of(snapshot, people)
    told = zip(rows.tolist(), map(_listing, _facts_of(store, snapshot.tie_id[rows])), strict=True)
    own = [(row, one.owner) for row, one in told if one is not None and one.owner in owners]
    tie_rows = np.array([row for row, _ in own], dtype=np.int64)
    ends = np.concatenate([snapshot.tie_left[tie_rows], snapshot.tie_right[tie_rows], people]).astype(np.int64)
    named = np.unique(ends)
    spells = _spells_of(snapshot, named)
    facts = _facts_of(store, snapshot.fact_id[spells])
    personal = [(row, one) for row, one in zip(spells.tolist(), facts, strict=True) if _may_be_told(one)]
    numbers = {owner.record: key for key, owner in owners.items()}
    tellers = _spell_tellers(store, snapshot, numbers, personal)
    found = [(row, by) for (row, _), by in zip(personal, tellers, strict=True) if not by.keys().isdisjoint(owners)]
    several = {row for row, by in found if len(by) > 1}
    return Uploads(
        owners=numbers,
        ties=tie_rows,
        tie_owners=tuple(owner for _, owner in own),
        spells=np.array([row for row, _ in found], dtype=np.int64),
        tellers=tuple(by for _, by in found),
        facts={row: one for row, one in personal if row in several},
    )


def tellers_of(
    said: Iterable[Told], owners: Mapping[int, RecordKey], listers: Mapping[RecordKey | None, Ref | None]
) -> Tellers:
    """Who told something that uploads tell of, given what each of them said.

    What is kept of older imports does not say whose they were: then whoever lists the person counts as having told it,
    in the place where they do.
    """
    found: dict[RecordKey | None, list[Told]] = {}
    for told in said:
        number, ref = told.sighting.owner, told.sighting.ref
        if number is not None or ref.source not in PERSONAL or not listers:
            found.setdefault(None if number is None else owners.get(number), []).append(told)
            continue
        for lister, place in listers.items():
            seen = told.sighting if place is None else told.sighting._replace(ref=place)
            found.setdefault(lister, []).append(told._replace(sighting=seen))
    whole = {owner: folded(tellings) for owner, tellings in found.items()}
    return {owner: one for owner, one in whole.items() if one is not None}


def find_listers(
    store: Facts, snapshot: Snapshot, people: Array, owners: Mapping[int, RecordKey]
) -> dict[RecordKey, dict[RecordKey | None, Ref]]:
    """In whose uploads each record of some people is, and where; None stands for all others than these owners."""
    found: dict[RecordKey, dict[RecordKey | None, Ref]] = {}
    known = frozenset(owners.values())
    facts = _facts_of(store, snapshot.tie_id[_ties_of(snapshot, people)])
    for one in filter(None, map(_listing, facts)):
        places = found.setdefault(one.about, {})
        owner = one.owner if one.owner in known else None
        places[owner] = min(one.ref, places.get(owner, one.ref), key=lambda ref: (ref.file, ref.line or 0))
    return found


def _spell_tellers(
    store: Facts, snapshot: Snapshot, owners: Mapping[int, RecordKey], spells: Sequence[tuple[int, StoredFact]]
) -> list[Tellers]:
    said: dict[Row, list[Told]] = {}
    slots = fact_slots(FactKind.SPELL, [one for _, one in spells])
    for some in _some_at_once(slots):
        said |= store.said(Table.FACT, some)
    unknown = {
        row
        for (row, one), slot in zip(spells, slots, strict=True)
        if _sole_teller(one) is None and any(told.sighting.owner is None for told in said[slot])
    }
    people = np.unique(snapshot.fact_person[np.array(sorted(unknown), dtype=np.int64)]).astype(np.int64)
    listers = find_listers(store, snapshot, people, owners) if len(people) else {}
    return [_tellers_of_spell(one, said[slot], owners, listers) for (_, one), slot in zip(spells, slots, strict=True)]


def _tellers_of_spell(
    stored: StoredFact,
    said: Sequence[Told],
    owners: Mapping[int, RecordKey],
    listers: Mapping[RecordKey, Mapping[RecordKey | None, Ref]],
) -> Tellers:
    alone = _sole_teller(stored)
    if alone is not None:
        return tellers_of(said, owners, {alone if alone in owners.values() else None: None})
    return tellers_of(said, owners, listers.get(stored.fact.person, {}) if isinstance(stored.fact, Spell) else {})


def _sole_teller(stored: StoredFact) -> RecordKey | None:
    """The owner whose upload alone can have told of a spell: their own, or that of somebody known by name only."""
    if not isinstance(stored.fact, Spell):
        return None
    return stored.fact.person if is_owner(stored.fact.person) else named_by(stored.fact.person)


class _Listing(NamedTuple):
    """That an owner lists somebody, and where."""

    owner: RecordKey
    about: RecordKey
    ref: Ref


def _listing(stored: StoredFact) -> _Listing | None:
    fact = stored.fact
    if not isinstance(fact, Tie) or fact.ref.source not in PERSONAL:
        return None
    for owner, about in ((fact.left, fact.right), (fact.right, fact.left)):
        if is_owner(owner):
            return _Listing(owner, about, fact.ref)
    return None


def _may_be_told(stored: StoredFact) -> bool:
    """Whether an upload may have told of this spell, whoever else did."""
    return isinstance(stored.fact, Spell) and stored.fact.person.source in PERSONAL


def _facts_of(store: Facts, ids: Array) -> list[StoredFact]:
    """The facts of rows, whose ids these are."""
    wanted = [FactId(one.decode()) for one in ids.tolist()]
    found: dict[FactId, StoredFact] = {}
    for some in _some_at_once(list(dict.fromkeys(wanted))):
        found.update((stored.id, stored) for stored in store.facts_by_id(some))
    return [found[one] for one in wanted]


def _some_at_once(items: Sequence[ItemT]) -> Iterable[list[ItemT]]:
    rest = iter(items)
    while some := list(islice(rest, _AT_ONCE)):
        yield some


def _row_of(snapshot: Snapshot, row: int, stored: StoredFact) -> SpanRow | None:
    person, company = int(snapshot.fact_person[row]), int(snapshot.fact_company[row])
    return span_row(stored, Numbering(lambda _: person, lambda _: company))


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
