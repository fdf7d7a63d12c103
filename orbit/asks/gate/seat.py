"""A champion's place at one customer: everything that the rules of the gate look at, as known on a day."""

from __future__ import annotations

from typing import NamedTuple

from orbit.asks.gate.customer import Customer
from orbit.book import ChampionView
from orbit.policy import GatePolicy


class Seat(NamedTuple):
    """A customer at which the connector is a champion.

    `gone` is the last other champion who left the customer; `earned` is what earns the right to ask: a win story, a
    measured outcome, a promoter's NPS answer.
    """

    champion: ChampionView
    customer: Customer
    gone: ChampionView | None
    earned: tuple[str, ...]


def same_address(left: str | None, right: str) -> bool:
    """Say whether two e-mail addresses are the same but for case and blanks."""
    return left is not None and left.strip().lower() == right.strip().lower()


def what_earned(champion: ChampionView, policy: GatePolicy) -> tuple[str, ...]:
    """Name what earned a champion's right to be asked."""
    earned = ("win story",) if champion.win_story else ()
    if champion.outcome:
        earned = (*earned, "measured outcome")
    if champion.nps is not None and champion.nps >= policy.min_nps:
        earned = (*earned, f"NPS {champion.nps}")
    return earned
