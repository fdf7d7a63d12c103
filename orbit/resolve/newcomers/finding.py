"""Whom a single record means: looked up and weighed among all people that are kept; nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

from orbit.model import EntityId, EntityKind, Person, RecordKey
from orbit.resolve.counted import stable
from orbit.resolve.doubts import shared_of, unweighed, weighed
from orbit.resolve.identify import identifiers
from orbit.resolve.linkage.bands import Band
from orbit.resolve.linkage.online import mixed_by
from orbit.resolve.linkage.pairwise import Asked, PairScorer, Said, WeighedPair
from orbit.resolve.linkage.people import PEOPLE, comparable
from orbit.resolve.linkage.plan import Key
from orbit.resolve.linkage.waterfall import Waterfall, waterfall_of
from orbit.resolve.matching import Matching
from orbit.resolve.newcomers.firms import places_in
from orbit.resolve.newcomers.kept import Kept
from orbit.resolve.newcomers.likeness import Nodes
from orbit.resolve.newcomers.marks import way_mark
from orbit.resolve.newcomers.meeting import met_under
from orbit.resolve.profile import PersonProfile
from orbit.resolve.reading import Workplaces, cells_of, people_from
from orbit.store.base import Store, StoredRecord

_NO_NUMBER = 0
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
class Found:
    """The people whom a record may mean, best first, and the keys that so many share that nobody was met by them."""

    people: list[Meant]
    crowded: tuple[Key, ...]


class _Like(NamedTuple):
    """A record that is looked at, what it says as it is compared, and how it compares."""

    record: Person
    said: Said
    pair: WeighedPair


class Finder:
    """Finds people by what a single record says of them, as they stand in what is kept of the last matching."""

    Seen = Callable[[EntityId], Container[RecordKey]]

    def __init__(self, store: Store, kept: Kept, matching: Matching) -> None:
        """The weights are those that were fitted when everybody was matched."""
        self._store = store
        self._kept = kept
        self._policy = matching.policy
        self._scorer = PairScorer.of(PEOPLE, kept.counted.model)
        self._nodes = Nodes(kept.standing.node)
        self._places = places_in(kept.firms, kept.companies)

    def find(self, asked: Person, limit: int = 3, seen: Seen | None = None) -> Found:
        """Find the people likeliest to be meant, best first; nobody who is less than a hint.

        With `seen` no other records of a person are looked at than those.
        """
        said = self._scorer.said(_comparable(asked, self._places))
        own = Asked(self._scorer, said)
        seqs, crowded = self._met(said)
        if not seqs:
            return Found([], crowded)
        records = self._store.records_at(EntityKind.PERSON, seqs)
        met = [one for stored in records for one in _like(self._scorer, own, stored, self._places)]
        best = self._best(met, seen)
        return Found(list(self._told(asked, said, best[: max(limit, 2)]))[:limit], crowded)

    def _met(self, said: Said) -> tuple[list[int], tuple[Key, ...]]:
        """Return the records that share a key with what is said, and the keys that too many do."""
        heard = {name: stable(value) for name, value in said.items()}
        asked: dict[int, Key] = {}
        for number, key in enumerate(PEOPLE.keys):
            for way in key.ways:
                if all(name in heard for name in way):
                    asked[way_mark(mixed_by(heard, way), number)] = key
        seqs, full = met_under(self._kept.people, {mark: key.cap for mark, key in asked.items()}, self._nodes.of)
        return seqs, tuple(dict.fromkeys(key for mark, key in asked.items() if mark in full))

    def _best(self, met: Sequence[_Like], seen: Seen | None) -> list[tuple[EntityId, _Like]]:
        """Return the best record of each person, the best person first."""
        person = self._store.entities(EntityKind.PERSON, [one.record.key for one in met])
        shown = {} if seen is None else {who: seen(who) for who in set(person.values())}
        best: dict[EntityId, _Like] = {}
        for one in sorted(met, key=lambda one: one.record.key):
            who = person.get(one.record.key)
            if who is None or (seen is not None and one.record.key not in shown[who]):
                continue
            if who not in best or one.pair.score > best[who].pair.score:
                best[who] = one
        return sorted(best.items(), key=lambda each: (-each[1].pair.score, each[0]))

    def _told(self, asked: Person, said: Said, best: Sequence[tuple[EntityId, _Like]]) -> Iterator[Meant]:
        """Say of each why, and how sure that is."""
        own: PersonProfile | None = None
        for place, (who, one) in enumerate(best):
            why = waterfall_of(self._scorer, said, one.pair)
            if why.probability < self._policy.hint:
                return
            own = own or _profile(asked, self._places)
            barred = tuple(self._barred((own, _profile(one.record, self._places)), (said, one.said), one.pair))
            others = [other.pair.score for at, (_, other) in enumerate(best) if at != place]
            gap = one.pair.score - max(others, default=-inf)
            yield Meant(who, one.record.key, self._band(why.probability, gap, barred), gap, why, barred)

    def _barred(
        self, profiles: tuple[PersonProfile, PersonProfile], said: tuple[Said, Said], pair: WeighedPair
    ) -> Iterator[str]:
        """Yield what keeps two from being joined by likeness alone."""
        mine, other = (profile.slugs for profile in profiles)
        if mine and other and mine[0] != other[0]:
            yield _APART
        yield from unweighed(shared_of(profiles), (0, 1))
        yield from weighed(self._kept.counted, said, pair.levels)

    def _band(self, chance: float, gap: float, barred: Sequence[str]) -> Band:
        policy = self._policy
        if chance < policy.review:
            return Band.HINT
        return Band.AUTO if chance >= policy.auto and gap >= policy.margin and not barred else Band.REVIEW


def _like(scorer: PairScorer, own: Asked, stored: StoredRecord, places: Workplaces) -> Iterator[_Like]:
    if isinstance(stored.record, Person):
        said = scorer.spoken(_comparable(stored.record, places))
        yield _Like(stored.record, said, own.against(said))


def _comparable(person: Person, places: Workplaces) -> dict[str, str]:
    return comparable(cells_of(person, identifiers(person), places)._asdict())


def _profile(person: Person, places: Workplaces) -> PersonProfile:
    """Return what else is compared; where somebody worked besides does not stand in the way of likeness."""
    return people_from([StoredRecord(_NO_NUMBER, person, person.seen_on, person.seen_on)], (), places).profiles[0]
