"""What a store answers about who told what, for those who may not see everything that was told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from orbit.model import EntityId

if TYPE_CHECKING:
    from orbit.store.base import StoredRecord
    from orbit.store.told import Row, Table, Told


class SaidReader(Protocol):
    """Tells apart what each upload told."""

    def said(self, table: Table, slots: Sequence[Row]) -> dict[Row, list[Told]]:
        """What each upload told of records or facts, and what all that is nobody's upload told; see `said_by_each`."""
        ...

    def records_of_each(self, entities: Sequence[EntityId]) -> dict[EntityId, list[StoredRecord]]:
        """The records of each of these living entities, by seq; those that have none are left out."""
        ...
