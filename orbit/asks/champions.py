"""The list of champions to ask: newest value event first, never by how strong a path is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from orbit.asks.gate import verdict
from orbit.asks.seat import is_over, same_address
from orbit.asks.terms import Mode, PastAsk, Requester, Verdict
from orbit.asks.windows import momentum
from orbit.book import AccountView, Book, ChampionView, TriggerView
from orbit.model import EntityId, Health, Layer
from orbit.policy import GatePolicy, Policy


@dataclass(frozen=True, slots=True)
class Candidate:
    """A champion as a row of the list: the verdict and what speaks for them.

    `healthy` and `promoter` are None where health or NPS is not on file. `momentum` says how much of the newest
    value event's force is left, 0..1. `missing_layers` are those of the account in which nobody is known.
    """

    champion: ChampionView
    verdict: Verdict
    owned: bool
    healthy: bool | None
    promoter: bool | None
    tier1: bool
    momentum: float
    missing_layers: tuple[Layer, ...]

    @property
    def trigger(self) -> TriggerView | None:
        """The newest value event that counts for this requester."""
        return self.verdict.trigger

    @property
    def mined(self) -> bool:
        """Whether the mining filter keeps them: healthy account, promoter, account of the rep."""
        return bool(self.owned and self.healthy and self.promoter)


@dataclass(frozen=True, slots=True)
class ChampionSearch:
    """Whose asks are known, and whether to list champions of other reps' accounts too."""

    history: Mapping[EntityId, Sequence[PastAsk]] = field(default_factory=dict)
    everybody: bool = False


def candidates(
    rep: Requester, book: Book, as_of: date, policy: Policy, search: ChampionSearch | None = None
) -> list[Candidate]:
    """Return the champions at a rep's accounts, newest value event first; those without one last; ties by id."""
    search = search or ChampionSearch()
    rows = []
    for view in book.champions(as_of):
        owned = _owns(rep, view, book.account(view.company, as_of))
        if (owned or search.everybody) and not is_over(view, book, as_of):
            decided = verdict(view.person, rep, book, as_of, policy, search.history.get(view.person, ()))
            rows.append(_candidate(decided, view, book, as_of, policy.gate, owned=owned))
    return sorted(rows, key=trigger_recency)


def trigger_recency(candidate: Candidate) -> tuple[int, EntityId, EntityId]:
    """Order champions by their newest value event, newest first: it says whom to ask, never what to ask them."""
    on = candidate.trigger.on if candidate.trigger else date.min
    return -on.toordinal(), candidate.champion.person, candidate.champion.company


def _candidate(
    decided: Verdict, view: ChampionView, book: Book, as_of: date, policy: GatePolicy, *, owned: bool
) -> Candidate:
    account = book.account(view.company, as_of)
    health = view.health or (account.health if account else None)
    present = {other.layer for other in book.champions(as_of, view.company) if not other.has_left(as_of)}
    return Candidate(
        champion=view,
        verdict=decided,
        owned=owned,
        healthy=None if health is None else health is Health.GREEN,
        promoter=None if view.nps is None else view.nps >= policy.min_nps,
        tier1=_is_tier1(account, as_of, policy),
        momentum=momentum(decided.trigger.on, as_of, policy) if decided.trigger else 0.0,
        missing_layers=tuple(layer for layer in Layer if layer not in present),
    )


def _owns(rep: Requester, view: ChampionView, account: AccountView | None) -> bool:
    """A champion's own owner speaks for an AE or CSM; who sourced an account is told of the account alone."""
    if rep.mode is Mode.SDR:
        return account is not None and same_address(account.sdr, rep.email)
    told = None if account is None else account.csm if rep.mode is Mode.CSM else account.owner
    return same_address(told, rep.email) or same_address(view.owner, rep.email)


def _is_tier1(account: AccountView | None, as_of: date, policy: GatePolicy) -> bool:
    completed = None if account is None else account.playbook_completed_on
    return completed is not None and 0 <= (as_of - completed).days <= policy.tier1_days
