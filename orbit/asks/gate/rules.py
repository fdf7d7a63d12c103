"""What forbids asking the champion of a customer. Each rule answers for a day, from what was known on `as_of`.

Asked for later days, the same rules tell when an ask will be possible.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from orbit.asks.gate.customer import ONE_DAY, Customer
from orbit.asks.gate.seat import Seat, same_address
from orbit.asks.gate.windows import Window, days
from orbit.asks.terms import Mode, Reason
from orbit.asks.wording import say_day, say_days
from orbit.book import ChampionView
from orbit.model import FactId, TriggerKind
from orbit.policy import GatePolicy

_EVENTS = {
    TriggerKind.CLOSED_WON: "closed-won",
    TriggerKind.RENEWAL: "renewal",
    TriggerKind.EXPANSION: "expansion",
    TriggerKind.CSAT: "CSAT answer",
}


def blockers(seat: Seat, day: date) -> list[Reason]:
    """Return what forbids an ask on a day."""
    right = [] if seat.earned else [not_earned(seat.champion, seat.customer.policy)]
    return [*before_right(seat, day), *right, *after_right(seat.customer, day)]


def before_right(seat: Seat, day: date) -> list[Reason]:
    """Return what is said before an unearned right to ask: all that makes it a bad time for the customer."""
    reasons = (
        _escalation(seat),
        None if seat.gone is None else _champion_left(seat.gone, day, seat.customer.policy),
        _renewal_uncommitted(seat.customer, day),
    )
    return [reason for reason in reasons if reason is not None]


def after_right(customer: Customer, day: date) -> list[Reason]:
    """Return what is said after it: who may not ask there, and that no window is open."""
    reasons = (_strategic_account(customer), _not_sourced(customer), _no_window(customer, day))
    return [reason for reason in reasons if reason is not None]


def not_earned(champion: ChampionView, policy: GatePolicy) -> Reason:
    """Say what is missing for the right to ask a champion."""
    nps, least = champion.nps, policy.min_nps
    answer = "no NPS answer on file" if nps is None else f"and an NPS answer of {nps}, below {least}"
    text = f"The right to ask is not earned yet: no win story, no measured outcome, {answer}."
    opened_by = f"A win story, a measured outcome, or an NPS answer of {least} or more on file."
    return Reason("not_earned", text, champion.facts("nps"), None, opened_by)


def say_event(window: Window) -> str:
    """Name the event of a window with its day: renewal on 18 Nov 2026."""
    return f"{_EVENTS[window.kind]} on {say_day(window.event_on)}"


def say_size(customer: Customer) -> str:
    """Say that the account is strategic, with the numbers."""
    arr = 0.0 if customer.account is None or customer.account.arr is None else customer.account.arr
    return f"ARR of {arr:,.0f} is above {customer.policy.strategic_arr:,.0f}"


def _escalation(seat: Seat) -> Reason | None:
    account, champion = seat.customer.account, seat.champion
    if not (champion.escalation or (account is not None and account.escalation)):
        return None
    views = [view for view in (account, champion) if view is not None and view.escalation]
    facts = tuple(fact for view in views for fact in view.facts("escalation"))
    seen_on = max(view.seen_on or date.min for view in views)
    text = f"A support escalation is open (seen on {say_day(seen_on)})."
    return Reason("escalation", text, facts, opened_by="The escalation closed in the CRM, and the CRM imported again.")


def _champion_left(gone: ChampionView, day: date, policy: GatePolicy) -> Reason | None:
    if gone.left_on is None or day >= (until := gone.left_on + days(policy.champion_left_days)):
        return None
    text = f"A champion there left on {say_day(gone.left_on)}: no asks at this customer until {say_day(until)}."
    return Reason("champion_left", text, gone.facts("left_on"), until)


def _renewal_uncommitted(customer: Customer, day: date) -> Reason | None:
    account = customer.account
    due = None if account is None else account.renewal_on
    if account is None or due is None or customer.notice_on is None or not customer.notice_on <= day <= due:
        return None
    # Looked at from before, the renewal day decides: by then it is signed or lost.
    if customer.as_of < due == day:
        return None
    told = "is not committed" if account.renewal_committed is False else "has no commitment on file"
    text = f"The renewal on {say_day(due)} (in {say_days((due - day).days)}) {told}."
    until = due if due > customer.as_of else due + ONE_DAY
    facts = account.facts("renewal_on", "renewal_committed")
    return Reason("renewal_uncommitted", text, facts, until, "The renewal signed, or a commitment to it on file.")


def _strategic_account(customer: Customer) -> Reason | None:
    if not customer.is_strategic or customer.account is None or customer.mode is not Mode.SDR:
        return None
    text = f"{say_size(customer)}: CSM and AE ask together, an SDR does not."
    opened_by = "The AE and the CSM of the account ask, in a business review."
    return Reason("strategic_account", text, customer.account.facts("arr"), opened_by=opened_by)


def _not_sourced(customer: Customer) -> Reason | None:
    if customer.mode is not Mode.SDR or customer.is_strategic:
        return None
    sdr = None if customer.account is None else customer.account.sdr
    if same_address(sdr, customer.email):
        return None
    who = "who sourced this one is not on file" if sdr is None else f"this one was sourced by {sdr}"
    facts = () if customer.account is None else customer.account.facts("sdr")
    opened_by = "The AE or the CSM of the account asks; or it is on file that this SDR sourced it."
    return Reason("not_sourced", f"SDRs ask only at accounts they sourced; {who}.", facts, opened_by=opened_by)


def _no_window(customer: Customer, day: date) -> Reason | None:
    if customer.is_strategic:
        return None
    following: Window | None = None
    for window in customer.usable:
        if window.opens_on > day:
            following = window if following is None or window.opens_on < following.opens_on else following
        elif day <= window.closes_on:
            return None
    rule, what, facts = _missed(customer, day)
    opened_by = _what_opens(customer, following)
    return Reason(rule, f"{what} {opened_by}", facts, None if following is None else following.opens_on, opened_by)


def _missed(customer: Customer, day: date) -> tuple[str, str, tuple[FactId, ...]]:
    """Name the rule that keeps the window shut, and say which event came last."""
    last: Window | None = None
    for window in customer.windows:
        if window.expected:
            continue
        if window.holds(day):
            return "sdr_trigger", f"SDRs do not use a {_EVENTS[window.kind]} to ask.", window.facts
        if last is None and window.kind in customer.allowed:
            last = window
    if last is None:
        return "no_trigger", f"No {_any_of(customer.allowed, customer.policy.min_csat)} on file.", ()
    if last.opens_on > day:
        return "outside_window", f"Too early after the {say_event(last)}.", last.facts
    text = f"The window after the {say_event(last)} closed on {say_day(last.closes_on)}."
    return "outside_window", text, last.facts


def _what_opens(customer: Customer, following: Window | None) -> str:
    if following is None:
        return f"Any {_any_of(customer.allowed, customer.policy.min_csat)} opens the next one."
    if following.expected:
        return f"Next: the renewal due on {say_day(following.event_on)}, if it is signed."
    return f"Next: {say_day(following.opens_on)} to {say_day(following.closes_on)}."


# A handful of combinations, said of nearly every customer.
@cache
def _any_of(kinds: tuple[TriggerKind, ...], least: float) -> str:
    names = [f"CSAT answer of {least:g} or more" if kind is TriggerKind.CSAT else _EVENTS[kind] for kind in kinds]
    return " or ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
