"""What setting the entity of some records comes to, the same for every store."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from orbit.model import EntityId
from orbit.store.base import Member


class Moves(NamedTuple):
    """Which records get another entity (by seq), and where the first record of each entity that was left went.

    `between` are the entities, old and new, between which any record goes, each pair once and in order.
    """

    members: list[Member]
    went: dict[EntityId, EntityId]
    between: list[tuple[EntityId, EntityId]]

    @property
    def taken(self) -> list[EntityId]:
        """The entities that get records, by id: they stand for themselves from now on."""
        return sorted({member.entity for member in self.members})


def moves_between(before: Mapping[int, EntityId], wanted: Mapping[int, EntityId]) -> Moves:
    """Compare where records are with where they are to be."""
    members = [Member(seq, entity) for seq, entity in sorted(wanted.items()) if before.get(seq) != entity]
    went = {before[member.seq]: member.entity for member in reversed(members) if member.seq in before}
    between = {(before[member.seq], member.entity) for member in members if member.seq in before}
    return Moves(members, went, sorted(between))
