"""What speaks for an ask, and what is not on file: the reasons of a verdict that forbid nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from orbit.asks.gate.customer import Customer
from orbit.asks.gate.rules import say_event, say_size
from orbit.asks.gate.seat import Seat, same_address
from orbit.asks.terms import Mode, Reason, Requester
from orbit.asks.wording import say_day
from orbit.book import AccountView, ChampionView


def jointly(customer: Customer, as_of: date) -> tuple[Reason, ...]:
    """Say how a strategic account is asked; nothing at any other."""
    if not customer.is_strategic or customer.account is None or customer.mode is Mode.SDR:
        return ()
    review = customer.review_from(as_of)
    if review is not None:
        when = f"in the business review on {say_day(review)}"
    elif customer.account.qbr_on is None:
        when = "in a business review (no date for one is on file)"
    else:
        when = f"in the next business review (the one on file was on {say_day(customer.account.qbr_on)})"
    text = f"{say_size(customer)}: CSM and AE ask together {when}, never by a single e-mail. Tell strategic accounts."
    return (Reason("strategic_account", text, customer.account.facts("arr", "qbr_on"), review),)


def in_window(customer: Customer, as_of: date, last_day: date | None) -> tuple[Reason, ...]:
    """Say which window is open, and to which last day; nothing where none is needed or open."""
    window = None if customer.is_strategic else customer.window_on(as_of)
    if window is None:
        return ()
    last = say_day(last_day or window.closes_on)
    by = say_day(window.ask_by(customer.policy))
    event = say_event(window)
    text = f"{event[0].upper()}{event[1:]}: ask by {by}, at the latest on {last}."
    return (Reason("in_window", text, window.facts),)


def right(champion: ChampionView, earned: Sequence[str]) -> Reason:
    """Say what earned the right to ask a champion."""
    facts = champion.facts("win_story", "outcome", "nps")
    return Reason("earned", f"The right to ask is earned: {', '.join(earned)}.", facts)


def other_owner(account: AccountView | None, requester: Requester) -> tuple[Reason, ...]:
    """Say whose account it is, unless it is the requester's own; no address asks for nobody in particular."""
    if account is None or requester.mode is Mode.SDR or not requester.email:
        return ()
    field = "csm" if requester.mode is Mode.CSM else "owner"
    owner = account.csm if requester.mode is Mode.CSM else account.owner
    if owner is None or owner == requester.email or same_address(owner, requester.email):
        return ()
    return (Reason("other_owner", f"The account belongs to {owner}: agree it first.", account.facts(field)),)


def unchecked(seat: Seat) -> tuple[Reason, ...]:
    """Say what is not on file, so that no rule could look at it."""
    account = seat.customer.account
    names = ["ARR"] if account is None or account.arr is None else []
    if account is None or account.renewal_on is None:
        names.append("renewal date")
    if seat.champion.escalation is None and (account is None or account.escalation is None):
        names.append("escalations")
    return (Reason("not_on_file", f"Not on file, so not checked: {', '.join(names)}."),) if names else ()
