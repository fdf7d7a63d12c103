"""New people among those that stand: on whom rulings may be other ones than before, and what they are.

Who is ruled on anew (the inner ones) grows until nobody beside them can change anything: whoever identifiers or
standing judgements tie to one of them, whoever bears their name at a company where somebody came, and whoever is so
much like one of them that they may be joined or be rivals. Those beside them are read, and keep what stands of them.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass

import numpy as np

from orbit.model import EntityKind
from orbit.resolve.alike import rule_on_alike
from orbit.resolve.block import LARGEST_BLOCK, name_keys, personal_emails
from orbit.resolve.cluster import clusters
from orbit.resolve.linkage.people import PEOPLE
from orbit.resolve.matching import Matching
from orbit.resolve.newcomers.changes import Changes
from orbit.resolve.newcomers.companies import CompanyStep
from orbit.resolve.newcomers.crowd import people_crowd
from orbit.resolve.newcomers.everybody import heads_of, whole_marks
from orbit.resolve.newcomers.firms import places_in
from orbit.resolve.newcomers.index import Index
from orbit.resolve.newcomers.kept import Kept, Standing
from orbit.resolve.newcomers.likeness import Likeness, Nodes, Seen
from orbit.resolve.newcomers.marks import IDENTIFYING, Kind, Told, at_company, name_at, of_kinds
from orbit.resolve.newcomers.meeting import Heads, closed, full_among, meet
from orbit.resolve.newcomers.standing import Reached, tied_to
from orbit.resolve.people import RuledByNames, Shut, identify, likenesses, rule_by_names
from orbit.resolve.profile import PersonProfile, merged_person
from orbit.resolve.reading import Reading
from orbit.resolve.ruling import Ruling
from orbit.resolve.writing import Draft
from orbit.store.base import Store

_PERSON = EntityKind.PERSON


@dataclass(frozen=True, slots=True)
class PeopleStep:
    """What is to be written of people, and how they stand then."""

    draft: Draft
    index: Index
    standing: Standing


@dataclass(frozen=True, slots=True)
class _Fresh:
    """Whose whole may be another one (`others`), among them who came or changed, and all their former marks."""

    came: set[int]
    others: set[int]
    former: Told
    index: Index


class AllBut:
    """Holds everything but some."""

    def __init__(self, some: Collection[Hashable]) -> None:
        self._some = some

    def __contains__(self, one: object) -> bool:
        return one not in self._some


def match_new_people(
    store: Store, kept: Kept, changes: Changes, companies: CompanyStep, matching: Matching
) -> PeopleStep | None:
    """Rule on new and changed people and whom they reach; None when that is too many."""
    return _Step(store, kept, changes, companies, matching).taken()


class _Step:
    """One look at the people that newcomers among them reach."""

    def __init__(self, store: Store, kept: Kept, changes: Changes, companies: CompanyStep, matching: Matching) -> None:
        self._store = store
        self._kept = kept
        self._changes = changes
        self._companies = companies
        self._matching = matching
        self._places = places_in(companies.firms, companies.index)
        self._crowd = people_crowd(store, self._places, kept.counted.model)
        self._heads = Heads(kept.standing.head)
        self._nodes = Nodes(kept.standing.node)
        self._most = kept.most

    def taken(self) -> PeopleStep | None:
        """Take it."""
        fresh = self._fresh()
        inner = None if fresh is None else self._inner(fresh)
        beside: set[int] = set()
        while fresh is not None and inner is not None and len(inner) + len(beside) <= self._most:
            likeness = Likeness(self._kept, fresh.index, self._nodes, self._matching)
            reached, named, seen = self._looked(fresh, inner, beside, likeness)
            more, tied = likeness.reaching(seen)
            crossed = likeness.crossed(seen, fresh.former)
            also = self._wholes(tied) - set(seen.reading.seqs)
            if (more | crossed) <= inner and not also:
                rulings = reached.touching(named.rulings)
                return self._told(fresh, reached, seen, rulings)
            inner, beside = self._tied(fresh.index, inner | more | crossed), beside | also
        return None

    def _fresh(self) -> _Fresh | None:
        """Find out who came or changed, and whose whole may be another one for it."""
        new, told = self._changes.people, self._changes.told
        moved = np.union1d(self._companies.meant, at_company(self._companies.moved))
        told = told | (meet(self._kept.people, moved, self._most).everybody() - new)
        if len(new) + len(told) > self._most or meet(self._kept.people, moved, self._most).full.any():
            return None
        self._crowd.load(new | told)
        elsewhere = meet(self._kept.people, moved, self._most).everybody()
        came = set(new) | self._crowd.changed(self._kept.people, told) | (elsewhere - new)
        former = self._former(came - new)
        index = self._kept.people.over(self._crowd.layer(came))
        before = meet(self._kept.people, np.unique(of_kinds(former[0], IDENTIFYING)), LARGEST_BLOCK).everybody()
        others = self._closed(index, came | before)
        if len(others) > self._most:
            return None
        former = self._former(others - new)
        reading = self._crowd.reading(others, self._places.firms)
        groups = self._groups(index, reading)
        self._heads.put(heads_of(reading.seqs, groups))
        mark, row = whole_marks(reading, groups)
        seqs = np.array(reading.seqs, dtype=np.int64)
        return _Fresh(came, others, former, self._kept.people.over(self._crowd.layer(others, (mark, seqs[row]))))

    def _former(self, seqs: Collection[int]) -> Told:
        return self._kept.people.marks_of(np.array(sorted(seqs), dtype=np.int64))

    def _inner(self, fresh: _Fresh) -> set[int] | None:
        """Return those whose names or former likenesses the fresh ones share."""
        mark, seq = fresh.former
        names = np.union1d(of_kinds(fresh.index.layers[-1].mark, [Kind.NAME_AT]), of_kinds(mark, [Kind.NAME_AT]))
        mates = meet(fresh.index, names, LARGEST_BLOCK, self._heads.of).everybody()
        then = meet(self._kept.people, names, LARGEST_BLOCK, Heads(self._kept.standing.head).of).everybody()
        changed = mark[np.isin(seq, np.fromiter(fresh.came, dtype=np.int64, count=len(fresh.came)))]
        alike: set[int] = set()
        for number, key in enumerate(PEOPLE.keys):
            asked = np.unique(of_kinds(changed, [Kind.WAY + number]))
            alike |= meet(self._kept.people, asked, key.cap, Nodes(self._kept.standing.node).of).everybody()
        return self._tied(fresh.index, fresh.others | mates | then | alike)

    def _tied(self, index: Index, seqs: Collection[int]) -> set[int] | None:
        """Return some records with all whom identifiers, standing judgements or saying the same tie to them."""
        found = self._closed(index, seqs)
        while len(found) <= self._most:
            twins = meet(index, np.unique(self._crowd.marks(found, [Kind.CELLS])[0]), self._most)
            if twins.full.any():
                return None
            grown = (tied_to(self._store, _PERSON, self._crowd, found) | twins.everybody()) - found
            if not grown:
                return found
            found = self._closed(index, found | grown)
        return None

    def _wholes(self, seqs: set[int]) -> set[int]:
        """Return some records with all that standing judgements tie to them: one is asked about two whole people."""
        found = set(seqs)
        while grown := tied_to(self._store, _PERSON, self._crowd, found) - found:
            found |= grown
            self._crowd.load(found)
        return found

    def _looked(
        self, fresh: _Fresh, inner: set[int], beside: set[int], likeness: Likeness
    ) -> tuple[Reached, RuledByNames, Seen]:
        """Read those beside the inner ones, and rule by names and weigh likeness among all of them."""
        index = fresh.index
        mine = self._crowd.reading(inner, self._places.firms)
        groups = self._groups(index, mine)
        wholes = [merged_person([mine.profiles[place] for place in group]) for group in groups]
        names = {name_at(key, self._places.firms): key for whole in wholes for key in name_keys(whole)}
        full = full_among(index, Kind.NAME_AT, names, LARGEST_BLOCK, self._heads.of)
        open_ = {text: key for text, key in names.items() if text not in full}
        marks = np.unique(whole_marks(mine, groups)[0])
        mates = meet(index, marks, LARGEST_BLOCK, self._heads.of).everybody()
        partners = likeness.partners(self._crowd.marks(inner)[0])
        outer = self._closed(index, inner | beside | mates | partners)
        reading = self._crowd.reading(outer, self._places.firms)
        shut = self._shut(index, reading.profiles, AllBut(set(open_.values())))
        named = rule_by_names(reading, self._kept.counted, shut)
        reached = Reached.of(self._store, _PERSON, self._crowd.keys(inner), reading.keys)
        found = [*reached.touching(named.rulings), *reached.beside(set(reading.keys))]
        return reached, named, likeness.seen(reading, inner, found)

    def _told(self, fresh: _Fresh, reached: Reached, seen: Seen, rulings: list[Ruling]) -> PeopleStep:
        told = likenesses(seen.reading, rule_on_alike(seen.weighed, seen.known, self._matching.policy))
        both = [*rulings, *reached.touching(told)]
        draft = reached.drafted(self._crowd, seen.reading, both, dropped=0)
        return PeopleStep(draft, fresh.index.flattened(1), self._standing())

    def _standing(self) -> Standing:
        return Standing(self._nodes.now(), self._heads.now())

    def _closed(self, index: Index, seqs: Iterable[int]) -> set[int]:
        return closed(index, seqs, lambda some: self._crowd.marks(some, IDENTIFYING)[0], LARGEST_BLOCK)

    def _groups(self, index: Index, reading: Reading[PersonProfile]) -> list[list[int]]:
        rulings = identify(reading.profiles, self._shut(index, reading.profiles, ())).rulings
        return clusters(reading.keys, rulings, reading.identities)

    def _shut(self, index: Index, profiles: Iterable[PersonProfile], names: object) -> Shut:
        told = list(profiles)

        def full(kind: Kind, texts: Iterable[str]) -> frozenset[str]:
            return full_among(index, kind, set(texts), LARGEST_BLOCK)

        return Shut(
            full(Kind.PROFILE, (slug for profile in told for slug in profile.slugs)),
            full(Kind.ID, (id_ for profile in told for id_ in profile.ids)),
            full(Kind.EMAIL, (email for profile in told for email in personal_emails(profile))),
            names,  # type: ignore[arg-type]  # it only has to hold
        )
