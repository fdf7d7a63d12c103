"""Who shares less than everything of their own upload, and what of it a given viewer may not be shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from orbit.model import EntityId, EntityKind, Level, RecordKey, Role, Sharing
from orbit.policy.sharing import SharingPolicy
from orbit.store.base import FactKind, Store
from orbit.uploads import is_owner, stricter


@dataclass(frozen=True, slots=True)
class Shared:
    """The owners who share less than everything, by the record that their upload keeps of them, and who they are."""

    levels: Mapping[RecordKey, Level] = field(default_factory=dict)
    people: Mapping[RecordKey, EntityId] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether everybody shares everything."""
        return not self.levels

    def kept_back(self, viewer: EntityId | None, *levels: Level) -> frozenset[RecordKey]:
        """The owners, other than the viewer, who share so much of their uploads."""
        those = (owner for owner, level in self.levels.items() if level in levels)
        return frozenset(owner for owner in those if viewer is None or self.people.get(owner) != viewer)


def read_shared(store: Store, policy: SharingPolicy) -> Shared:
    """Read who shares less than everything."""
    said = said_of(store)
    owners = dict.fromkeys([*said, *_owners(store, policy)])
    levels = {owner: level_of(owner, said.get(owner), policy) for owner in owners}
    less = {owner: level for owner, level in levels.items() if level is not Level.FULL}
    return Shared(less, store.entities(EntityKind.PERSON, list(less)) if less else {})


def said_of(store: Store) -> dict[RecordKey, Level]:
    """What owners have said themselves, by the record that their upload keeps of them."""
    facts = (stored.fact for stored in store.facts(FactKind.SHARING))
    return {fact.person: fact.level for fact in facts if isinstance(fact, Sharing)}


def level_of(owner: RecordKey, said: Level | None, policy: SharingPolicy) -> Level:
    """What is shared of an upload: what its owner said or else the policy says, and no more than the policy allows."""
    level = Level(policy.personal) if said is None else said
    return stricter(level, policy.limits.get(owner.source, Level.FULL))


def _owners(store: Store, policy: SharingPolicy) -> Iterator[RecordKey]:
    """Everybody who uploaded something, where the policy says something of those who said nothing themselves."""
    if Level(policy.personal) is Level.FULL and not policy.limits:
        return
    for stored in store.facts(FactKind.ROLE):
        if isinstance(stored.fact, Role) and is_owner(stored.fact.person):
            yield stored.fact.person
