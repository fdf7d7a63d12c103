"""What a day holds for the champions of a customer: said once, for it is nearly all that is said of each of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from orbit.asks.gate import grounds, rules
from orbit.asks.gate.customer import Customer
from orbit.asks.gate.opening import ask_by, first_day, last_day
from orbit.asks.gate.seat import Seat
from orbit.asks.terms import Reason, Requester
from orbit.book import ChampionView


class Outlook(NamedTuple):
    """All that does not depend on who the champion is, who asks, and how much was asked of them.

    `before` and `after` forbid an ask; an unearned right to ask is said between them. `opens_on` is the first day
    without them, `closes_on` the last of that opening.
    """

    customer: Customer
    before: tuple[Reason, ...]
    after: tuple[Reason, ...]
    jointly: tuple[Reason, ...]
    in_window: tuple[Reason, ...]
    unchecked: tuple[Reason, ...]
    opens_on: date | None
    closes_on: date | None
    ask_by: date | None

    def blockers(self, champion: ChampionView, earned: Sequence[str]) -> tuple[Reason, ...]:
        """Return what forbids to ask a champion there; `earned` names what earned the right to ask."""
        if earned:
            return self.before + self.after
        return (*self.before, rules.not_earned(champion, self.customer.policy), *self.after)

    def grounds(
        self, champion: ChampionView, earned: Sequence[str], requester: Requester, *, allowed: bool
    ) -> tuple[Reason, ...]:
        """Return why an ask is `allowed`, if it is, how it has to be made, and what could not be checked."""
        owner = grounds.other_owner(self.customer.account, requester)
        if allowed:
            return (*self.jointly, *self.in_window, grounds.right(champion, earned), *owner, *self.unchecked)
        return self.jointly + owner + self.unchecked


def outlook_of(seat: Seat, as_of: date) -> Outlook:
    """Work it out for one seat; it holds for all at that customer of whom nothing else is told."""
    customer, earned = seat.customer, seat._replace(earned=("assumed",))
    before, after = tuple(rules.before_right(seat, as_of)), tuple(rules.after_right(customer, as_of))
    standing = before + after
    joint = [customer] if customer.is_strategic else []
    opening = first_day(as_of, standing, joint, lambda day: rules.blockers(earned, day))
    closing = last_day([customer], opening) if opening else None
    return Outlook(
        customer,
        before,
        after,
        grounds.jointly(customer, as_of),
        () if standing else grounds.in_window(customer, as_of, closing),
        grounds.unchecked(seat),
        opening,
        closing,
        None if standing else ask_by([customer], as_of),
    )
