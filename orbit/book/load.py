"""Reads the book from a store: the facts once, then the entities of only those records that they name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
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
    FactId,
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
Thing = Seen[AccountState] | Seen[ChampionState] | Tenure | TriggerView | SignalView

_KINDS = (FactKind.ACCOUNT_STATE, FactKind.CHAMPION_STATE, FactKind.ROLE, FactKind.TRIGGER, FactKind.SIGNAL)
TOLD_HERE = (AccountState, ChampionState, Role, Trigger, Signal)


@dataclass(frozen=True, slots=True)
class Contents:
    """All that the book holds, by entity; events newest first, the rest by fact id.

    `unplaced` are the facts of which a record belongs to no entity yet, by id.
    """

    accounts: Mapping[EntityId, Sequence[Seen[AccountState]]]
    champions: Mapping[EntityId, Mapping[EntityId, Sequence[Seen[ChampionState]]]]
    champions_of: Mapping[EntityId, Sequence[EntityId]]
    tenures: Mapping[EntityId, Sequence[Tenure]]
    triggers: Mapping[EntityId, Sequence[TriggerView]]
    signals: Mapping[EntityId, Sequence[SignalView]]
    team: Mapping[str, EntityId]
    unplaced: Sequence[FactId]


def read_contents(store: Store) -> Contents:
    """Read accounts, champions, roles, value events and signals from a store."""
    contents = contents_of(store, [row for kind in _KINDS for row in store.facts(kind)])
    return replace(contents, team=team_of(store, contents))


def contents_of(store: Store, rows: Sequence[StoredFact]) -> Contents:
    """Put together what some facts tell, those of each kind by id; who our colleagues are is another question."""
    return _Loading(store, rows).contents()


def team_of(store: Store, contents: Contents) -> dict[str, EntityId]:
    """Find who owns the accounts; an address that several persons carry is nobody's unless one is a colleague."""
    tenures = contents.tenures
    colleagues = {who for who, roles in tenures.items() if any(t.role.circle is Circle.TEAM for t in roles)}
    team = {}
    for address in sorted({email.strip().lower() for email in _owners(contents) if email}):
        found = store.find(Identifier("email", address))
        chosen = [who for who in found if who in colleagues] or found
        if len(chosen) == 1:
            team[address] = chosen[0]
    return team


def newest_first(events: Iterable[EventT]) -> list[EventT]:
    """Order events by day, those of one day by fact."""
    by_fact: list[EventT] = sorted(events, key=fact_behind)
    return sorted(by_fact, key=_day_of, reverse=True)


def fact_behind(thing: Thing) -> FactId:
    """The fact that one thing in the book was told by."""
    if isinstance(thing, Tenure):
        return thing.role.fact
    return thing.facts[0] if isinstance(thing, TriggerView) else thing.fact


class _Loading:
    def __init__(self, store: Store, rows: Sequence[StoredFact]) -> None:
        people = {key for row in rows if (key := _person(row.fact)) is not None}
        companies = {key for row in rows if (key := _company(row.fact)) is not None}
        self._people = store.entities(EntityKind.PERSON, sorted(people))
        self._companies = store.entities(EntityKind.COMPANY, sorted(companies))
        self._rows = [row for row in rows if self._is_placed(row.fact)]
        self._unplaced = sorted(row.id for row in rows if not self._is_placed(row.fact))

    def contents(self) -> Contents:
        champions: dict[EntityId, dict[EntityId, list[Seen[ChampionState]]]] = {}
        for row, state in self._told(ChampionState):
            seats = champions.setdefault(self._people[state.person], {})
            seats.setdefault(self._companies[state.company], []).append(_seen(row, state))
        return Contents(
            accounts=_grouped(
                (self._companies[told.company], _seen(row, told)) for row, told in self._told(AccountState)
            ),
            champions=champions,
            champions_of=_grouped((company, person) for person in sorted(champions) for company in champions[person]),
            tenures=_grouped((self._people[role.person], self._tenure(row, role)) for row, role in self._told(Role)),
            triggers=_by_company(self._trigger(row, trigger) for row, trigger in self._told(Trigger)),
            signals=_by_company(self._signal(row, signal) for row, signal in self._told(Signal)),
            team={},
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


def _person(fact: Fact) -> RecordKey | None:
    return fact.person if isinstance(fact, ChampionState | Role | Trigger | Signal) else None


def _company(fact: Fact) -> RecordKey | None:
    return fact.company if isinstance(fact, AccountState | ChampionState | Role | Trigger | Signal) else None


def _owners(contents: Contents) -> Iterator[str | None]:
    for seen in chain.from_iterable(contents.accounts.values()):
        yield from (seen.state.owner, seen.state.csm, seen.state.sdr)
    for seats in contents.champions.values():
        yield from (seen.state.owner for told in seats.values() for seen in told)
    yield from (tenure.role.owner for tenure in chain.from_iterable(contents.tenures.values()))


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


def _by_company(events: Iterable[EventT]) -> dict[EntityId, list[EventT]]:
    return _grouped((event.company, event) for event in newest_first(events))


def _day_of(event: TriggerView | SignalView) -> date:
    return event.on
