"""The book as known on one day: each answer is worked out once, however many verdicts rest on it."""

from __future__ import annotations

from datetime import date

from orbit.asks.gate.customer import Customer, customer_of, sees
from orbit.asks.gate.load import Limits
from orbit.asks.gate.outlook import Outlook, outlook_of
from orbit.asks.gate.seat import Seat, what_earned
from orbit.asks.gate.windows import answer_on_file
from orbit.asks.terms import Mode, Requester
from orbit.book import AccountView, Book, ChampionView, RoleView
from orbit.model import AccountKind, EntityId
from orbit.policy import Policy

# By what is told of an escalation that concerns a champion alone: one that is open is said of nobody else.
Outlooks = dict[bool | None, dict[EntityId, Outlook]]


class Views:
    """Accounts and seats as known on one day, for whoever asks."""

    def __init__(self, book: Book, as_of: date) -> None:
        self.book = book
        self.as_of = as_of
        self._accounts: dict[EntityId, AccountView | None] = {}
        self._seats: dict[EntityId, tuple[ChampionView, ...]] = {}
        self._left: dict[EntityId, tuple[ChampionView, ...]] = {}
        self._customers: dict[tuple[Mode, str], dict[EntityId, Customer]] = {}
        self._outlooks: dict[tuple[Mode, str], Outlooks] = {}

    def account(self, company: EntityId) -> AccountView | None:
        """Return what is known of an account."""
        if company not in self._accounts:
            self._accounts[company] = self.book.account(company, self.as_of)
        return self._accounts[company]

    def seats(self, person: EntityId) -> tuple[ChampionView, ...]:
        """Return every customer at which a person is or was a champion."""
        found = self._seats.get(person)
        if found is None:
            found = self._seats[person] = self.book.seats(person, self.as_of)
        return found

    def left(self, company: EntityId) -> tuple[ChampionView, ...]:
        """Return the champions who left a customer."""
        found = self._left.get(company)
        if found is None:
            people = self.book.contents.champions_of.get(company, ())
            views = [view for person in people for view in self.seats(person) if view.company == company]
            found = self._left[company] = tuple([view for view in views if view.has_left(self.as_of)])
        return found

    def customers(self, requester: Requester) -> dict[EntityId, Customer]:
        """Return the customers as gathered so far, for all requesters who see the same."""
        return self._customers.setdefault(sees(requester), {})

    def outlooks(self, requester: Requester) -> Outlooks:
        """Return what the day holds at these customers, as worked out so far."""
        return self._outlooks.setdefault(sees(requester), {None: {}, False: {}})


class Known:
    """What one requester may use of it."""

    def __init__(self, views: Views, requester: Requester, policy: Policy) -> None:
        self.requester = requester
        self.as_of = views.as_of
        self.policy = policy
        self.limits = Limits.of(policy.load)
        self.account = views.account
        self.seats = views.seats
        self._book = views.book
        self._left = views.left
        self._customers = views.customers(requester)
        self._outlooks = views.outlooks(requester)

    def roles_of(self, person: EntityId) -> tuple[RoleView, ...]:
        """Return the roles that make a person one of ours."""
        return self._book.roles_of(person, self.as_of)

    def has_ended(self, champion: ChampionView) -> bool:
        """Say whether the champion has left the customer, or the customer has left us."""
        if champion.left_on is not None and champion.has_left(self.as_of):
            return True
        account = self.account(champion.company)
        return account is not None and account.kind is AccountKind.FORMER_CUSTOMER

    def seat(self, champion: ChampionView) -> Seat:
        """Gather what is known of a champion and their customer."""
        earned = what_earned(champion, self.policy.gate)
        return Seat(champion, self.customer(champion), self.gone(champion), earned)

    def outlook(self, champion: ChampionView) -> Outlook:
        """Return what the day holds for a champion: the same for all of whom nothing but their place is told."""
        alike = self._outlooks.get(champion.escalation) if champion.csat is None else None
        found = None if alike is None else alike.get(champion.company)
        if found is None:
            found = outlook_of(self.seat(champion), self.as_of)
            # A customer who is kept is the same for all its champions.
            if alike is not None and champion.company in self._customers:
                alike[champion.company] = found
        return found

    def gone(self, champion: ChampionView) -> ChampionView | None:
        """Return the last other champion who left the customer."""
        left = self._left(champion.company)
        others = [view for view in left if view.person != champion.person] if left else []
        return max(others, key=lambda view: view.left_on or date.min) if others else None

    def customer(self, champion: ChampionView) -> Customer:
        """Return what is known of a champion's customer: the same for all who have no value event of their own."""
        company, as_of = champion.company, self.as_of
        shared = self._customers.get(company) if champion.csat is None else None
        if shared is not None:
            return shared
        events = self._book.contents.triggers.get(company, ())
        told = [event for event in events if event.on <= as_of and event.person in {None, champion.person}]
        answer = answer_on_file(champion)
        found = customer_of(self.account(company), told, answer, self.requester, as_of, self.policy.gate)
        if answer is None and all(event.person is None for event in events):
            self._customers[company] = found
        return found
