"""Why two records are one person or company, or are not: what was decided, and what names of companies say."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from orbit.errors import NotFound
from orbit.model import EntityId, EntityKind, Person, RecordKey
from orbit.names import linkedin_slug
from orbit.resolve.naming import Candidate, Matcher, Target, Weights, name_index
from orbit.resolve.naming.matching import Reason
from orbit.resolve.naming.wording import Ground, in_words
from orbit.store.base import Judgement, Store, StoredRecord, Verdict

_NEAREST = 20


@dataclass(frozen=True, slots=True)
class Standing:
    """How two records stand: one entity or two, by which chain of "same", and what was decided against it.

    `sides` are the records of either entity. `chain` leads from the first record to the second (empty: none does);
    `against` are the standing judgements that the records, or others of their entities, are different or that nobody is
    sure; `profiles` the LinkedIn addresses that each of the two has and the other has not.
    """

    between: tuple[EntityId, EntityId]
    sides: tuple[list[StoredRecord], list[StoredRecord]]
    chain: tuple[Judgement, ...]
    against: tuple[Judgement, ...]
    profiles: tuple[tuple[str, ...], tuple[str, ...]]

    @property
    def together(self) -> bool:
        """Say whether they are one."""
        return self.between[0] == self.between[1]

    @property
    def have_two_profiles(self) -> bool:
        """Say whether their LinkedIn addresses hold them apart."""
        return not self.together and all(self.profiles)


def standing(store: Store, kind: EntityKind, left: RecordKey, right: RecordKey) -> Standing:
    """Say how two records stand; raises NotFound for a record that is not there or waits to be matched."""
    entity = store.entities(kind, [left, right])
    for key in (left, right):
        if key not in entity:
            raise NotFound(f"there is no {kind} record {key}; `orbit review list` shows what records are called")
    sides = (store.records_of(entity[left]), store.records_of(entity[right]))
    keys = [{stored.record.key for stored in side} for side in sides]
    told = store.judgements_about(kind, sorted(keys[0] | keys[1]))
    chain = tuple(_chain([one for one in told if one.verdict is Verdict.SAME], left, right))
    against = tuple(one for one in told if one.verdict is not Verdict.SAME and _is_between(one, keys[0], keys[1]))
    slugs = [_profiles(side) for side in sides]
    profiles = (tuple(sorted(slugs[0] - slugs[1])), tuple(sorted(slugs[1] - slugs[0])))
    return Standing((entity[left], entity[right]), sides, chain, against, profiles)


@dataclass(frozen=True, slots=True)
class WeighedNames:
    """How well a name fits a company (None: not at all), and the other company that it fits better, if any does.

    `reasons` are those of the candidate in words, by what they are about.
    """

    candidate: Candidate | None
    nearer: Candidate | None
    reasons: tuple[tuple[Ground, Reason], ...] = ()


def weighed_companies(targets: Sequence[Target], between: tuple[EntityId, EntityId], weights: Weights) -> WeighedNames:
    """Ask, of two companies, which one the name of the other means, among all that are known by more than a name.

    The one that is known by its name alone is asked about, else the second. Of one company with itself its names are
    asked about.
    """
    by_id = {target.entry.key: target for target in targets}
    here, asked = by_id[between[0]], by_id[between[1]]
    if not _is_anchored(here) and _is_anchored(asked):
        here, asked = asked, here
    known = [target.entry for target in targets if target is here or (target is not asked and _is_anchored(target))]
    matcher = Matcher(name_index(known), weights)
    told = [_names_weighed(matcher, name, here, asked) for name in (asked.entry.name, *asked.entry.aliases)]
    return max(told, key=lambda one: one.candidate.bits if one.candidate else -math.inf)


def _names_weighed(matcher: Matcher, name: str, here: Target, asked: Target) -> WeighedNames:
    found = matcher.top(name, asked.entry.country, n=_NEAREST).candidates
    candidate = next((one for one in found if one.entry.key == here.entry.key), None)
    first = found[0] if found else None
    reasons = () if candidate is None else in_words(matcher, name, candidate)
    return WeighedNames(candidate, None if first is candidate else first, reasons)


def _is_anchored(target: Target) -> bool:
    return bool(target.entry.domains or target.slugs or target.ids)


def _profiles(side: Sequence[StoredRecord]) -> set[str]:
    people = (stored.record for stored in side if isinstance(stored.record, Person))
    slugs = (linkedin_slug(person.linkedin) for person in people if person.linkedin)
    return {slug for slug in slugs if slug}


def _is_between(one: Judgement, lefts: set[RecordKey], rights: set[RecordKey]) -> bool:
    return (one.left in lefts and one.right in rights) or (one.left in rights and one.right in lefts)


def _chain(same: Sequence[Judgement], start: RecordKey, end: RecordKey) -> Iterator[Judgement]:
    """Yield the fewest judgements that lead from one record to another."""
    beside: dict[RecordKey, list[tuple[RecordKey, Judgement]]] = {}
    for one in same:
        beside.setdefault(one.left, []).append((one.right, one))
        beside.setdefault(one.right, []).append((one.left, one))
    came: dict[RecordKey, tuple[RecordKey, Judgement] | None] = {start: None}
    waiting = deque([start])
    while waiting and end not in came:
        here = waiting.popleft()
        for there, by in beside.get(here, ()):
            if there not in came:
                came[there] = (here, by)
                waiting.append(there)
    steps = []
    at = came.get(end)
    while at is not None:
        steps.append(at[1])
        at = came[at[0]]
    yield from reversed(steps)
