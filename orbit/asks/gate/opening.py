"""When a connector may be asked: the first day on which nothing stands in the way, and the last one of that opening."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from orbit.asks.gate.customer import Customer
from orbit.asks.terms import Reason

# Every step goes forward to the day on which a rule ends; there are never more rules than this on one person.
_MOST_STEPS = 50


def first_day(
    day: date, standing: Sequence[Reason], joint: Sequence[Customer], blockers: Callable[[date], Sequence[Reason]]
) -> date | None:
    """Find the first day without a blocker, and at the strategic accounts in `joint` the business review from then on.

    `standing` are the blockers of `day`, on which the search begins; None where no day can be told.
    """
    found = standing
    if not found and not joint:
        return day
    for _ in range(_MOST_STEPS):
        lifts = [reason.until for reason in found if reason.until is not None]
        if len(lifts) < len(found):
            return None
        if not found:
            reviews = [customer.review_from(day) for customer in joint]
            return max((review for review in reviews if review), default=None) if reviews else day
        day = max(lifts)
        found = blockers(day)
    return None


def last_day(customers: Iterable[Customer], opening: date) -> date | None:
    """Return the last day of an opening as far as known: that of the customer where it ends first."""
    lasts = [customer.last_day(opening) for customer in customers]
    known = [last for last in lasts if last is not None]
    return min(known) if known else None


def ask_by(customers: Iterable[Customer], day: date) -> date | None:
    """Return the day by which to use the window that is open on a day: a target, the window stays open longer."""
    for customer in customers:
        window = customer.window_on(day)
        if window is not None:
            return window.ask_by(customer.policy)
    return None
