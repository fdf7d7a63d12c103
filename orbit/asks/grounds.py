"""What speaks for an ask, and what is not on file: the reasons of a verdict that forbid nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from orbit.asks.rules import say_event, say_size
from orbit.asks.seat import Seat, same_address
from orbit.asks.terms import Mode, Reason
from orbit.asks.wording import say_day


def grounds(seats: Sequence[Seat], as_of: date, *, allowed: bool) -> Iterator[Reason]:
    """Yield why an ask is `allowed`, if it is, how it has to be made, and what could not be checked."""
    for seat in seats:
        yield from _joint_motion(seat, as_of)
        if allowed:
            yield from _in_window(seat, as_of)
            yield from _earned(seat)
        yield from _other_owner(seat)
        yield from _not_on_file(seat)


def _joint_motion(seat: Seat, as_of: date) -> Iterator[Reason]:
    if not seat.is_strategic or seat.account is None or seat.requester.mode is Mode.SDR:
        return
    review = seat.review_from(as_of)
    if review is not None:
        when = f"in the business review on {say_day(review)}"
    elif seat.account.qbr_on is None:
        when = "in a business review (no date for one is on file)"
    else:
        when = f"in the next business review (the one on file was on {say_day(seat.account.qbr_on)})"
    text = f"{say_size(seat)}: CSM and AE ask together {when}, never by a single e-mail. Tell strategic accounts."
    yield Reason("strategic_account", text, seat.account.facts("arr", "qbr_on"), review)


def _in_window(seat: Seat, as_of: date) -> Iterator[Reason]:
    window = None if seat.is_strategic else seat.window_on(as_of)
    if window is not None:
        last = say_day(seat.last_day(as_of) or window.closes_on)
        by = say_day(window.ask_by(seat.policy))
        event = say_event(window)
        text = f"{event[0].upper()}{event[1:]}: ask by {by}, at the latest on {last}."
        yield Reason("in_window", text, window.facts)


def _earned(seat: Seat) -> Iterator[Reason]:
    if seat.earned:
        facts = seat.champion.facts("win_story", "outcome", "nps")
        yield Reason("earned", f"The right to ask is earned: {', '.join(seat.earned)}.", facts)


def _other_owner(seat: Seat) -> Iterator[Reason]:
    field = "csm" if seat.requester.mode is Mode.CSM else "owner"
    owner = None if seat.account is None else getattr(seat.account, field)
    if seat.account is None or owner is None or seat.requester.mode is Mode.SDR:
        return
    # No address: the gate is asked for nobody in particular.
    if seat.requester.email and not same_address(owner, seat.requester.email):
        yield Reason("other_owner", f"The account belongs to {owner}: agree it first.", seat.account.facts(field))


def _not_on_file(seat: Seat) -> Iterator[Reason]:
    account, champion = seat.account, seat.champion
    missing = {
        "ARR": account is None or account.arr is None,
        "renewal date": account is None or account.renewal_on is None,
        "escalations": champion.escalation is None and (account is None or account.escalation is None),
    }
    names = [name for name, is_missing in missing.items() if is_missing]
    if names:
        yield Reason("not_on_file", f"Not on file, so not checked: {', '.join(names)}.")
