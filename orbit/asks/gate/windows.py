"""Value events at a customer and the windows in which its champion may be asked after them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from orbit.book import AccountView, ChampionView, TriggerView
from orbit.model import FactId, TriggerKind
from orbit.policy import GatePolicy

_CSAT = TriggerKind.CSAT


class Window(NamedTuple):
    """The days, both included, in which a value event allows an ask.

    `expected` marks a renewal that is due but not signed yet: the window opens if it is.
    """

    kind: TriggerKind
    event_on: date
    opens_on: date
    closes_on: date
    facts: tuple[FactId, ...]
    expected: bool = False

    def holds(self, day: date) -> bool:
        """Say whether the window is open on a day."""
        return self.opens_on <= day <= self.closes_on

    def ask_by(self, policy: GatePolicy) -> date:
        """Return the day by which to ask: a target, the window stays open longer."""
        return min(self.closes_on, self.opens_on + timedelta(hours=policy.ask_within_hours))


def value_events(
    events: Sequence[TriggerView], answer: TriggerView | None, as_of: date, policy: GatePolicy
) -> list[TriggerView]:
    """Return the events that may open a window, newest first; a CSAT answer only if high enough.

    `events` are those at the customer that concern a champion, newest first, `answer` is the one on their list.
    """
    if answer is not None and answer.on <= as_of and (answer.kind, answer.on) not in [(e.kind, e.on) for e in events]:
        events = sorted([*events, answer], key=lambda event: event.on, reverse=True)
    least = policy.min_csat
    return [event for event in events if event.kind is not _CSAT or (event.score is not None and event.score >= least)]


def windows(events: Sequence[TriggerView], policy: GatePolicy) -> list[Window]:
    """Return the window of each event, in their order."""
    return [_window(event.kind, event.on, event.facts, policy) for event in events]


def expected_window(account: AccountView | None, as_of: date, policy: GatePolicy) -> Window | None:
    """Return the window that the next renewal will open if it is signed on its day."""
    if account is None or account.renewal_on is None or account.renewal_on <= as_of:
        return None
    due = account.renewal_on
    facts = account.facts("renewal_on")
    return Window(TriggerKind.RENEWAL, due, due, due + days(policy.renewal_days), facts, expected=True)


# The handful of spans that the policy names.
@cache
def days(count: int) -> timedelta:
    """Return so many days as a span."""
    return timedelta(days=count)


def momentum(event_on: date, as_of: date, policy: GatePolicy) -> float:
    """Return how much of a value event's force is left: 1 on its day, falling evenly to 0 after `strongest_days`."""
    return max(0.0, min(1.0, 1.0 - (as_of - event_on).days / max(1, policy.strongest_days)))


def _window(kind: TriggerKind, on: date, facts: tuple[FactId, ...], policy: GatePolicy) -> Window:
    opens_on = on + days(policy.closed_won_from_day) if kind is TriggerKind.CLOSED_WON else on
    return Window(kind, on, opens_on, on + days(_last_day(kind, policy)), facts)


def _last_day(kind: TriggerKind, policy: GatePolicy) -> int:
    match kind:
        case TriggerKind.CLOSED_WON:
            return policy.closed_won_to_day
        case TriggerKind.RENEWAL:
            return policy.renewal_days
        case TriggerKind.EXPANSION:
            return policy.expansion_days
        case TriggerKind.CSAT:
            return policy.csat_days


def answer_on_file(champion: ChampionView) -> TriggerView | None:
    """Return the CSAT answer that a champion list tells as two columns rather than as an event."""
    if champion.csat is None or champion.csat_on is None:
        return None
    facts = champion.facts("csat", "csat_on")
    return TriggerView(champion.company, TriggerKind.CSAT, champion.csat_on, champion.person, champion.csat, facts)
