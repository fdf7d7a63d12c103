"""What the published graph says beside careers and ties: accounts, signals, roles, verdicts, investments, asks.

Rows of plain values, one kind of row for each statement that writes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from itertools import groupby
from typing import NamedTuple

from orbit.asks.plan.choose import AskCandidate, WeekPlan
from orbit.asks.terms import AskState, Verdict
from orbit.book import Book, ChampionView, RoleView
from orbit.model import Circle, EntityId, EntityKind, Investment
from orbit.policy import SignalsPolicy
from orbit.signals import distinct, freshness, heat
from orbit.store.base import FactKind, Store


class AccountRow(NamedTuple):
    """What a company is to us on the day, and how hot it is (0..1)."""

    company: str
    kind: str
    arr: float | None
    owner: str | None
    renewal_on: date | None
    heat: float


class SignalRow(NamedTuple):
    """A signal of a company, of one person there where it names one; fresh 1 on its day, 0 when expired."""

    id: str
    company: str
    person: str | None
    kind: str
    title: str
    on: date
    freshness: float
    url: str | None


class RoleRow(NamedTuple):
    """A person is one of ours: in which circle, at or through which company; `left_on` and `layer` of a champion."""

    person: str
    circle: str
    company: str | None
    since: date | None
    owner: str | None
    left_on: date | None
    layer: str | None


class VerdictRow(NamedTuple):
    """May one of our people be asked by an account executive, and from or until when."""

    person: str
    may_ask: str
    opens_on: date | None
    closes_on: date | None


class InvestmentRow(NamedTuple):
    """A company put money into another one; `on` as exact as told, `partner` the person who led it, where told."""

    fact: str
    investor: str
    company: str
    round: str | None
    on: str | None
    partner: str | None


class AskRow(NamedTuple):
    """One planned ask by the ids of all whom it concerns."""

    id: str
    week: str
    score: float
    status: str
    rep: str
    connector: str
    bridge: str | None
    target: str
    account: str


@dataclass(frozen=True, slots=True)
class PublishedBook:
    """All of this for one day."""

    accounts: Sequence[AccountRow]
    signals: Sequence[SignalRow]
    roles: Sequence[RoleRow]
    verdicts: Sequence[VerdictRow]
    investments: Sequence[InvestmentRow]
    asks: Sequence[AskRow]


def account_rows(book: Book, as_of: date, policy: SignalsPolicy) -> list[AccountRow]:
    """Return every account known on a day, by company."""
    views = (book.account(company, as_of) for company in book.accounts(as_of))
    return [
        AccountRow(
            company=view.company,
            kind=view.kind.value,
            arr=view.arr,
            owner=view.owner,
            renewal_on=view.renewal_on,
            heat=heat(book.signals(view.company, as_of), as_of, policy).value,
        )
        for view in views
        if view is not None
    ]


def signal_rows(book: Book, as_of: date, policy: SignalsPolicy) -> list[SignalRow]:
    """Return every signal known on a day, each event once, by company and fact."""
    return [
        SignalRow(
            id=signal.fact,
            company=company,
            person=signal.person,
            kind=signal.kind.value,
            title=signal.title,
            on=signal.on,
            freshness=freshness(signal.kind, signal.on, as_of, policy),
            url=signal.ref.url,
        )
        for company in sorted(book.contents.signals)
        for signal in distinct(book.signals(company, as_of))
    ]


def role_rows(book: Book, as_of: date) -> list[RoleRow]:
    """Return the roles of our people on a day, what several lists say of one role brought together."""
    return [row for person, roles in book.roles(as_of).items() for row in _roles_of(book, person, roles, as_of)]


def verdict_rows(verdicts: Iterable[Verdict]) -> list[VerdictRow]:
    """Return whether each of our people may be asked."""
    return [VerdictRow(one.connector, one.status.value, one.opens_on, one.closes_on) for one in verdicts]


def investment_rows(store: Store, as_of: date) -> list[InvestmentRow]:
    """Return the investments made by a day, by fact; without those whose companies belong to no entity yet."""
    told = [(row.id, row.fact) for row in store.facts(FactKind.INVESTMENT) if isinstance(row.fact, Investment)]
    made = [(fact, deal) for fact, deal in told if deal.on is None or deal.on.earliest <= as_of]
    companies = store.entities(EntityKind.COMPANY, [key for _, deal in made for key in (deal.investor, deal.company)])
    partners = store.entities(EntityKind.PERSON, [deal.partner for _, deal in made if deal.partner])
    return [
        InvestmentRow(
            fact=fact,
            investor=companies[deal.investor],
            company=companies[deal.company],
            round=deal.round,
            on=None if deal.on is None else str(deal.on),
            partner=partners.get(deal.partner) if deal.partner else None,
        )
        for fact, deal in made
        if deal.investor in companies and deal.company in companies
    ]


def ask_rows(plan: WeekPlan, week: str) -> list[AskRow]:
    """Return the planned asks of a week, such as 2026-W47, rep by rep in the order in which to make them."""
    return [_ask_row(ask, week) for of_rep in plan.weeks for ask in of_rep.asks]


def _roles_of(book: Book, person: EntityId, roles: Iterable[RoleView], as_of: date) -> Iterator[RoleRow]:
    seats = {seat.company: seat for seat in book.seats(person, as_of)}
    ordered = sorted(roles, key=lambda role: (role.circle, role.company or "", role.fact))
    for (circle, company), same in groupby(ordered, key=lambda role: (role.circle, role.company)):
        told = list(same)
        seat = seats.get(company) if company and circle is Circle.CHAMPION else None
        yield RoleRow(
            person=person,
            circle=circle.value,
            company=company,
            since=min((role.since for role in told if role.since), default=None),
            owner=next((role.owner for role in told if role.owner), None),
            left_on=_left_on(seat, as_of),
            layer=seat.layer.value if seat and seat.layer else None,
        )


def _left_on(seat: ChampionView | None, as_of: date) -> date | None:
    return seat.left_on if seat is not None and seat.has_left(as_of) else None


def _ask_row(ask: AskCandidate, week: str) -> AskRow:
    name = f"{week} {ask.rep} {ask.connector.id} {ask.target.id} {ask.account.id}"
    return AskRow(
        id=f"ask_{blake2b(name.encode(), digest_size=6).hexdigest()}",
        week=week,
        score=ask.score,
        status=AskState.PLANNED.value,
        rep=ask.rep,
        connector=ask.connector.id,
        bridge=None if ask.bridge is None else ask.bridge.id,
        target=ask.target.id,
        account=ask.account.id,
    )
