"""Changes that are told apart: how often each is in the database, against what was said of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from orbit.errors import OrbitError
from orbit.model import EntityKind
from orbit.store.base import Store
from orbit.store.neo4j.faults import NOTHING_CHANGED, UNKNOWN_END
from tests.factories import import_log, key, person
from tests.storing import put_as


@dataclass
class Ledger:
    """The changes that it has tried to make in a store that was empty, and what was said of each: None for nothing."""

    said: dict[str, str | None] = field(default_factory=dict)

    def change(self, store: Store) -> str | None:
        """Take in one person in a file of their own; return what was said."""
        name = f"person-{len(self.said):04}"
        self.said[name] = "it did not come to an end"
        try:
            put_as(store, import_log(name), person(name))
            self.said[name] = None
        except OrbitError as error:
            self.said[name] = str(error)
        return self.said[name]

    def lies(self, store: Store) -> list[str]:
        """What is wrong in the store, and what was said that is not true, a line for each."""
        imports = Counter(log.file for log in store.imports())
        people = store.numbers(EntityKind.PERSON)
        there = {name: imports[name] for name in self.said}
        wrong = [f"{name} is there {imports[name]} times" for name in imports if imports[name] != (key(name) in people)]
        wrong += [f"{name} is not imported" for name in self.said if key(name) in people and not imports[name]]
        wrong += [f"{name}: {said}" for name, said in self.said.items() if not is_true(said, times=there[name])]
        # Each change is one revision; a change made twice would be two, even where nothing else tells.
        wrong += [f"{store.revision()} revisions"] if store.revision() != sum(there.values()) else []
        return wrong


def is_true(said: str | None, *, times: int) -> bool:
    """Whether what was said of a change agrees with how often it is there."""
    if said is None:
        return times == 1
    return UNKNOWN_END in said or (NOTHING_CHANGED in said and times == 0)
