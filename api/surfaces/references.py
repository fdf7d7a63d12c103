"""Who bears a CRM's reference, as a store knows them: also where the instance is told on one side alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from orbit.model import EntityId
from orbit.names import system_id
from orbit.store.base import Identifier

# File exports and addresses of tabs do not tell from which instance a record is.
OPEN = "-"
_MOST_NAMED = 5


class Records(Protocol):
    """What a store is asked about identifiers."""

    def find(self, identifier: Identifier) -> list[EntityId]:
        """The entities that carry a normalised identifier, by id."""
        ...

    def identifier_after(self, identifier: Identifier) -> str | None:
        """The next greater identifier of that kind that anybody carries."""
        ...


@dataclass(frozen=True, slots=True)
class Several:
    """A reference names no instance, and records of more than one are known: these, at most a handful."""

    system: str
    instances: tuple[str, ...]


def bearer_of(records: Records, key: str) -> EntityId | Several | None:
    """Who bears a reference. Nothing like it will do: other objects and other CRMs have the same numbers.

    Where the reference leaves the instance open, the only one of its system counts that the records know.
    """
    system, instance, kind, number = system_id(key).split(":", 3)
    for told in dict.fromkeys((instance or OPEN, OPEN)):
        if found := records.find(Identifier("id", f"{system}:{told}:{kind}:{number}")):
            return found[0]
    if instance not in {"", OPEN}:
        return None
    known = list(islice(_instances(records, system), _MOST_NAMED))
    if len(known) > 1:
        return Several(system, tuple(known))
    found = [one for told in known for one in records.find(Identifier("id", f"{system}:{told}:{kind}:{number}"))]
    return found[0] if found else None


def _instances(records: Records, system: str) -> Iterator[str]:
    """The instances of a system that records name, in order; each costs one look into the index."""
    after: str | None = f"{system}:"
    while after is not None and (after := records.identifier_after(Identifier("id", after))) is not None:
        told, _, rest = after.partition(":")
        if told != system:
            return
        instance = rest.partition(":")[0]
        if instance not in {"", OPEN}:
            yield instance
        # The sign after the colon: beyond everything that begins with this instance.
        after = f"{system}:{instance};"
