"""What stands of the records that newcomers reach, and what becomes of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from orbit.model import EntityKind, RecordKey
from orbit.resolve.cluster import clusters
from orbit.resolve.newcomers.crowd import Crowd
from orbit.resolve.reading import Reading
from orbit.resolve.regroup import regrouped
from orbit.resolve.ruling import REVIEWED, Ruling, of_judgement
from orbit.resolve.settle import Profile
from orbit.resolve.writing import Draft, each_once
from orbit.store.base import Judgement, Store, Verdict


@dataclass(frozen=True, slots=True)
class Reached:
    """The records of which everything is ruled anew (`inner`), and what stands of these and of those beside them."""

    store: Store
    kind: EntityKind
    inner: Collection[RecordKey]
    standing: Sequence[Judgement]

    @classmethod
    def of(cls, store: Store, kind: EntityKind, inner: Collection[RecordKey], keys: Collection[RecordKey]) -> Reached:
        """Read what rules say of all these records; what people decided stands beside it."""
        told = store.judgements_about(kind, sorted(keys))
        return cls(store, kind, inner, [one for one in told if one.rule != REVIEWED])

    def touching(self, rulings: Iterable[Ruling]) -> list[Ruling]:
        """Return the rulings on the inner records; of the others only some are known here."""
        return [one for one in rulings if one.left in self.inner or one.right in self.inner]

    def of_all(self, keys: Collection[RecordKey]) -> list[Ruling]:
        """Return what stands of some records."""
        return [of_judgement(one) for one in self.standing if one.left in keys and one.right in keys]

    def beside(self, keys: Collection[RecordKey]) -> list[Ruling]:
        """Return what stands of some records other than the inner ones."""
        told = (one for one in self.standing if one.left in keys and one.right in keys)
        return [of_judgement(one) for one in told if one.left not in self.inner and one.right not in self.inner]

    def without(self, ids: Collection[int]) -> Reached:
        """Leave out some of what stands: it stands on."""
        return replace(self, standing=[one for one in self.standing if one.id not in ids])

    def drafted(
        self, crowd: Crowd[Profile], reading: Reading[Profile], rulings: Sequence[Ruling], *, dropped: int
    ) -> Draft:
        """Say what is to be written given the rulings on the inner records; `reading` holds those beside them too."""
        keys: list[RecordKey] = reading.keys
        groups = clusters(keys, [*rulings, *self.beside(set(keys))], reading.identities)
        standing = [one for one in self.standing if one.left in self.inner or one.right in self.inner]
        told = each_once(keys, groups, rulings)
        draft = Draft(self.kind, len(self.inner), told, standing, (), (), dropped)
        about = set(self.inner) | {key for one in draft.fresh for key in (one.left, one.right)}
        known = [stored for stored in crowd.stored.values() if stored.record.key in about]
        members = regrouped(self.store, self.kind, about, draft.fresh, {one.id for one in draft.stale}, known)
        mine = {stored.seq for stored in known if stored.record.key in self.inner}
        identifiers = [each for each in reading.identifiers if each[0] in mine]
        return replace(draft, members=members, identifiers=identifiers)


def tied_to(store: Store, kind: EntityKind, crowd: Crowd[Profile], seqs: Collection[int]) -> set[int]:
    """Return the records that rules tie to some records as the same, by one step."""
    keys = crowd.keys(seqs)
    told = store.judgements_about(kind, sorted(keys))
    same = [one for one in told if one.verdict is Verdict.SAME and one.rule != REVIEWED]
    others = {key for one in same for key in (one.left, one.right)} - keys
    entities = sorted(set(store.entities(kind, sorted(others)).values()))
    records = [stored for entity in entities for stored in store.records_of(entity)]
    return {stored.seq for stored in records if stored.record.key in others}
