"""What the rules of the gate look at in a customer: account, value events and windows, as known on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from orbit.asks.gate.windows import Window, days, expected_window, value_events, windows
from orbit.asks.terms import Mode, Requester
from orbit.book import AccountView, TriggerView
from orbit.model import TriggerKind
from orbit.policy import GatePolicy

ONE_DAY = timedelta(days=1)
_EVERYTHING = tuple(TriggerKind)


class Customer(NamedTuple):
    """A customer of ours, seen on `as_of` by whoever asks in a job.

    `email` is the address of an SDR, whose own accounts count; the others see the same whoever they are.

    `windows` are newest first. `is_strategic` says that only CSM and AE together may ask. `allowed` are the value
    events that the requester may use, `usable` their windows, `trigger` the newest of them. `notice_on` is the day
    from which the coming renewal forbids asks; None where it is committed, signed or unknown.
    """

    account: AccountView | None
    windows: tuple[Window, ...]
    mode: Mode
    email: str
    as_of: date
    policy: GatePolicy
    is_strategic: bool
    allowed: tuple[TriggerKind, ...]
    usable: tuple[Window, ...]
    trigger: TriggerView | None
    notice_on: date | None

    def window_on(self, day: date) -> Window | None:
        """Return the window of the newest event that allows an ask on a day."""
        for window in self.usable:
            if window.opens_on <= day <= window.closes_on:
                return window
        return None

    def review_from(self, day: date) -> date | None:
        """Return the day of the business review on file, unless it has passed by then."""
        review = None if self.account is None else self.account.qbr_on
        return review if review is not None and review >= day else None

    def last_day(self, day: date) -> date | None:
        """Return the last day of the opening in which `day` lies, as far as known; None when none can be told."""
        if self.is_strategic:
            return self.review_from(day)
        last = None
        for window in sorted(self.usable, key=lambda window: window.opens_on):
            reaches = window.opens_on <= (day if last is None else last + ONE_DAY) and window.closes_on >= day
            if reaches and (window.holds(day) or not window.expected):
                last = max(last or day, window.closes_on)
        if last is not None and self.notice_on is not None and self.notice_on > day:
            return min(last, self.notice_on - ONE_DAY)
        return last


def customer_of(
    account: AccountView | None,
    told: Sequence[TriggerView],
    answer: TriggerView | None,
    requester: Requester,
    as_of: date,
    policy: GatePolicy,
) -> Customer:
    """Gather what is known of a customer; `told` are its value events, `answer` a CSAT answer of a champion list."""
    events = value_events(told, answer, as_of, policy)
    due = expected_window(account, as_of, policy)
    opened = (*windows(events, policy), *(() if due is None else (due,)))
    allowed = _allowed(requester, policy)
    is_free = allowed is _EVERYTHING
    mode, email = sees(requester)
    return Customer(
        account=account,
        windows=opened,
        mode=mode,
        email=email,
        as_of=as_of,
        policy=policy,
        is_strategic=account is not None and account.arr is not None and account.arr > policy.strategic_arr,
        allowed=allowed,
        usable=opened if is_free else tuple(window for window in opened if window.kind in allowed),
        trigger=next(iter(events if is_free else [event for event in events if event.kind in allowed]), None),
        notice_on=_notice_on(account, events, policy),
    )


def sees(requester: Requester) -> tuple[Mode, str]:
    """Return what decides how a requester sees customers: the same for two of them, the same customers."""
    return requester.mode, requester.email if requester.mode is Mode.SDR else ""


def _allowed(requester: Requester, policy: GatePolicy) -> tuple[TriggerKind, ...]:
    if requester.mode is not Mode.SDR:
        return _EVERYTHING
    return tuple(kind for kind in _EVERYTHING if kind in policy.sdr_triggers)


def _notice_on(account: AccountView | None, events: Sequence[TriggerView], policy: GatePolicy) -> date | None:
    if account is None or account.renewal_on is None or account.renewal_committed:
        return None
    counts_from = account.renewal_on - days(policy.renewal_signed_days)
    if any(event.kind is TriggerKind.RENEWAL and event.on >= counts_from for event in events):
        return None
    return account.renewal_on - days(policy.renewal_notice_days)
