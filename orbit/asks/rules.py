"""What forbids asking the champion of a customer. Each rule answers for a day, from what was known on `as_of`.

Asked for later days, the same rules tell when an ask will be possible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from orbit.asks.seat import ONE_DAY, Seat, same_address
from orbit.asks.terms import Mode, Reason
from orbit.asks.windows import Window
from orbit.asks.wording import say_day, say_days
from orbit.model import FactId, TriggerKind

_EVENTS = {
    TriggerKind.CLOSED_WON: "closed-won",
    TriggerKind.RENEWAL: "renewal",
    TriggerKind.EXPANSION: "expansion",
    TriggerKind.CSAT: "CSAT answer",
}


def blockers(seat: Seat, day: date) -> Iterator[Reason]:
    """Yield what forbids an ask on a day."""
    yield from (reason for rule in _RULES if (reason := rule(seat, day)) is not None)


def say_event(window: Window) -> str:
    """Name the event of a window with its day: renewal on 18 Nov 2026."""
    return f"{_EVENTS[window.kind]} on {say_day(window.event_on)}"


def say_size(seat: Seat) -> str:
    """Say that the account is strategic, with the numbers."""
    arr = 0.0 if seat.account is None or seat.account.arr is None else seat.account.arr
    return f"ARR of {arr:,.0f} is above {seat.policy.strategic_arr:,.0f}"


def _escalation(seat: Seat, _: date) -> Reason | None:
    views = [view for view in (seat.account, seat.champion) if view is not None and view.escalation]
    if not views:
        return None
    facts = tuple(fact for view in views for fact in view.facts("escalation"))
    seen_on = max(view.seen_on or date.min for view in views)
    return Reason("escalation", f"A support escalation is open (seen on {say_day(seen_on)}).", facts)


def _champion_left(seat: Seat, day: date) -> Reason | None:
    if seat.gone is None or seat.gone.left_on is None:
        return None
    until = seat.gone.left_on + timedelta(days=seat.policy.champion_left_days)
    if day >= until:
        return None
    text = f"A champion there left on {say_day(seat.gone.left_on)}: no asks at this customer until {say_day(until)}."
    return Reason("champion_left", text, seat.gone.facts("left_on"), until)


def _renewal_uncommitted(seat: Seat, day: date) -> Reason | None:
    due = None if seat.account is None else seat.account.renewal_on
    if seat.account is None or due is None or seat.notice_on is None or not seat.notice_on <= day <= due:
        return None
    # Looked at from before, the renewal day decides: by then it is signed or lost.
    if seat.as_of < due == day:
        return None
    told = "is not committed" if seat.account.renewal_committed is False else "has no commitment on file"
    text = f"The renewal on {say_day(due)} (in {say_days((due - day).days)}) {told}."
    until = due if due > seat.as_of else due + ONE_DAY
    return Reason("renewal_uncommitted", text, seat.account.facts("renewal_on", "renewal_committed"), until)


def _not_earned(seat: Seat, _: date) -> Reason | None:
    if seat.earned:
        return None
    nps = seat.champion.nps
    answer = "no NPS answer on file" if nps is None else f"and an NPS answer of {nps}, below {seat.policy.min_nps}"
    text = f"The right to ask is not earned yet: no win story, no measured outcome, {answer}."
    return Reason("not_earned", text, seat.champion.facts("nps"))


def _strategic_account(seat: Seat, _: date) -> Reason | None:
    if not seat.is_strategic or seat.account is None or seat.requester.mode is not Mode.SDR:
        return None
    text = f"{say_size(seat)}: CSM and AE ask together, an SDR does not."
    return Reason("strategic_account", text, seat.account.facts("arr"))


def _not_sourced(seat: Seat, _: date) -> Reason | None:
    if seat.requester.mode is not Mode.SDR or seat.is_strategic:
        return None
    sdr = None if seat.account is None else seat.account.sdr
    if same_address(sdr, seat.requester.email):
        return None
    who = "who sourced this one is not on file" if sdr is None else f"this one was sourced by {sdr}"
    facts = () if seat.account is None else seat.account.facts("sdr")
    return Reason("not_sourced", f"SDRs ask only at accounts they sourced; {who}.", facts)


def _no_window(seat: Seat, day: date) -> Reason | None:
    if seat.is_strategic or seat.window_on(day) is not None:
        return None
    ahead = [window for window in seat.usable if window.opens_on > day]
    following = min(ahead, key=lambda window: window.opens_on, default=None)
    rule, what, facts = _missed(seat, day)
    text = f"{what} {_what_opens(seat, following)}"
    return Reason(rule, text, facts, None if following is None else following.opens_on)


def _missed(seat: Seat, day: date) -> tuple[str, str, tuple[FactId, ...]]:
    """Name the rule that keeps the window shut, and say which event came last."""
    happened = [window for window in seat.windows if not window.expected]
    if (forbidden := next((window for window in happened if window.holds(day)), None)) is not None:
        return "sdr_trigger", f"SDRs do not use a {_EVENTS[forbidden.kind]} to ask.", forbidden.facts
    last = next((window for window in happened if window.kind in seat.allowed), None)
    if last is None:
        return "no_trigger", f"No {_any_of(seat.allowed, seat)} on file.", ()
    if last.opens_on > day:
        return "outside_window", f"Too early after the {say_event(last)}.", last.facts
    text = f"The window after the {say_event(last)} closed on {say_day(last.closes_on)}."
    return "outside_window", text, last.facts


def _what_opens(seat: Seat, following: Window | None) -> str:
    if following is None:
        return f"Any {_any_of(seat.allowed, seat)} opens the next one."
    if following.expected:
        return f"Next: the renewal due on {say_day(following.event_on)}, if it is signed."
    return f"Next: {say_day(following.opens_on)} to {say_day(following.closes_on)}."


def _any_of(kinds: Iterable[TriggerKind], seat: Seat) -> str:
    floor = f"{seat.policy.min_csat:g}"
    names = [f"CSAT answer of {floor} or more" if kind is TriggerKind.CSAT else _EVENTS[kind] for kind in kinds]
    return " or ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


_RULES: tuple[Callable[[Seat, date], Reason | None], ...] = (
    _escalation,
    _champion_left,
    _renewal_uncommitted,
    _not_earned,
    _strategic_account,
    _not_sourced,
    _no_window,
)
