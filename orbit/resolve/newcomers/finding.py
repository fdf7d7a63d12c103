"""Whom a single record means: looked up and weighed among all people that are kept; nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from orbit.model import EntityId, EntityKind, Person, RecordKey
from orbit.resolve.counted import stable
from orbit.resolve.doubts import shared_of, unweighed, weighed
from orbit.resolve.linkage.bands import Band
from orbit.resolve.linkage.collapse import Collapsed
from orbit.resolve.linkage.columns import Ints, Table
from orbit.resolve.linkage.levels import level_vectors
from orbit.resolve.linkage.online import Against, all_said, mixed_by
from orbit.resolve.linkage.people import PEOPLE
from orbit.resolve.linkage.waterfall import Waterfall, waterfalls
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
        # Where somebody worked besides bears on neither likeness nor what stands in its way.
        met = people_from(self._store.records_at(EntityKind.PERSON, seqs.tolist()), (), places)
        against = Against.of(PEOPLE, self._model, table_of([*own.cells, *met.cells]))
        best = self._best(met, against.scores(said, np.arange(1, len(met.seqs) + 1)), seen)
        return list(self._told(own, met, against, best[: max(limit, 2)]))[:limit]

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

    def _best(
        self, met: Reading[PersonProfile], bits: Sequence[float], seen: Seen | None
    ) -> list[tuple[float, int, EntityId]]:
        """Return the best record of each person: its bits and its place among those met; the best person first."""
        person = self._store.entities(EntityKind.PERSON, met.keys)
        shown = {} if seen is None else {who: seen(who) for who in set(person.values())}
        best: dict[EntityId, tuple[float, int, EntityId]] = {}
        for row, (key, score) in enumerate(zip(met.keys, bits, strict=True)):
            who = person.get(key)
            if who is None or (seen is not None and key not in shown[who]):
                continue
            if who not in best or score > best[who][0]:
                best[who] = (score, row, who)
        return sorted(best.values(), key=lambda one: (-one[0], one[2]))

    def _told(
        self,
        own: Reading[PersonProfile],
        met: Reading[PersonProfile],
        against: Against,
        best: Sequence[tuple[float, int, EntityId]],
    ) -> Iterator[Meant]:
        """Say of each why, and how sure that is."""
        rows = np.array([row for _, row, _ in best], dtype=np.int64)
        left = np.zeros(len(rows), dtype=np.int64)
        vectors = level_vectors(against.table, PEOPLE.comparisons, left, rows + 1, self._model.kin)
        whys = waterfalls(self._model, against.table, against.scorer, left, vectors)
        distinct = Collapsed(against.table, np.arange(against.table.rows), np.ones(against.table.rows, dtype=np.int64))
        shared = shared_of([*own.profiles, *(met.profiles[row] for row in rows.tolist())])
        for place, ((score, row, who), why) in enumerate(zip(best, whys, strict=True)):
            if why.probability < self._policy.hint:
                return
            levels = vectors[:, place].tolist()
            barred = [*unweighed(shared, (0, place + 1)), *weighed(distinct, self._kept.counted, (0, row + 1), levels)]
            if own.cells[0].url and met.cells[row].url and own.cells[0].url != met.cells[row].url:
                barred.insert(0, _APART)
            others = [bits for at, (bits, _, _) in enumerate(best) if at != place]
            gap = score - max(others, default=-np.inf)
            yield Meant(who, met.keys[row], self._band(why.probability, gap, barred), gap, why, tuple(barred))

    def _band(self, chance: float, gap: float, barred: Sequence[str]) -> Band:
        policy = self._policy
        if chance < policy.review:
            return Band.HINT
        return Band.AUTO if chance >= policy.auto and gap >= policy.margin and not barred else Band.REVIEW
