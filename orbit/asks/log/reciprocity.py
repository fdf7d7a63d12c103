"""What each connector gets in return: picked before the ask, owed whatever the answer, kept in a ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from orbit.asks.log.ask import Ask, AskId, EventKind
from orbit.errors import UsageError
from orbit.model import EntityId
from orbit.policy import Policy

_TEXTS = {
    "linkedin_recommendation": "Write them a LinkedIn recommendation.",
    "council_callout": "Name them in the next customer council.",
}
_DONATION = "donation"
_ANSWERS = (
    *(EventKind.ACCEPTED, EventKind.DECLINED, EventKind.NOT_NOW),
    *(EventKind.FORWARDED, EventKind.REPLIED, EventKind.MEETING),
)


@dataclass(frozen=True, slots=True)
class Debt:
    """What one connector gets for one ask: owed from the day of the ask, due on a day, done on another or not yet."""

    ask: AskId
    connector: EntityId | None
    requester: EntityId | None
    what: str
    owed_since: date
    due_on: date
    done_on: date | None

    def is_overdue(self, day: date) -> bool:
        """Say whether the day on which it was due has passed."""
        return self.done_on is None and day > self.due_on


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is owed, the longest due first, and what is done, the latest first."""

    owed: tuple[Debt, ...]
    done: tuple[Debt, ...]

    def overdue(self, day: date) -> tuple[Debt, ...]:
        """Return what should have been done before a day."""
        return tuple(debt for debt in self.owed if debt.is_overdue(day))


def picked(text: str, policy: Policy) -> str:
    """Return the name under which policy knows a way to give something back; raise UsageError for any other."""
    name = text.strip().casefold().replace("-", "_").replace(" ", "_")
    if name not in policy.log.reciprocities:
        raise UsageError(f"{text!r} is no way to give something back; known: {', '.join(policy.log.reciprocities)}")
    return name


def say_reciprocity(what: str, policy: Policy) -> str:
    """Say what has to be done."""
    if what == _DONATION:
        return f"Donate {policy.log.donation_usd:,} USD to a charity of their choice."
    return _TEXTS.get(what, f"Do what was promised: {what.replace('_', ' ')}.")


def debt_of(ask: Ask, policy: Policy) -> Debt | None:
    """Return what an ask owes its connector; None before it was made.

    It falls due once as much time has passed since the answer as the connector has to forward: whatever they answered,
    and whether or not they have forwarded. Where nobody answers it falls due all the same, only later.
    """
    asked_on = ask.asked_on
    if asked_on is None:
        return None
    answered_on = min((day for kind in _ANSWERS if (day := ask.on(kind)) is not None), default=None)
    due_on = asked_on + timedelta(days=policy.log.reciprocity_days)
    if answered_on is not None:
        due_on = min(due_on, answered_on + timedelta(hours=policy.load.no_chase_hours))
    return Debt(
        ask=ask.id,
        connector=ask.plan.connector,
        requester=ask.plan.requester,
        what=ask.reciprocity or "",
        owed_since=asked_on,
        due_on=due_on,
        done_on=ask.on(EventKind.THANKED),
    )


def ledger(asks: Iterable[Ask], policy: Policy) -> Ledger:
    """Return what is owed and done for these asks."""
    debts = list(_debts(asks, policy))
    owed = sorted((debt for debt in debts if debt.done_on is None), key=lambda debt: (debt.due_on, debt.ask))
    done = sorted((debt for debt in debts if debt.done_on), key=lambda debt: (debt.done_on or date.min, debt.ask))
    return Ledger(tuple(owed), tuple(reversed(done)))


def _debts(asks: Iterable[Ask], policy: Policy) -> Iterator[Debt]:
    return (debt for ask in asks if (debt := debt_of(ask, policy)) is not None)
