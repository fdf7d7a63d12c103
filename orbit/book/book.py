"""The book: accounts, champions, our people, value events and signals, asked by entity and day.

Nothing that a source told or that happened after the day asked for is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from orbit.book.dated import Merged, latest, merge
from orbit.book.load import Contents, read_contents
from orbit.book.views import AccountView, ChampionView, RoleView, SignalView, TriggerView
from orbit.model import AccountKind, EntityId
from orbit.store.base import Store

_ACCOUNT_FIELDS = tuple(name for name, default in AccountView._field_defaults.items() if default is None)
_CHAMPION_FIELDS = tuple(name for name, default in ChampionView._field_defaults.items() if default is None)
# An answer with its day, and where in a view's fields the day stands.
_ANSWERS = tuple((names, _CHAMPION_FIELDS.index(names[1])) for names in (("nps", "nps_on"), ("csat", "csat_on")))
_CHAMPION_RECORD = attrgetter("person", "company")
# Where two lists speak for one day, a company that buys from us is no target.
_KIND_RANK = {AccountKind.TARGET: 0, AccountKind.FORMER_CUSTOMER: 1, AccountKind.CUSTOMER: 2}


@dataclass(frozen=True, slots=True)
class Book:
    """What the CRM and the lists say."""

    contents: Contents

    @classmethod
    def load(cls, store: Store) -> Book:
        """Read from a store what the book needs."""
        return cls(read_contents(store))

    @property
    def team(self) -> Mapping[str, EntityId]:
        """Who our colleagues are, by e-mail in lower case: everybody named as an owner, CSM or SDR."""
        return self.contents.team

    @property
    def unplaced(self) -> int:
        """How many facts are left out because a record of theirs belongs to no entity yet."""
        return len(self.contents.unplaced)

    def account(self, company: EntityId, as_of: date) -> AccountView | None:
        """Return what is known of an account: of each record the latest state, of each field the newest value."""
        states = latest(self.contents.accounts.get(company, ()), as_of, lambda state: state.company)
        if not states:
            return None
        merged = merge(states, _ACCOUNT_FIELDS)
        kinds = [seen.state.kind for day, seen in states if day == merged.seen_on]
        kind = kinds[0] if len(kinds) == 1 else max(kinds, key=lambda kind: _KIND_RANK[kind])
        return AccountView._make((company, kind, merged.seen_on, *merged.values, merged.sources))

    def accounts(self, as_of: date, kind: AccountKind | None = None) -> list[EntityId]:
        """Return the accounts known on a day, by id; of one kind if asked."""
        views = (self.account(company, as_of) for company in sorted(self.contents.accounts))
        return [view.company for view in views if view is not None and kind in {None, view.kind}]

    def seats(self, person: EntityId, as_of: date) -> tuple[ChampionView, ...]:
        """Return every customer at which a person is or was a champion: present ones first, newest first."""
        companies = self.contents.champions.get(person)
        if not companies:
            return ()
        known = [view for company in sorted(companies) if (view := self._seat(person, company, as_of)) is not None]
        if len(known) > 1:
            known.sort(key=lambda view: (not view.has_left(as_of), view.seen_on or date.min), reverse=True)
        return tuple(known)

    def champion(self, person: EntityId, as_of: date) -> ChampionView | None:
        """Return what is known of a champion, at the customer where they are or were last."""
        return next(iter(self.seats(person, as_of)), None)

    def champions(self, as_of: date, company: EntityId | None = None) -> list[ChampionView]:
        """Return the champions known on a day, those who left too, by person; of one customer if asked."""
        people = sorted(self.contents.champions) if company is None else self.contents.champions_of.get(company, ())
        views = (view for person in people for view in self.seats(person, as_of))
        return [view for view in views if company in {None, view.company}]

    def roles(self, as_of: date) -> dict[EntityId, tuple[RoleView, ...]]:
        """Return our people on a day, by id, with the roles that make them ours."""
        people = ((person, self.roles_of(person, as_of)) for person in sorted(self.contents.tenures))
        return {person: roles for person, roles in people if roles}

    def roles_of(self, person: EntityId, as_of: date) -> tuple[RoleView, ...]:
        """Return the roles that make a person one of ours on a day; none for a stranger."""
        return tuple([tenure.role for tenure in self.contents.tenures.get(person, ()) if tenure.counts(as_of)])

    def triggers(self, company: EntityId, person: EntityId | None, as_of: date) -> list[TriggerView]:
        """Return the value events at a customer that concern a person or everybody, newest first."""
        events = self.contents.triggers.get(company, ())
        return [event for event in events if event.on <= as_of and event.person in {None, person}]

    def signals(self, company: EntityId, as_of: date) -> list[SignalView]:
        """Return the signals at an account up to a day, newest first."""
        return [signal for signal in self.contents.signals.get(company, ()) if signal.on <= as_of]

    def _seat(self, person: EntityId, company: EntityId, as_of: date) -> ChampionView | None:
        told = self.contents.champions[person][company]
        states = latest(told, as_of, _CHAMPION_RECORD)
        if not states:
            return None
        values, sources, seen_on = _without_later_answers(merge(states, _CHAMPION_FIELDS), as_of)
        return ChampionView._make((person, company, seen_on, *values, sources))


def _without_later_answers(merged: Merged, as_of: date) -> Merged:
    """Drop answers that carry a date after the day asked for."""
    values = merged.values
    later = [names for names, place in _ANSWERS if values[place] is not None and values[place] > as_of]
    if not later:
        return merged
    dropped = {name for names in later for name in names}
    told = zip(_CHAMPION_FIELDS, values, strict=True)
    sources = {name: fact for name, fact in merged.sources.items() if name not in dropped}
    return merged._replace(values=tuple(None if name in dropped else value for name, value in told), sources=sources)
