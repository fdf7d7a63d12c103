"""Who is one person by likelihood alone: of which links it hangs, and how sure it is that all of them hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Protocol

from orbit.model import EntityId, EntityKind, RecordKey
from orbit.resolve.grounds import Grounds
from orbit.resolve.ruling import Rule
from orbit.store.base import Judgement, Store, Verdict

_CERTAIN = 1.0


@dataclass(frozen=True, slots=True)
class Link:
    """A judgement that joins two records without being certain; without it they would be two people."""

    judgement: Judgement
    probability: float


class Judged(Protocol):
    """The questions about judgements that this puts to a store."""

    def judgements(
        self, kind: EntityKind, *, live: bool = True, verdict: Verdict | None = None, rule: str | None = None
    ) -> list[Judgement]: ...

    def judgements_about(self, kind: EntityKind, keys: Sequence[RecordKey]) -> list[Judgement]: ...

    def entities(self, kind: EntityKind, keys: Sequence[RecordKey]) -> dict[RecordKey, EntityId]: ...


def how_sure(links: Iterable[Link]) -> float:
    """Say how likely all of some links hold, each taken for itself."""
    return prod(link.probability for link in links)


def likely_links(store: Judged) -> dict[EntityId, list[Link]]:
    """Return, of each person who is one by likelihood, the links on which that hangs; most workspaces have none."""
    return _hanging(store, store.judgements(EntityKind.PERSON, verdict=Verdict.SAME, rule=Rule.LIKELY))


def links_of(store: Store, person: EntityId) -> list[Link]:
    """Return the same of one person."""
    keys = [stored.record.key for stored in store.records_of(person)]
    told = store.judgements_about(EntityKind.PERSON, keys)
    return _hanging(store, [one for one in told if _is_likely(one)]).get(person, [])


def _hanging(store: Judged, likely: Collection[Judgement]) -> dict[EntityId, list[Link]]:
    """Find which of these judgements hold their person together: a certain way from end to end makes one needless."""
    if not likely:
        return {}
    same = _around(store, likely)
    entity = store.entities(EntityKind.PERSON, [key for one in same for key in _ends(one)])
    inner: dict[EntityId, list[Judgement]] = {}
    for one in same:
        owners = {entity.get(key) for key in _ends(one)}
        if len(owners) == 1 and (owner := owners.pop()) is not None:
            inner.setdefault(owner, []).append(one)
    found = {owner: _spanning(told) for owner, told in inner.items()}
    return {owner: links for owner, links in found.items() if links}


def _around(store: Judged, likely: Iterable[Judgement]) -> list[Judgement]:
    """Return every "same" on the records that these tie together, by whatever way."""
    found: dict[int, Judgement] = {}
    reached: set[RecordKey] = set()
    frontier = {key for one in likely for key in _ends(one)}
    while frontier:
        reached |= frontier
        told = store.judgements_about(EntityKind.PERSON, sorted(frontier))
        same = [one for one in told if one.verdict is Verdict.SAME]
        found |= {one.id: one for one in same}
        frontier = {key for one in same for key in _ends(one)} - reached
    return [found[number] for number in sorted(found)]


def _spanning(same: Iterable[Judgement]) -> list[Link]:
    """Tie the records together by the surest judgements, and return those that are needed and not certain."""
    lead: dict[RecordKey, RecordKey] = {}
    links = []
    for one in sorted(same, key=lambda it: (-_probability(it), it.id)):
        left, right = (_root(lead, key) for key in _ends(one))
        if left != right:
            lead[left] = right
            if _is_likely(one):
                links.append(Link(one, _probability(one)))
    return links


def _root(lead: Mapping[RecordKey, RecordKey], key: RecordKey) -> RecordKey:
    while key in lead:
        key = lead[key]
    return key


def _probability(one: Judgement) -> float:
    return Grounds.read(one.grounds).probability if _is_likely(one) and one.grounds else _CERTAIN


def _is_likely(one: Judgement) -> bool:
    return one.rule == Rule.LIKELY and one.verdict is Verdict.SAME


def _ends(one: Judgement) -> tuple[RecordKey, RecordKey]:
    return one.left, one.right
