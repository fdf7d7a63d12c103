"""Reads the book from a store: the facts once, then the entities of only those records that they name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from orbit.book.dated import Seen, StateT, Tenure
from orbit.book.views import RoleView, SignalView, TriggerView
from orbit.model import (
    AccountState,
    ChampionState,
    Circle,
    EntityId,
    EntityKind,
    Fact,
    RecordKey,
    Role,
    Signal,
    Trigger,
)
from orbit.store.base import FactKind, Identifier, Store, StoredFact

FactT = TypeVar("FactT", AccountState, ChampionState, Role, Trigger, Signal)
NameT = TypeVar("NameT")
ThingT = TypeVar("ThingT")
EventT = TypeVar("EventT", TriggerView, SignalView)

_KINDS = (FactKind.ACCOUNT_STATE, FactKind.CHAMPION_STATE, FactKind.ROLE, FactKind.TRIGGER, FactKind.SIGNAL)


@dataclass(frozen=True, slots=True)
class Contents:
    """All that the book holds, by entity; events newest first, the rest by fact id."""

    accounts: Mapping[EntityId, Sequence[Seen[AccountState]]]
    champions: Mapping[EntityId, Mapping[EntityId, Sequence[Seen[ChampionState]]]]
    champions_of: Mapping[EntityId, Sequence[EntityId]]
    tenures: Mapping[EntityId, Sequence[Tenure]]
    triggers: Mapping[EntityId, Sequence[TriggerView]]
    signals: Mapping[EntityId, Sequence[SignalView]]
    team: Mapping[str, EntityId]
    unplaced: int


def read_contents(store: Store) -> Contents:
    """Read accounts, champions, roles, value events and signals from a store."""
    return _Loading(store).contents()


class _Loading:
    def __init__(self, store: Store) -> None:
        self._store = store
        rows = [row for kind in _KINDS for row in store.facts(kind)]
        people = {key for row in rows if (key := _person(row.fact)) is not None}
        companies = {key for row in rows if (key := _company(row.fact)) is not None}
        self._people = store.entities(EntityKind.PERSON, sorted(people))
        self._companies = store.entities(EntityKind.COMPANY, sorted(companies))
        self._rows = [row for row in rows if self._is_placed(row.fact)]
        self._unplaced = len(rows) - len(self._rows)

    def contents(self) -> Contents:
        champions: dict[EntityId, dict[EntityId, list[Seen[ChampionState]]]] = {}
        for row, state in self._told(ChampionState):
            seats = champions.setdefault(self._people[state.person], {})
            seats.setdefault(self._companies[state.company], []).append(_seen(row, state))
        tenures = _grouped((self._people[role.person], self._tenure(row, role)) for row, role in self._told(Role))
        return Contents(
            accounts=_grouped(
                (self._companies[told.company], _seen(row, told)) for row, told in self._told(AccountState)
            ),
            champions=champions,
            champions_of=_grouped((company, person) for person in sorted(champions) for company in champions[person]),
            tenures=tenures,
            triggers=_newest_first(self._trigger(row, trigger) for row, trigger in self._told(Trigger)),
            signals=_newest_first(self._signal(row, signal) for row, signal in self._told(Signal)),
            team=self._team(tenures),
            unplaced=self._unplaced,
        )

    def _told(self, kind: type[FactT]) -> Iterator[tuple[StoredFact, FactT]]:
        return ((row, row.fact) for row in self._rows if isinstance(row.fact, kind))

    def _is_placed(self, fact: Fact) -> bool:
        person, company = _person(fact), _company(fact)
        return (person is None or person in self._people) and (company is None or company in self._companies)

    def _tenure(self, row: StoredFact, role: Role) -> Tenure:
        view = RoleView(
            person=self._people[role.person],
            circle=role.circle,
            company=None if role.company is None else self._companies[role.company],
            owner=role.owner,
            since=None if role.start is None else role.start.earliest,
            fact=row.id,
        )
        return Tenure(view, row.seen_first or role.seen_on, None if role.end is None else role.end.latest)

    def _trigger(self, row: StoredFact, trigger: Trigger) -> TriggerView:
        person = None if trigger.person is None else self._people[trigger.person]
        company = self._companies[trigger.company]
        return TriggerView(company, trigger.kind, trigger.on, person, trigger.score, (row.id,))

    def _signal(self, row: StoredFact, signal: Signal) -> SignalView:
        return SignalView(
            company=self._companies[signal.company],
            kind=signal.kind,
            id=signal.id,
            title=signal.title,
            on=signal.on,
            strength=signal.strength,
            person=None if signal.person is None else self._people[signal.person],
            fact=row.id,
            ref=signal.ref,
        )

    def _team(self, tenures: Mapping[EntityId, list[Tenure]]) -> dict[str, EntityId]:
        """Find who owns the accounts; an address that several persons carry is nobody's unless one is a colleague."""
        colleagues = {who for who, roles in tenures.items() if any(t.role.circle is Circle.TEAM for t in roles)}
        team = {}
        for address in sorted({email.strip().lower() for row in self._rows for email in _owners(row.fact)}):
            found = self._store.find(Identifier("email", address))
            chosen = [who for who in found if who in colleagues] or found
            if len(chosen) == 1:
                team[address] = chosen[0]
        return team


def _person(fact: Fact) -> RecordKey | None:
    return fact.person if isinstance(fact, ChampionState | Role | Trigger | Signal) else None


def _company(fact: Fact) -> RecordKey | None:
    return fact.company if isinstance(fact, AccountState | ChampionState | Role | Trigger | Signal) else None


def _owners(fact: Fact) -> list[str]:
    if isinstance(fact, AccountState):
        return [email for email in (fact.owner, fact.csm, fact.sdr) if email]
    return [fact.owner] if isinstance(fact, ChampionState | Role) and fact.owner else []


def _seen(row: StoredFact, state: StateT) -> Seen[StateT]:
    return Seen(
        state,
        row.id,
        first=row.seen_first or state.seen_on,
        last=row.seen_last or state.seen_on,
        first_version=row.first_version,
        last_version=row.last_version,
    )


def _grouped(pairs: Iterable[tuple[NameT, ThingT]]) -> dict[NameT, list[ThingT]]:
    groups: dict[NameT, list[ThingT]] = defaultdict(list)
    for name, thing in pairs:
        groups[name].append(thing)
    return dict(groups)


def _newest_first(events: Iterable[EventT]) -> dict[EntityId, list[EventT]]:
    """Group events by company; the store gives them by fact id, which stays the order within a day."""
    ordered: list[EventT] = sorted(events, key=_day_of, reverse=True)
    return _grouped((event.company, event) for event in ordered)


def _day_of(event: TriggerView | SignalView) -> date:
    return event.on
