"""New companies among those that stand: which of them are one, and for whom that changes who is meant.

Only companies that share an address, an id or a name with a changed one are ruled on. By names that are merely alike a
new one is compared with all companies that are known by more than a name; where one of these changes, all are ruled on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from orbit.model import EntityKind
from orbit.names.company_name import company_name
from orbit.resolve.block import LARGEST_BLOCK
from orbit.resolve.companies import (
    Shut,
    accounts_among,
    rule_by_names,
    rule_on_companies,
    unknown_among,
    whole_companies,
)
from orbit.resolve.companies_alike import is_anchored, rule_on_alike_companies
from orbit.resolve.linkage.columns import Marks
from orbit.resolve.naming import shipped_weights
from orbit.resolve.newcomers.changes import Changes
from orbit.resolve.newcomers.crowd import Crowd
from orbit.resolve.newcomers.everybody import firms_of, heads_of
from orbit.resolve.newcomers.firms import Firms, bearers
from orbit.resolve.newcomers.index import Index
from orbit.resolve.newcomers.kept import Kept
from orbit.resolve.newcomers.marks import Kind, of_companies
from orbit.resolve.newcomers.meeting import Heads, closed, full_among, meet
from orbit.resolve.newcomers.standing import Reached, tied_to
from orbit.resolve.profile import CompanyProfile, merged_company
from orbit.resolve.reading import Reading, companies_from, read_companies
from orbit.resolve.ruling import Rule, Ruling
from orbit.resolve.writing import Draft, draft_of_all
from orbit.store.base import Judgement, Store

_COMPANY = EntityKind.COMPANY
_IDENTIFYING = (Kind.PROFILE, Kind.ID, Kind.DOMAIN)
_MEANT = (Kind.CORE, Kind.DOMAIN)
_ALIKE = frozenset({Rule.LIKENESS, Rule.LIKELY})


@dataclass(frozen=True, slots=True)
class CompanyStep:
    """What is to be written of companies, how they stand then, and what leads to another one than before.

    `moved` are the records whose company is another one, or called in another way; `meant` the marks of names and
    domains that mean another one.
    """

    draft: Draft
    firms: Firms
    index: Index
    moved: list[int]
    meant: Marks


@dataclass(frozen=True, slots=True)
class _Looked:
    """The records of companies that were looked at: those ruled on anew (`inner`), and those beside them."""

    index: Index
    inner: set[int]
    reading: Reading[CompanyProfile]
    reached: Reached
    former: Marks
    changed: set[int]


def match_new_companies(store: Store, kept: Kept, changes: Changes) -> CompanyStep:
    """Rule on new and changed companies and whom they meet; on all where one that others are compared with changed."""
    are_same_accounts = all(str(key) in kept.accounts for key in changes.accounts)
    step = _Step(store, kept, changes).taken() if are_same_accounts else None
    return step or match_all_companies(store, kept, changes)


class _Step:
    """One look at the companies that newcomers among them reach."""

    def __init__(self, store: Store, kept: Kept, changes: Changes) -> None:
        self._store = store
        self._kept = kept
        self._changes = changes
        self._crowd: Crowd[CompanyProfile] = Crowd(
            store, _COMPANY, companies_from, lambda reading: of_companies(reading.profiles)
        )
        self._heads = Heads(kept.firms.head)

    def taken(self) -> CompanyStep | None:
        """Take it."""
        looked = self._looked()
        found = rule_by_names(looked.reading.profiles, self._shut(looked))
        rulings = looked.reached.touching(found.rulings)
        if self._are_others_known(looked, rulings):
            return None
        alike = self._alike(looked, rulings)
        ends = {key for one in alike for key in (one.left, one.right)}
        known = {seq for seq, stored in self._crowd.stored.items() if stored.record.key in ends}
        reading = self._crowd.reading({*looked.reading.seqs, *known})
        reached = looked.reached.without(self._asked_beside(looked))
        draft = reached.drafted(self._crowd, reading, [*rulings, *alike], dropped=found.dropped)
        return self._told(looked, draft)

    def _looked(self) -> _Looked:
        new, renamed = self._changes.companies, self._changes.renamed
        self._crowd.load(new | renamed)
        changed = self._crowd.changed(self._kept.companies, renamed)
        fresh = new | changed
        former = self._kept.companies.marks_of(np.array(sorted(changed), dtype=np.int64))[0]
        index = self._kept.companies.over(self._crowd.layer(fresh))
        inner = self._inner(index, fresh | self._changes.moved, former)
        beside = meet(index, self._cores(inner), LARGEST_BLOCK, self._heads.of).everybody()
        reading = self._crowd.reading(self._closed(index, inner | beside))
        reached = Reached.of(self._store, _COMPANY, self._crowd.keys(inner), reading.keys)
        return _Looked(index, inner, reading, reached, former, changed)

    def _inner(self, index: Index, fresh: Collection[int], former: Marks) -> set[int]:
        """Return all on whom a ruling may be another one."""
        before = meet(self._kept.companies, np.unique(former), LARGEST_BLOCK).everybody()
        others = self._closed(index, before | set(fresh))
        self._put_heads(others)
        cores = np.union1d(self._cores(others), former)
        now = meet(index, cores, LARGEST_BLOCK, self._heads.of).everybody()
        then = meet(self._kept.companies, cores, LARGEST_BLOCK, Heads(self._kept.firms.head).of).everybody()
        found = self._closed(index, others | now | then)
        while grown := tied_to(self._store, _COMPANY, self._crowd, found) - found:
            found = self._closed(index, found | grown)
        return found

    def _put_heads(self, seqs: Collection[int]) -> None:
        reading = self._crowd.reading(seqs)
        self._heads.put(heads_of(reading.seqs, rule_by_names(reading.profiles).groups))

    def _closed(self, index: Index, seqs: Iterable[int]) -> set[int]:
        return closed(index, seqs, lambda some: self._crowd.marks(some, _IDENTIFYING)[0], LARGEST_BLOCK)

    def _cores(self, seqs: Collection[int]) -> Marks:
        found: Marks = np.unique(self._crowd.marks(seqs, [Kind.CORE])[0])
        return found

    def _shut(self, looked: _Looked) -> Shut:
        """Say where too many meet, and leave alone the names that only the companies beside bear."""
        profiles, index = looked.reading.profiles, looked.index

        def full(kind: Kind, texts: Iterable[str]) -> frozenset[str]:
            if kind is Kind.CORE:
                return full_among(index, kind, set(texts), LARGEST_BLOCK, self._heads.of)
            return full_among(index, kind, set(texts), LARGEST_BLOCK)

        mine = {core for seq in looked.inner for core in self._crowd.profiles[seq].cores}
        cores = {core for profile in profiles for core in profile.cores}
        return Shut(
            full(Kind.PROFILE, (slug for profile in profiles for slug in profile.slugs)),
            full(Kind.ID, (id_ for profile in profiles for id_ in profile.ids)),
            full(Kind.DOMAIN, (domain for profile in profiles for domain in profile.domains)),
            full(Kind.CORE, cores) | (cores - mine),
        )

    def _are_others_known(self, looked: _Looked, rulings: Sequence[Ruling]) -> bool:
        """Say whether a company that is known by more than a name is another one, or called in a new way."""
        if any(self._kept.firms.is_anchored(seq) for seq in looked.changed):
            return True
        new = self._changes.companies
        old = self._crowd.reading(looked.inner - new)
        before = whole_companies(old.profiles, self._by_names(looked))[0]
        then = {old.seqs[place]: number for number, group in enumerate(before) for place in group}
        reading = self._crowd.reading(looked.inner)
        for group in whole_companies(reading.profiles, rulings)[0]:
            seqs = [reading.seqs[place] for place in group]
            whole = merged_company([self._crowd.profiles[seq] for seq in seqs])
            stood = [seq for seq in seqs if seq not in new]
            if not is_anchored(whole):
                continue
            if not stood or looked.changed.intersection(seqs) or len({then[seq] for seq in stood}) > 1:
                return True
            if len(before[then[stood[0]]]) != len(stood) or self._says_more(stood, whole):
                return True
        return False

    def _says_more(self, stood: Sequence[int], whole: CompanyProfile) -> bool:
        known = merged_company([self._crowd.profiles[seq] for seq in stood])
        spelt = {company_name(name).tokens for name in known.names}
        is_new_name = any(company_name(name).tokens not in spelt for name in whole.names)
        others = (known.key, known.countries, known.domains) != (whole.key, whole.countries, whole.domains)
        return is_new_name or others or not is_anchored(known)

    def _by_names(self, looked: _Looked) -> list[Ruling]:
        """What stands of the inner companies but for likeness: by that they are known."""
        keys = self._crowd.keys(looked.inner)
        return by_names(looked.reached.of_all(keys))

    def _asked_beside(self, looked: _Looked) -> frozenset[int]:
        """Return what stands of likeness between inner companies known by more and those beside, known by name alone.

        These are not ruled on, and the others are known as they were.
        """
        old = self._crowd.reading(looked.inner - self._changes.companies)
        groups, wholes = whole_companies(old.profiles, self._by_names(looked))
        places = {place for group, whole in zip(groups, wholes, strict=True) if is_anchored(whole) for place in group}
        known, inner = {old.profiles[place].key for place in places}, looked.reached.inner

        def is_asked(one: Judgement) -> bool:
            ends = ((one.left, one.right), (one.right, one.left))
            return one.rule in _ALIKE and any(here in known and there not in inner for here, there in ends)

        return frozenset(one.id for one in looked.reached.standing if is_asked(one))

    def _alike(self, looked: _Looked, rulings: Sequence[Ruling]) -> list[Ruling]:
        """Rule on the inner companies that are known by name alone: of which of all known ones it is the name."""
        beside = by_names(looked.reached.beside(set(looked.reading.keys)))
        _, wholes = whole_companies(looked.reading.profiles, [*rulings, *beside])
        mine = [one for one in unknown_among(wholes, rulings) if one.key in looked.reached.inner]
        if not mine:
            return []
        anchored = self._kept.firms.anchored_seqs()
        reading = self._crowd.reading({*anchored, *looked.inner})
        stands = Reached.of(self._store, _COMPANY, looked.reached.inner, self._crowd.keys(anchored))
        told = [*rulings, *by_names(stands.beside(set(reading.keys)))]
        groups, known = whole_companies(reading.profiles, told)
        ours = accounts_among(reading.profiles, groups, self._changes.accounts)
        anchored_wholes = [whole for whole in known if is_anchored(whole)]
        return list(rule_on_alike_companies(anchored_wholes, mine, ours, shipped_weights()))

    def _told(self, looked: _Looked, draft: Draft) -> CompanyStep:
        whose: dict[str, list[int]] = {}
        for seq, entity in draft.members:
            whose.setdefault(entity, []).append(seq)
        reading = self._crowd.reading(seq for seqs in whose.values() for seq in seqs)
        place = {seq: at for at, seq in enumerate(reading.seqs)}
        groups = [sorted(place[seq] for seq in seqs) for seqs in whose.values()]
        before = self._kept.firms
        firms = before.changed(firms_of(reading, groups, self._kept.counted), self._heads.put_so_far)
        moved = [seq for seq in reading.seqs if _told_of(before, seq) != _told_of(firms, seq)]
        asked = np.union1d(self._crowd.marks(reading.seqs, _MEANT)[0], looked.former)
        meant = _meaning_others((before, self._kept.companies), (firms, looked.index), asked)
        return CompanyStep(draft, firms, looked.index, moved, meant)


def match_all_companies(store: Store, kept: Kept, changes: Changes) -> CompanyStep:
    """Rule on all companies, and find out for whom that changes who is meant."""
    reading = read_companies(store)
    ruled = rule_on_companies(reading.profiles, changes.accounts)
    draft = draft_of_all(store, _COMPANY, reading, ruled.rulings, ruled.dropped)
    place = {seq: at for at, seq in enumerate(reading.seqs)}
    whose: dict[str, list[int]] = {}
    for seq, entity in draft.members:
        whose.setdefault(entity, []).append(place[seq])
    before = kept.firms
    firms = Firms.of(firms_of(reading, list(whose.values()), kept.counted), heads_of(reading.seqs, ruled.groups))
    moved = [seq for seq in reading.seqs if _told_of(before, seq) != _told_of(firms, seq)]
    crowd: Crowd[CompanyProfile] = Crowd(store, _COMPANY, companies_from, lambda some: of_companies(some.profiles))
    changed = crowd.changed(kept.companies, changes.renamed)
    former = kept.companies.marks_of(np.array(sorted(changed), dtype=np.int64))[0]
    index = kept.companies.over(crowd.layer(changes.companies | changed))
    asked = np.union1d(crowd.marks({*moved, *changed}, _MEANT)[0], former)
    return CompanyStep(draft, firms, index, moved, _meaning_others((before, kept.companies), (firms, index), asked))


def _meaning_others(before: tuple[Firms, Index], now: tuple[Firms, Index], asked: Marks) -> Marks:
    """Return the marks that lead to another company than before, or to one that is called in another way."""
    then, here = bearers(*before, asked), bearers(*now, asked)
    others = [at for at in range(len(asked)) if _named(before[0], int(then[at])) != _named(now[0], int(here[at]))]
    return asked[others]


def by_names(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Leave out what rests on likeness."""
    return [one for one in rulings if one.rule not in _ALIKE]


def _told_of(firms: Firms, seq: int) -> tuple[object, ...]:
    number = firms.number(seq)
    return () if number is None else (*firms.told(number), bool(firms.real[number]))


def _named(firms: Firms, number: int) -> tuple[object, ...]:
    return () if number < 0 else firms.told(number)
