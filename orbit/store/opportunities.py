"""The questions about the CRM's deals: they alone are looked for by their days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from orbit.store.base import StoredFact


class OpportunityReader(Protocol):
    """What a store tells of opportunities without reading all of them."""

    def opportunities(self, first: date, last: date) -> list[StoredFact]:
        """The opportunities that were created or close between two days, both counted, by fact id."""
        ...

    def first_opportunity(self) -> date | None:
        """The day on which the first of all opportunities was created; None where there is none."""
        ...
