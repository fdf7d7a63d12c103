"""Everybody's records laid out to be weighed, kept as long as no record, company or weight has changed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from threading import Lock
from typing import Generic, TypeVar

from orbit.model import RecordKey, Revision
from orbit.policy import MatchingPolicy
from orbit.resolve.matching import LEARNED, matching_in
from orbit.resolve.naming import Target, company_targets
from orbit.resolve.newcomers.asking import weighed_by_kept
from orbit.resolve.newcomers.kept import Memory
from orbit.resolve.weighing import Weighed, Weighing, read_as_it_stands, weighed_people, weighing
from orbit.store.base import Store

T = TypeVar("T")
# More changes than this are not looked through: everything is read anew.
_FEW = 2_000


@dataclass(frozen=True, slots=True)
class _Kept(Generic[T]):
    """What was read, at which revision, after how many imports, under which learned weights."""

    revision: Revision
    imports: int
    learned: str | None
    read: T


class _Reading(Generic[T]):
    """Reads something when it is first asked for, and again when what it was read from has changed."""

    def __init__(self, store: Store, read: Callable[[], T]) -> None:
        self._store = store
        self._read = read
        self._kept: _Kept[T] | None = None
        self._one_at_a_time = Lock()

    def present(self) -> T:
        """Return what holds now."""
        with self._one_at_a_time:
            # Let go of what does not hold before the next is read: both at once would take twice the memory.
            self._kept = None if self._kept is None else self._brought_forward(self._kept)
            self._kept = kept = self._kept or self._anew()
            return kept.read

    def _brought_forward(self, kept: _Kept[T]) -> _Kept[T] | None:
        store = self._store
        revision = store.revision()
        if revision == kept.revision:
            return kept
        if len(store.imports()) != kept.imports or store.meta(LEARNED) != kept.learned:
            return None
        touched = store.touched(kept.revision, most=_FEW)
        return None if touched is None or touched.companies else replace(kept, revision=revision)

    def _anew(self) -> _Kept[T]:
        store = self._store
        return _Kept(store.revision(), len(store.imports()), store.meta(LEARNED), self._read())


class Scales:
    """Weighs any two records by what is kept of all others; where nothing is, all are read for the first who asks.

    An answer about people changes nothing that is weighed; an import, an erasure, and another grouping of companies do.
    """

    def __init__(self, store: Store, policy: MatchingPolicy, memory: Memory) -> None:
        self._store = store
        self._policy = policy
        self._memory = memory
        self._people = _Reading(store, lambda: weighing(read_as_it_stands(store), matching_in(store, policy)))
        self._companies = _Reading(store, lambda: company_targets(store))

    def people(self, left: RecordKey, right: RecordKey, beside: Collection[RecordKey]) -> Weighed:
        """Weigh two records of people; those `beside` them are theirs."""
        matching = matching_in(self._store, self._policy)
        kept = self._memory.open(matching.key, matching.model)
        if kept is None:
            return weighed_people(self.everybody, left, right, beside)
        return weighed_by_kept(self._store, kept, matching, (left, right), beside)

    @property
    def everybody(self) -> Weighing:
        """All people, read."""
        return self._people.present()

    @property
    def companies(self) -> list[Target]:
        """The companies by name."""
        return self._companies.present()
