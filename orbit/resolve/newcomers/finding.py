"""Whom a single record means: looked up and weighed among all people that are kept; nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from orbit.model import EntityId, EntityKind, Person, RecordKey
from orbit.resolve.counted import stable
from orbit.resolve.doubts import doubts, shared_of
from orbit.resolve.linkage.bands import Band
from orbit.resolve.linkage.collapse import Collapsed
from orbit.resolve.linkage.columns import Ints, Table
from orbit.resolve.linkage.levels import level_vectors
from orbit.resolve.linkage.online import Against, all_said, mixed_by
from orbit.resolve.linkage.people import PEOPLE
from orbit.resolve.linkage.waterfall import Waterfall, waterfall
from orbit.resolve.matching import Matching
from orbit.resolve.newcomers.firms import places_in
from orbit.resolve.newcomers.kept import Kept
from orbit.resolve.newcomers.likeness import Nodes
from orbit.resolve.newcomers.marks import way_mark
from orbit.resolve.newcomers.meeting import meet
from orbit.resolve.people import table_of
from orbit.resolve.profile import PersonProfile
from orbit.resolve.reading import Reading, people_from
from orbit.store.base import Store, StoredRecord

_ASKED = 0
_APART = "they have two LinkedIn addresses"


@dataclass(frozen=True, slots=True)
class Meant:
    """A person whom a record may mean, by the record of theirs that is most like it.

    `gap`: by how many bits the next best is behind, or the best before (negative); infinite where there is nobody else.
    `against` are reasons, in words, why nobody would be joined with them by likeness alone.
    """

    person: EntityId
    record: RecordKey
    band: Band
    gap: float
    why: Waterfall
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Compared:
    record: RecordKey
    why: Waterfall
    against: tuple[str, ...]
    apart: bool


class Finder:
    """Finds people by what a single record says of them, as they stand in what is kept of the last matching."""

    Seen = Callable[[EntityId], Container[RecordKey]]

    def __init__(self, store: Store, kept: Kept, matching: Matching) -> None:
        """The weights are those that were fitted when everybody was matched."""
        self._store = store
        self._kept = kept
        self._policy = matching.policy
        self._model = kept.counted.model
        self._nodes = Nodes(kept.standing.node)

    def find(self, asked: Person, limit: int = 3, seen: Seen | None = None) -> list[Meant]:
        """Return the people likeliest to be meant, best first; nobody who is less than a hint.

        With `seen` no other records of a person are looked at than those.
        """
        places = places_in(self._kept.firms, self._kept.companies)
        own = people_from([StoredRecord(_ASKED, asked, asked.seen_on, asked.seen_on)], (), places)
        said = self._said(table_of(own.cells))
        seqs = self._met(said)
        if not len(seqs):
            return []
        records = self._store.records_at(EntityKind.PERSON, seqs.tolist())
        met = people_from(records, self._store.spells_at(seqs.tolist()), places)
        return list(self._ranked(said, own, met, self._persons(met, seen), limit))

    def _said(self, table: Table) -> dict[str, str]:
        told = {name: column.values[0] for name, column in table.columns.items() if column.codes[0] >= 0}
        return all_said(PEOPLE, self._model, told)

    def _met(self, said: Mapping[str, str]) -> Ints:
        """Return the records that share a key with what is said, as long as not too many do."""
        heard = {name: stable(value) for name, value in said.items()}
        caps: dict[int, int] = {}
        for number, key in enumerate(PEOPLE.keys):
            for way in key.ways:
                if all(name in heard for name in way):
                    caps[way_mark(mixed_by(heard, way), number)] = key.cap
        asked, cap = np.array(list(caps), dtype=np.uint64), np.array(list(caps.values()), dtype=np.int64)
        meeting = meet(self._kept.people, asked, cap, self._nodes.of)
        found: Ints = np.unique(meeting.seq[~meeting.full[meeting.place]])
        return found

    def _persons(self, met: Reading[PersonProfile], seen: Seen | None) -> Mapping[RecordKey, EntityId]:
        """Return whose the records are that are looked at."""
        person = self._store.entities(EntityKind.PERSON, met.keys)
        if seen is None:
            return person
        shown = {who: seen(who) for who in set(person.values())}
        return {key: who for key, who in person.items() if key in shown[who]}

    def _ranked(
        self,
        said: Mapping[str, str],
        own: Reading[PersonProfile],
        met: Reading[PersonProfile],
        person: Mapping[RecordKey, EntityId],
        limit: int,
    ) -> Iterator[Meant]:
        against = Against.of(PEOPLE, self._model, table_of(met.cells))
        bits = against.scores(said, np.arange(len(met.seqs)))
        best: dict[EntityId, tuple[float, int]] = {}
        for row, (key, score) in enumerate(zip(met.keys, bits, strict=True)):
            if key in person and (-score, row) < best.get(person[key], (np.inf, 0)):
                best[person[key]] = (-score, row)
        ranked = sorted((told, who) for who, told in best.items())
        first, second = (*(-told[0] for told, _ in ranked[:2]), -np.inf, -np.inf)[:2]
        for place, ((score, row), who) in enumerate(ranked[:limit]):
            found = self._told(own, met, row)
            if found.why.probability < self._policy.hint:
                return
            yield self._banded(who, found, -score - (first if place else second))

    def _told(self, own: Reading[PersonProfile], met: Reading[PersonProfile], row: int) -> _Compared:
        """Weigh the record against one that it met, in words."""
        table = PEOPLE.prepared(table_of([own.cells[0], met.cells[row]]), self._model.generic)
        levels = level_vectors(table, PEOPLE.comparisons, np.array([0]), np.array([1]), self._model.kin)
        pair = Collapsed(table, np.arange(2), np.ones(2, dtype=np.int64))
        shared = shared_of([own.profiles[0], met.profiles[row]])
        barred = doubts(shared, pair, self._kept.counted, (0, 1), levels[:, 0].tolist())
        urls = {own.cells[0].url, met.cells[row].url} - {""}
        return _Compared(met.keys[row], waterfall(PEOPLE, self._model, table), tuple(barred), len(urls) > 1)

    def _banded(self, who: EntityId, found: _Compared, gap: float) -> Meant:
        policy, chance = self._policy, found.why.probability
        clear = gap >= policy.margin and not found.apart and not found.against
        band = Band.HINT
        if chance >= policy.review:
            band = Band.AUTO if clear and chance >= policy.auto else Band.REVIEW
        apart = (_APART,) if found.apart else ()
        return Meant(who, found.record, band, gap, found.why, (*apart, *found.against))
