"""States and roles with the days on which they were known, and how several states of one thing are merged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any, Generic, NamedTuple, TypeVar

from orbit.book.views import RoleView
from orbit.model import AccountState, ChampionState, FactId

StateT = TypeVar("StateT", AccountState, ChampionState)


@dataclass(frozen=True, slots=True)
class Seen(Generic[StateT]):
    """A state with the first and last day for which a source vouched for it, each with the version of its file."""

    state: StateT
    fact: FactId
    first: date
    last: date
    first_version: int = 1
    last_version: int = 1

    def told(self, as_of: date) -> tuple[date, int] | None:
        """Return the day for which it counts when looked at from `as_of`, and the version; None while not known."""
        if self.last <= as_of:
            return self.last, self.last_version
        return (self.first, self.first_version) if self.first <= as_of else None


@dataclass(frozen=True, slots=True)
class Tenure:
    """A role with the days between which it counts."""

    role: RoleView
    seen_first: date | None
    ends_on: date | None

    def counts(self, as_of: date) -> bool:
        """Say whether it has begun, is not over, and was known; what has no date at all counts always."""
        since = self.role.since
        if since is not None and since > as_of:
            return False
        if since is None and self.seen_first is not None and self.seen_first > as_of:
            return False
        return self.ends_on is None or as_of <= self.ends_on


class Merged(NamedTuple):
    """The newest told value of each field, in their order; the facts that told them, and the newest day of all."""

    values: tuple[Any, ...]
    sources: dict[str, FactId]
    seen_on: date


def latest(
    states: Sequence[Seen[StateT]], as_of: date, record: Callable[[StateT], object]
) -> list[tuple[date, Seen[StateT]]]:
    """Keep the latest state of each record with its day; newest first, and on one day a corrected file first."""
    if len(states) == 1:
        only = states[0].told(as_of)
        return [] if only is None else [(only[0], states[0])]
    known = [(told, seen.fact, seen) for seen in states if (told := seen.told(as_of)) is not None]
    known.sort(key=lambda item: item[:2], reverse=True)
    kept: dict[object, tuple[date, Seen[StateT]]] = {}
    for (day, _), _, seen in known:
        kept.setdefault(record(seen.state), (day, seen))
    return list(kept.values())


def merge(states: Sequence[tuple[date, Seen[StateT]]], names: tuple[str, ...]) -> Merged:
    """Take each field from the newest state that tells it; `states` are newest first, at least one."""
    if len(states) == 1:
        # Nearly everything is told by one source alone: no need to look for who told what.
        ((day, only),) = states
        alone, fact = _reader(names)(only.state), only.fact
        return Merged(alone, {name: fact for name, value in zip(names, alone, strict=True) if value is not None}, day)
    values: dict[str, Any] = dict.fromkeys(names)
    sources: dict[str, FactId] = {}
    for name in names:
        for _, seen in states:
            value = getattr(seen.state, name)
            if value is not None:
                values[name], sources[name] = value, seen.fact
                break
    return Merged(tuple(values.values()), sources, states[0][0])


# The fields of a view never change; there are two kinds of them.
@cache
def _reader(names: tuple[str, ...]) -> Callable[[object], tuple[Any, ...]]:
    return attrgetter(*names)
