"""What speaks for an ask, and what is not on file: the reasons of a verdict that forbid nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from orbit.asks.gate.customer import Customer
from orbit.asks.gate.rules import of_customer, say_event, say_size
from orbit.asks.gate.seat import Seat, same_address
from orbit.asks.terms import Mode, Reason, Requester
from orbit.asks.wording import say_day


def grounds(seats: Sequence[Seat], requester: Requester, as_of: date, *, allowed: bool) -> list[Reason]:
    """Return why an ask is `allowed`, if it is, how it has to be made, and what could not be checked."""
    found: list[Reason] = []
    for seat in seats:
        jointly, in_window = of_customer(seat.customer, as_of, _of_customer)
        found += jointly
        if allowed:
            found += in_window
            found += _earned(seat)
        found += _other_owner(seat.customer, requester)
        rule = _not_on_file if seat.champion.escalation is None else _not_on_file_but_escalations
        found += of_customer(seat.customer, as_of, rule)
    return found


def _of_customer(customer: Customer, as_of: date) -> tuple[tuple[Reason, ...], ...]:
    parts = (_joint_motion(customer, as_of), _in_window(customer, as_of))
    return tuple(tuple(part) for part in parts)


def _joint_motion(customer: Customer, as_of: date) -> Iterator[Reason]:
    if not customer.is_strategic or customer.account is None or customer.mode is Mode.SDR:
        return
    review = customer.review_from(as_of)
    if review is not None:
        when = f"in the business review on {say_day(review)}"
    elif customer.account.qbr_on is None:
        when = "in a business review (no date for one is on file)"
    else:
        when = f"in the next business review (the one on file was on {say_day(customer.account.qbr_on)})"
    text = f"{say_size(customer)}: CSM and AE ask together {when}, never by a single e-mail. Tell strategic accounts."
    yield Reason("strategic_account", text, customer.account.facts("arr", "qbr_on"), review)


def _in_window(customer: Customer, as_of: date) -> Iterator[Reason]:
    window = None if customer.is_strategic else customer.window_on(as_of)
    if window is not None:
        last = say_day(customer.last_day(as_of) or window.closes_on)
        by = say_day(window.ask_by(customer.policy))
        event = say_event(window)
        text = f"{event[0].upper()}{event[1:]}: ask by {by}, at the latest on {last}."
        yield Reason("in_window", text, window.facts)


def _earned(seat: Seat) -> tuple[Reason, ...]:
    if not seat.earned:
        return ()
    facts = seat.champion.facts("win_story", "outcome", "nps")
    return (Reason("earned", f"The right to ask is earned: {', '.join(seat.earned)}.", facts),)


def _other_owner(customer: Customer, requester: Requester) -> Sequence[Reason]:
    """Say whose account it is, unless it is the requester's own; no address asks for nobody in particular."""
    account = customer.account
    if account is None or requester.mode is Mode.SDR or not requester.email:
        return ()
    field = "csm" if requester.mode is Mode.CSM else "owner"
    owner = getattr(account, field)
    if owner is None or owner == requester.email or same_address(owner, requester.email):
        return ()
    return (Reason("other_owner", f"The account belongs to {owner}: agree it first.", account.facts(field)),)


def _not_on_file(customer: Customer, _: date) -> tuple[Reason, ...]:
    return _unchecked(
        customer, tells_escalation=customer.account is not None and customer.account.escalation is not None
    )


def _not_on_file_but_escalations(customer: Customer, _: date) -> tuple[Reason, ...]:
    return _unchecked(customer, tells_escalation=True)


def _unchecked(customer: Customer, *, tells_escalation: bool) -> tuple[Reason, ...]:
    account = customer.account
    names = ["ARR"] if account is None or account.arr is None else []
    if account is None or account.renewal_on is None:
        names.append("renewal date")
    if not tells_escalation:
        names.append("escalations")
    return (Reason("not_on_file", f"Not on file, so not checked: {', '.join(names)}."),) if names else ()
