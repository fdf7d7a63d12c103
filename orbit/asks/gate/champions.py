"""The list of champions to ask: newest value event first, never by how strong a path is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from orbit.asks.gate.customer import Customer
from orbit.asks.gate.known import Known
from orbit.asks.gate.seat import same_address
from orbit.asks.gate.verdict import Gate
from orbit.asks.gate.windows import Window, momentum
from orbit.asks.terms import Mode, PastAsk, Reason, Requester, Status, Verdict
from orbit.book import AccountView, Book, ChampionView, TriggerView
from orbit.model import EntityId, Health, Layer
from orbit.policy import GatePolicy, Policy


@dataclass(frozen=True, slots=True)
class Opening:
    """The days, both included, in which a champion may be asked as far as known today.

    `window` is that of the value event behind it; None where a business review sets the day. `ask_by` is a target.
    """

    opens_on: date
    closes_on: date
    window: Window | None
    ask_by: date | None

    def days_left(self, as_of: date) -> int:
        """Return for how many more days they may be asked after this one; 0 on the last day."""
        return (self.closes_on - as_of).days


@dataclass(frozen=True, slots=True)
class Candidate:
    """A champion as a row of the list: the verdict and what speaks for them.

    `healthy` and `promoter` are None where health or NPS is not on file. `momentum` says how much of the newest
    value event's force is left, 0..1. `missing_layers` are those of the account in which nobody is known. `opening`
    is None while nobody can tell when they may be asked, `owner` where the account belongs to nobody.
    """

    champion: ChampionView
    verdict: Verdict
    owned: bool
    healthy: bool | None
    promoter: bool | None
    tier1: bool
    momentum: float
    missing_layers: tuple[Layer, ...]
    opening: Opening | None = None
    owner: str | None = None

    @property
    def trigger(self) -> TriggerView | None:
        """The newest value event that counts for this requester."""
        return self.verdict.trigger

    @property
    def mined(self) -> bool:
        """Whether the mining filter keeps them: healthy account, promoter, account of the rep."""
        return bool(self.owned and self.healthy and self.promoter)

    @property
    def disqualifiers(self) -> tuple[Reason, ...]:
        """What stands in the way today, each with the day on which it lifts as far as that is known."""
        return self.verdict.standing


@dataclass(frozen=True, slots=True)
class ChampionSearch:
    """Whose asks are known, whether to list champions of other reps' accounts too, and the day's gate if there is one.

    Without a gate one is made.
    """

    history: Mapping[EntityId, Sequence[PastAsk]] = field(default_factory=dict)
    everybody: bool = False
    gate: Gate | None = None


def candidates(
    rep: Requester, book: Book, as_of: date, policy: Policy, search: ChampionSearch | None = None
) -> list[Candidate]:
    """Return the champions at a rep's accounts, newest value event first; those without one last; ties by id.

    For nobody in particular (no e-mail) every account that has an owner counts as owned.
    """
    search = search or ChampionSearch()
    gate = search.gate or Gate(book, as_of, policy)
    shelf = _Shelf(gate, gate.known_to(rep), book)
    rows = []
    for view in book.champions(as_of):
        owned = _owns(rep, view, shelf.known.account(view.company))
        if (owned or search.everybody) and not shelf.known.has_ended(view):
            rows.append(_candidate(view, shelf, search.history.get(view.person, ()), owned=owned))
    return sorted(rows, key=trigger_recency)


def trigger_recency(candidate: Candidate) -> tuple[int, EntityId, EntityId]:
    """Order champions by their newest value event, newest first: it says whom to ask, never what to ask them."""
    on = candidate.trigger.on if candidate.trigger else date.min
    return -on.toordinal(), candidate.champion.person, candidate.champion.company


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What all rows of a list are made from; of each customer the layers in which somebody is known."""

    gate: Gate
    known: Known
    book: Book
    layers: dict[EntityId, frozenset[Layer]] = field(default_factory=dict)

    def layers_of(self, company: EntityId) -> frozenset[Layer]:
        if company not in self.layers:
            there = self.book.champions(self.known.as_of, company)
            known = {view.layer for view in there if not view.has_left(self.known.as_of)}
            self.layers[company] = frozenset(layer for layer in known if layer is not None)
        return self.layers[company]


def _candidate(view: ChampionView, shelf: _Shelf, history: Sequence[PastAsk], *, owned: bool) -> Candidate:
    known, policy = shelf.known, shelf.known.policy.gate
    decided = shelf.gate.verdict(view.person, known.requester, history)
    account = known.account(view.company)
    health = view.health or (account.health if account else None)
    present = shelf.layers_of(view.company)
    return Candidate(
        champion=view,
        verdict=decided,
        owned=owned,
        healthy=None if health is None else health is Health.GREEN,
        promoter=None if view.nps is None else view.nps >= policy.min_nps,
        tier1=_is_tier1(account, known.as_of, policy),
        momentum=momentum(decided.trigger.on, known.as_of, policy) if decided.trigger else 0.0,
        missing_layers=tuple(layer for layer in Layer if layer not in present),
        opening=_opening(decided, known.customer(view)),
        owner=_owner(known.requester, view, account),
    )


def _opening(decided: Verdict, customer: Customer) -> Opening | None:
    """The days that the verdict names; of a window that is open already from its first day on."""
    is_open = decided.status is Status.OPEN
    first = customer.as_of if is_open else decided.opens_on
    if first is None or decided.closes_on is None:
        return None
    window = None if customer.is_strategic else customer.window_on(first)
    opens_on = window.opens_on if window is not None and is_open else first
    ask_by = None if window is None else min(decided.closes_on, max(first, window.ask_by(customer.policy)))
    return Opening(opens_on, decided.closes_on, window, decided.ask_by if is_open else ask_by)


def _owns(rep: Requester, view: ChampionView, account: AccountView | None) -> bool:
    """A champion's own owner speaks for an AE or CSM; who sourced an account is told of the account alone."""
    if not rep.email:
        return _owner(rep, view, account) is not None
    if rep.mode is Mode.SDR:
        return account is not None and same_address(account.sdr, rep.email)
    told = None if account is None else account.csm if rep.mode is Mode.CSM else account.owner
    return same_address(told, rep.email) or same_address(view.owner, rep.email)


def _owner(rep: Requester, view: ChampionView, account: AccountView | None) -> str | None:
    """Whose champion it is, for a requester of that kind."""
    if account is None:
        return view.owner
    told = {Mode.AE: account.owner, Mode.CSM: account.csm, Mode.SDR: account.sdr}[rep.mode]
    return told or view.owner or account.owner


def _is_tier1(account: AccountView | None, as_of: date, policy: GatePolicy) -> bool:
    completed = None if account is None else account.playbook_completed_on
    return completed is not None and 0 <= (as_of - completed).days <= policy.tier1_days
