"""How much may still be asked of one connector: open asks, asks of late, rest after a no. All reps count together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from operator import attrgetter
from typing import NamedTuple

from orbit.asks.terms import AskState, PastAsk, Reason
from orbit.asks.wording import say_day, say_days, say_number
from orbit.model import Circle
from orbit.policy import LoadPolicy

_OPEN = (AskState.PLANNED, AskState.SENT, AskState.ACCEPTED)
_NO = (AskState.DECLINED, AskState.NOT_NOW)
_PROMISED = AskState.ACCEPTED
_in_order = attrgetter("asked_on", "by", "outcome")


def known_asks(history: Iterable[PastAsk], as_of: date) -> list[PastAsk]:
    """Return the asks made by a day, oldest first; an outcome of a later day is not known yet."""
    asks = [
        ask if ask.outcome_on is None or ask.outcome_on <= as_of else _unanswered(ask)
        for ask in history
        if ask.asked_on <= as_of
    ]
    if len(asks) > 1:
        asks.sort(key=_in_order)
    return asks


class Burden(NamedTuple):
    """What somebody's asks come to, as days: said once, looked at for any day.

    `lapses` are the days on which asks without an end no longer count as open, `ends` those on which asks no longer
    count as of late, both sorted. `rests_until` and `paced_until` are None where nothing has to pass.
    """

    lapses: Sequence[date]
    ends: Sequence[date]
    said_no: date | None
    rests_until: date | None
    last: date | None
    paced_until: date | None
    is_paced: bool
    policy: LoadPolicy

    def reasons(self, day: date) -> Iterator[Reason]:
        """Yield what stands in the way of one more ask on a day."""
        policy = self.policy
        if self.said_no and self.rests_until and day < self.rests_until:
            text = (
                f"Said no on {say_day(self.said_no)}: rests {say_days(policy.rest_days)},"
                f" until {say_day(self.rests_until)}."
            )
            yield Reason("resting", text, until=self.rests_until)
        if (until := _room_on(self.lapses, policy.max_open, day)) is not None:
            count = say_number(_left(self.lapses, day))
            text = f"Has {count} open asks; {say_number(policy.max_open)} is the limit."
            yield Reason("open_asks", text, until=until)
        if (until := _room_on(self.ends, policy.max_recent, day)) is not None:
            text = (
                f"Was asked {say_number(_left(self.ends, day))} times in {say_days(policy.recent_days)};"
                f" {say_number(policy.max_recent)} is the limit. Free again on {say_day(until)}."
            )
            yield Reason("recent_asks", text, until=until)
        if self.last and self.paced_until and day < self.paced_until:
            days, until = say_days(policy.pace_days), self.paced_until
            text = f"Was asked on {say_day(self.last)} and gets one ask in {days}: free on {say_day(until)}."
            yield Reason("pace", text, until=until)

    def slots(self, day: date) -> int:
        """Return how many more asks the connector can take on a day."""
        policy = self.policy
        if not self.ends:
            full = min(policy.max_open, policy.max_recent)
            return min(full, 1) if self.is_paced else full
        if (self.rests_until and day < self.rests_until) or (self.paced_until and day < self.paced_until):
            return 0
        left = min(policy.max_open - _left(self.lapses, day), policy.max_recent - _left(self.ends, day))
        return max(0, min(left, 1) if self.is_paced else left)


class Limits(NamedTuple):
    """The policy's numbers as spans of time, and the burden of those who were never asked: unpaced, then paced."""

    policy: LoadPolicy
    silent: timedelta
    recent: timedelta
    rest: timedelta
    pace: timedelta
    no_chase: timedelta
    unasked: tuple[Burden, Burden]

    @classmethod
    def of(cls, policy: LoadPolicy) -> Limits:
        """Work them out once, for however many connectors."""
        return cls(
            policy,
            silent=timedelta(days=policy.silent_days),
            recent=timedelta(days=policy.recent_days),
            rest=timedelta(days=policy.rest_days),
            pace=timedelta(days=policy.pace_days),
            no_chase=timedelta(hours=policy.no_chase_hours),
            unasked=(_unasked(policy, is_paced=False), _unasked(policy, is_paced=True)),
        )


def _unasked(policy: LoadPolicy, *, is_paced: bool) -> Burden:
    return Burden((), (), None, None, None, None, is_paced, policy)


def burden(circles: Collection[Circle], asks: Sequence[PastAsk], limits: Limits) -> Burden:
    """Work out what a connector's asks, oldest first, come to."""
    paced = limits.policy.paced_circles
    is_paced = bool([circle for circle in circles if circle in paced])
    if not asks:
        return limits.unasked[is_paced]
    silent, recent = limits.silent, limits.recent
    lapses = [ask.asked_on + silent for ask in asks if ask.outcome in _OPEN]
    said_no = [ask.outcome_on or ask.asked_on for ask in asks if ask.outcome in _NO]
    last_no = max(said_no) if said_no else None
    last = asks[-1].asked_on
    return Burden(
        lapses,
        [ask.asked_on + recent for ask in asks],
        last_no,
        last_no + limits.rest if last_no else None,
        last,
        last + limits.pace if is_paced else None,
        is_paced,
        limits.policy,
    )


def load_reasons(
    circles: Collection[Circle], asks: Sequence[PastAsk], day: date, policy: LoadPolicy
) -> Iterator[Reason]:
    """Yield what stands in the way of one more ask on a day; `asks` are oldest first."""
    return burden(circles, asks, Limits.of(policy)).reasons(day)


def slots(circles: Collection[Circle], asks: Sequence[PastAsk], day: date, policy: LoadPolicy) -> int:
    """Return how many more asks the connector can take on a day; `asks` are oldest first."""
    return burden(circles, asks, Limits.of(policy)).slots(day)


def full_slots(circle: Circle, policy: LoadPolicy) -> int:
    """Return how many asks a rested connector of a circle can take at once."""
    return slots({circle}, (), date.min, policy)


def chased(asks: Sequence[PastAsk], day: date, limits: Limits) -> Reason | None:
    """Say so when somebody promised to forward an ask and has been silent since: nobody reminds them.

    `asks` are oldest first; the last promise is named.
    """
    for ask in reversed(asks):
        if ask.outcome is _PROMISED and day - _settled_on(ask) >= limits.no_chase:
            said = say_day(_settled_on(ask))
            return Reason(
                "no_chase", f"Said yes on {said} and has not forwarded it yet: send the thank-you, no reminder."
            )
    return None


def _room_on(ends: Sequence[date], limit: int, day: date) -> date | None:
    """Return the day on which fewer than `limit` of the sorted days are left; None when there is room on `day`."""
    return ends[-limit] if len(ends) >= limit and ends[-limit] > day else None


def _left(ends: Sequence[date], day: date) -> int:
    return len(ends) - bisect_right(ends, day)


def _settled_on(ask: PastAsk) -> date:
    return ask.outcome_on or ask.asked_on


def _unanswered(ask: PastAsk) -> PastAsk:
    return replace(ask, outcome=AskState.SENT, outcome_on=None)
