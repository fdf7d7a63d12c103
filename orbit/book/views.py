"""What the book answers: accounts, champions, roles, value events and signals as they were known on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from orbit.model import AccountKind, Circle, EntityId, FactId, Health, Layer, Ref, SignalKind, TriggerKind

_NOBODY: Mapping[str, FactId] = MappingProxyType({})


# Tuples, for an answer about everybody makes ten thousand of them: a frozen dataclass takes five times as long.
class AccountView(NamedTuple):
    """What is known of an account on a day; `sources` names the fact that each field came from."""

    company: EntityId
    kind: AccountKind
    seen_on: date
    owner: str | None = None
    csm: str | None = None
    sdr: str | None = None
    arr: float | None = None
    stage: str | None = None
    renewal_on: date | None = None
    renewal_committed: bool | None = None
    qbr_on: date | None = None
    escalation: bool | None = None
    health: Health | None = None
    playbook_completed_on: date | None = None
    sources: Mapping[str, FactId] = _NOBODY

    def facts(self, *names: str) -> tuple[FactId, ...]:
        """Return the facts that these fields came from, each once."""
        return _facts(self.sources, names)


class ChampionView(NamedTuple):
    """What is known of a champion at a customer on a day; `sources` names the fact that each field came from."""

    person: EntityId
    company: EntityId
    seen_on: date | None
    layer: Layer | None = None
    owner: str | None = None
    health: Health | None = None
    nps: int | None = None
    nps_on: date | None = None
    csat: float | None = None
    csat_on: date | None = None
    win_story: str | None = None
    outcome: str | None = None
    escalation: bool | None = None
    left_on: date | None = None
    sources: Mapping[str, FactId] = _NOBODY

    def facts(self, *names: str) -> tuple[FactId, ...]:
        """Return the facts that these fields came from, each once."""
        return _facts(self.sources, names)

    def has_left(self, as_of: date) -> bool:
        """Say whether the champion had left the customer by that day."""
        return self.left_on is not None and self.left_on <= as_of


@dataclass(frozen=True, slots=True)
class RoleView:
    """A person is one of our people on a day; `since` is the first day that the start can mean."""

    person: EntityId
    circle: Circle
    company: EntityId | None
    owner: str | None
    since: date | None
    fact: FactId


@dataclass(frozen=True, slots=True)
class TriggerView:
    """A value event at a customer, of one `person` there or of all, and the facts that tell of it."""

    company: EntityId
    kind: TriggerKind
    on: date
    person: EntityId | None
    score: float | None
    facts: tuple[FactId, ...]


@dataclass(frozen=True, slots=True)
class SignalView:
    """A signal at an account, by entity."""

    company: EntityId
    kind: SignalKind
    id: str
    title: str
    on: date
    strength: float
    person: EntityId | None
    fact: FactId
    ref: Ref


def _facts(sources: Mapping[str, FactId], names: Sequence[str]) -> tuple[FactId, ...]:
    return tuple(dict.fromkeys(sources[name] for name in names if name in sources))
