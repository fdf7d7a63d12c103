"""How fresh a signal is and which accounts are hot, with the parts that explain it."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from orbit.book import Book, SignalView
from orbit.model import AccountKind, EntityId, SignalKind
from orbit.policy import SignalsPolicy


@dataclass(frozen=True, slots=True)
class HeatPart:
    """What one signal adds: `value` = its strength × `weight` × `freshness` × `repeat`."""

    signal: SignalView
    weight: float
    freshness: float
    repeat: float
    value: float


@dataclass(frozen=True, slots=True)
class Heat:
    """How hot an account is, 0..1: 1 − Π(1 − value) over its parts, the strongest part first."""

    value: float
    parts: tuple[HeatPart, ...] = ()


@dataclass(frozen=True, slots=True)
class HotAccount:
    """An account and how hot it is."""

    company: EntityId
    heat: Heat


def freshness(kind: SignalKind, on: date, as_of: date, policy: SignalsPolicy) -> float:
    """Return 0.5^(age / half-life of the kind): 1 on its day, 0 once expired or while it lies in the future."""
    age = (as_of - on).days
    if not 0 <= age <= policy.expiry_days:
        return 0.0
    return float(0.5 ** (age / policy.half_life(kind)))


def heat(signals: Iterable[SignalView], as_of: date, policy: SignalsPolicy) -> Heat:
    """Combine an account's signals; one event told twice counts once, further ones of a kind count less each."""
    by_kind: dict[SignalKind, list[tuple[float, SignalView]]] = defaultdict(list)
    for signal in distinct(signals):
        fresh = freshness(signal.kind, signal.on, as_of, policy)
        if fresh > 0:
            by_kind[signal.kind].append((fresh, signal))
    parts = [part for ranked in by_kind.values() for part in _repeated(ranked, policy)]
    parts.sort(key=lambda part: (-part.value, -part.signal.on.toordinal(), part.signal.fact))
    return Heat(1.0 - math.prod(1.0 - part.value for part in parts), tuple(parts))


def rank_accounts(
    book: Book, as_of: date, policy: SignalsPolicy, kind: AccountKind = AccountKind.TARGET
) -> list[HotAccount]:
    """Return the accounts of a kind, hottest first; ties by id. Accounts without a fresh signal come last, with 0."""
    accounts = [
        HotAccount(company, heat(book.signals(company, as_of), as_of, policy)) for company in book.accounts(as_of, kind)
    ]
    return sorted(accounts, key=lambda account: (-account.heat.value, account.company))


def strongest(signals: Iterable[SignalView], as_of: date, policy: SignalsPolicy) -> SignalView | None:
    """Return the signal to speak of: the one that adds most heat, then the newest; None when all have expired."""
    told = [
        (signal.strength * policy.weight(signal.kind) * freshness(signal.kind, signal.on, as_of, policy), signal)
        for signal in signals
    ]
    fresh = [(value, signal) for value, signal in told if value > 0]
    best = min(fresh, key=lambda item: (-item[0], -item[1].on.toordinal(), item[1].fact), default=None)
    return None if best is None else best[1]


def distinct(signals: Iterable[SignalView]) -> list[SignalView]:
    """Drop repeats of one id in a source; where sources tell one title on one day, keep the one that tells most."""
    ordered = sorted(signals, key=lambda one: (one.on, one.strength, one.fact, one.kind, one.title))
    once = {(signal.ref.source, signal.id): signal for signal in ordered}
    tellers: dict[tuple[SignalKind, date, str], Counter[str]] = defaultdict(Counter)
    for signal in once.values():
        tellers[_event(signal)][signal.ref.source] += 1
    chosen = {event: min(told, key=lambda source: (-told[source], source)) for event, told in tellers.items()}
    return sorted(
        (signal for signal in once.values() if chosen[_event(signal)] == signal.ref.source),
        key=lambda signal: (signal.fact, signal.kind),
    )


def _event(signal: SignalView) -> tuple[SignalKind, date, str]:
    return signal.kind, signal.on, " ".join(signal.title.casefold().split())


def _repeated(ranked: list[tuple[float, SignalView]], policy: SignalsPolicy) -> list[HeatPart]:
    """Count the strongest of a kind in full, each further one `repeat_factor` times the one before."""
    ranked.sort(key=lambda item: (-item[0] * item[1].strength, -item[1].on.toordinal(), item[1].fact))
    repeats = [policy.repeat_factor**place for place in range(len(ranked))]
    return [_part(signal, fresh, repeat, policy) for (fresh, signal), repeat in zip(ranked, repeats, strict=True)]


def _part(signal: SignalView, fresh: float, repeat: float, policy: SignalsPolicy) -> HeatPart:
    weight = policy.weight(signal.kind)
    return HeatPart(signal, weight, fresh, repeat, min(1.0, signal.strength * weight * fresh * repeat))
