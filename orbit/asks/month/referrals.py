"""Which share of the CRM's deals came from asks: as the log of asks tells it, and as their lead source claims it.

A deal came from an ask where an introduction at its account, or to its contact, was logged on the day on which it was
created or before. Where the lead source says so and the log does not, it is claimed, and counted apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from orbit.asks.log.ask import Ask, AskId, EventKind
from orbit.asks.month.months import Period
from orbit.asks.month.shares import Share
from orbit.errors import UsageError
from orbit.model import EntityId
from orbit.names import folded

_K = EventKind
_LED_TO_DEAL = (_K.OPPORTUNITY, _K.WON)
_INTRODUCED = (_K.FORWARDED, _K.REPLIED, _K.MEETING, *_LED_TO_DEAL)


class Basis(StrEnum):
    """Where the total of a share comes from; only that of imported opportunities counts deals, the others accounts."""

    IMPORTED = "imported"
    ON_FILE = "on_file"
    GIVEN = "given"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Deal:
    """An opportunity of the CRM; `closed_on` may lie ahead. `is_won` is None where the CRM does not say.

    `is_claimed`: its lead source says that it came from a referral.
    """

    account: EntityId | None
    created_on: date
    contact: EntityId | None = None
    closed_on: date | None = None
    is_won: bool | None = None
    is_claimed: bool = False

    @property
    def opened_on(self) -> date:
        """The day on which there was the deal; one that is entered after it closed was there when it closed."""
        if self.is_won is None or self.closed_on is None:
            return self.created_on
        return min(self.created_on, self.closed_on)


@dataclass(frozen=True, slots=True)
class Deals:
    """The deals that the CRM knows of; None where it was not asked or does not say.

    `opportunities` are those that were created or close in the months counted. `won` are the accounts with a
    closed-won event, with its days: what is known of deals where no opportunity is.
    """

    opportunities: Sequence[Deal] | None = None
    won: Mapping[EntityId, tuple[date, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Referred:
    """How many deals came from asks that are logged, of how many in all (None: nobody knows).

    `claimed` are those of which the lead source says so, `claimed_alone` those of them of which the log does not.
    `unknown` are deals past their day of closing of which nobody knows whether they are won. Without `counts_deals`
    the numbers are of accounts.
    """

    from_asks: int
    total: int | None
    basis: Basis
    claimed: int = 0
    claimed_alone: int = 0
    unknown: int = 0
    counts_deals: bool = False

    @property
    def count(self) -> int:
        """How many were referred: logged, or claimed."""
        return self.from_asks + self.claimed_alone

    @property
    def share(self) -> Share | None:
        """The share of deals that were referred; None without a total."""
        return None if self.total is None else Share(self.count, self.total)

    @property
    def logged(self) -> Share | None:
        """The share of deals that came from logged asks; None without a total."""
        return None if self.total is None else Share(self.from_asks, self.total)


def is_referral(lead_source: str | None, sources: Iterable[str]) -> bool:
    """Say whether a lead source is one of those that name a referral, whatever its case, hyphens and underscores."""
    return lead_source is not None and _plain(lead_source) in {_plain(source) for source in sources}


class Crediting:
    """Which deals came from some asks that are logged: the days of their introductions, by account and by person.

    `days` is how long after an introduction a deal still counts as come from it.
    """

    def __init__(self, asks: Iterable[Ask], days: int) -> None:
        self._reach = timedelta(days=days)
        self._asks = list(asks)
        self._at: defaultdict[EntityId, list[date]] = defaultdict(list)
        for ask in self._asks:
            introduced = _first(ask, _INTRODUCED)
            for entity in (ask.plan.account, ask.plan.target):
                if introduced is not None and entity is not None:
                    self._at[entity].append(introduced)

    def holds(self, deal: Deal) -> bool:
        """Say whether an introduction was logged at a deal's account, or to its contact, before the deal was there."""
        opened = deal.opened_on
        days = (
            day for entity in (deal.account, deal.contact) if entity is not None for day in self._at.get(entity, ())
        )
        return any(day <= opened <= day + self._reach for day in days)

    def led_to(self, steps: Sequence[EventKind], period: Period) -> set[EntityId | AskId]:
        """The accounts where the log says that an ask led there within some days; an erased one goes by its ask."""
        return {ask.plan.account or ask.id for ask in self._asks if period.holds(_first(ask, steps))}


def referred_opportunities(
    crediting: Crediting, period: Period, as_of: date, deals: Deals, given: int | None
) -> Referred:
    """Count the deals that were created in a period, as known on a day; raises UsageError for a total below them."""
    ours = crediting.led_to(_LED_TO_DEAL, period)
    if deals.opportunities is None:
        return _of_accounts(ours, None, given)
    created = [deal for deal in deals.opportunities if period.holds(deal.opened_on) and deal.opened_on <= as_of]
    return _of_deals(created, ours, crediting, given)


def referred_won(crediting: Crediting, period: Period, as_of: date, deals: Deals, given: int | None) -> Referred:
    """Count the deals that were won in a period, as known on a day; raises UsageError for a total below them.

    Where opportunities tell of none that is settled, the closed-won events of accounts are counted.
    """
    ours = crediting.led_to((_K.WON,), period)
    closed = list(_closed(deals.opportunities or (), period, as_of))
    if deals.opportunities is None or (deals.won is not None and all(deal.is_won is None for deal in closed)):
        filed = None if deals.won is None else {at for at, days in deals.won.items() if any(map(period.holds, days))}
        return _of_accounts(ours, filed, given)
    unknown = sum(deal.is_won is None for deal in closed)
    return _of_deals([deal for deal in closed if deal.is_won], ours, crediting, given, unknown)


def _closed(deals: Iterable[Deal], period: Period, as_of: date) -> Iterator[Deal]:
    """The deals that were won or lost within some days, and those of which nobody knows."""
    return (deal for deal in deals if period.holds(deal.closed_on) and deal.closed_on and deal.closed_on <= as_of)


def _of_deals(
    deals: Sequence[Deal], ours: set[EntityId | AskId], crediting: Crediting, given: int | None, unknown: int = 0
) -> Referred:
    """Count deals; one that only the log knows is one of all, too."""
    logged = [crediting.holds(deal) for deal in deals]
    beside = len(ours - {deal.account for deal in deals})
    from_asks = sum(logged) + beside
    alone = sum(deal.is_claimed and not known for deal, known in zip(deals, logged, strict=True))
    total, basis = _total(given, from_asks + alone, len(deals) + beside, Basis.IMPORTED)
    claimed = sum(deal.is_claimed for deal in deals)
    return Referred(from_asks, total, basis, claimed, alone, unknown, counts_deals=True)


def _of_accounts(ours: set[EntityId | AskId], filed: set[EntityId] | None, given: int | None) -> Referred:
    """Count accounts, for one deal may rest on several asks; a deal that only the log knows is one of all, too."""
    told = None if filed is None else len(ours | filed)
    total, basis = _total(given, len(ours), told, Basis.NOT_KNOWN if told is None else Basis.ON_FILE)
    return Referred(len(ours), total, basis)


def _total(given: int | None, count: int, told: int | None, basis: Basis) -> tuple[int | None, Basis]:
    if given is None:
        return told, basis
    if given < count:
        raise UsageError(f"the total is given as {given}, and {count} come from logged asks or lead sources alone")
    return given, Basis.GIVEN


def _first(ask: Ask, steps: Sequence[EventKind]) -> date | None:
    return min((ask.days[step] for step in steps if step in ask.days), default=None)


def _plain(text: str) -> str:
    return folded(text.replace("-", " ").replace("_", " "))
